/**
 * Local days, `2026-12-24`, and their numbers: whole days since 1 January 1970. Counting with
 * numbers knows no clock, so no daylight saving either. Years 0000 to 9999.
 */
const dayMs = 86_400_000;

/** 1970-01-01 was a Thursday. Monday is 0. */
const firstWeekday = 3;

const firstDay = -719_528;
export const lastDay = 2_932_896;

/** The number of a day that `isDay` takes. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

/** The day of a number; numbers beyond the years that can be written give the nearest that can. */
export function dayOfNumber(number: number): string {
  const within = Math.min(Math.max(number, firstDay), lastDay);
  return new Date(within * dayMs).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(number: number): number {
  return (((number + firstWeekday) % 7) + 7) % 7;
}

/** Months since year 0: 12 × year + month, January being 0. */
export interface MonthDay {
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export function monthDayOf(number: number): MonthDay {
  const [year = '0', month = '1', day = '1'] = dayOfNumber(number).split('-');
  return { month: Number(year) * 12 + Number(month) - 1, day: Number(day) };
}

/** The first day of a month, as a number. */
export function monthStart(month: number): number {
  const year = Math.floor(month / 12);
  if (year < 0) return firstDay;
  if (year > 9999) return lastDay + 1;
  const text = `${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return dayNumber(text);
}

/** The number of a day of a month; of one that is too short, its last. */
export function dayInMonth({ month, day }: MonthDay): number {
  return Math.min(monthStart(month) + day - 1, monthStart(month + 1) - 1);
}
