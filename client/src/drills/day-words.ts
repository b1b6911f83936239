const formatted = (parts: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en', { ...parts, timeZone: 'UTC' });
  // A day of the calendar has no time zone: it is the same day for everyone who reads it.
  return (day: string): string => format.format(new Date(`${day}T00:00:00Z`));
};
const weekday = formatted({ weekday: 'long' });
const shortWeekday = formatted({ weekday: 'short' });
const month = formatted({ month: 'long' });
const shortMonth = formatted({ month: 'short' });

const dayOf = (day: string): number => Number(day.slice(8));
const yearOf = (day: string): number => Number(day.slice(0, 4));

/** `2026-12-01`: `Tuesday 1 December 2026` */
export function dayInWords(day: string): string {
  return `${weekday(day)} ${dayOf(day)} ${month(day)} ${yearOf(day)}`;
}

/** `2026-12-01`: `1 December 2026` */
export function dateInWords(day: string): string {
  return `${dayOf(day)} ${month(day)} ${yearOf(day)}`;
}

/** `2026-12-01`: `Tue 1 Dec`, with the year where it is not the same as that of `today`. */
export function shortDay(day: string, today: string): string {
  const year = yearOf(day) === yearOf(today) ? '' : ` ${yearOf(day)}`;
  return `${shortWeekday(day)} ${dayOf(day)} ${shortMonth(day)}${year}`;
}

/** `2026-12`: `December 2026` */
export function monthInWords(of: string): string {
  return `${month(`${of}-01`)} ${yearOf(of)}`;
}
