/** Local days as the map has them, `2026-11-30`: they sort as text and have no time zone. */
export type Day = string;

const dayMs = 24 * 60 * 60 * 1000;

/** As if the day were one of UTC: only for reckoning with days. */
function reckon(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: Day, days: number): Day {
  return new Date(reckon(day) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`; negative where it is before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((reckon(to) - reckon(from)) / dayMs);
}

/** The first day of the month that is so many months away from the one of this day. */
export function firstOfMonth(day: Day, months = 0): Day {
  const at = new Date(reckon(`${day.slice(0, 7)}-01`));
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(reckon(day)).getUTCDay());
}

const formats = {
  day: new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  dayAndYear: new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  month: new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
} as const;

/** `14 Dec`, with the year where it is not that of today. */
export function dayWords(day: Day, today: Day): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  const parts = (isThisYear ? formats.day : formats.dayAndYear).formatToParts(reckon(day));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return [part('day'), part('month'), part('year')].filter((word) => word !== '').join(' ');
}

/** `14–18 Dec`, `28 Dec – 3 Jan 2027`, `14 Dec`. Both days are included. */
export function spanWords(from: Day, to: Day, today: Day): string {
  if (from === to) return dayWords(from, today);
  if (from.slice(0, 7) === to.slice(0, 7)) {
    return `${Number(from.slice(8))}–${dayWords(to, today)}`;
  }
  return `${dayWords(from, today)} – ${dayWords(to, today)}`;
}

/** `December 2026` */
export function monthWords(day: Day): string {
  return formats.month.format(reckon(day));
}
