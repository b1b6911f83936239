/** How a moment is shown: short and local in the text, exact with UTC on hover. */
export interface When {
  readonly short: string;
  readonly full: string;
  readonly iso: string;
}

const minute = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const second = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** The reader's day of a moment (ms since 1970), for the middle of a sentence: `9 March 2026`. */
export function describeDay(atMs: number): string {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? '' : wholeDay.format(at);
}

/** The reader's day and time of a moment (ms since 1970): `9 Mar 2026, 14:05`. */
export function describeMinute(atMs: number): string {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? '' : minute.format(at);
}

/** The same to the second; of the day of `nowMs`, where that is given, without the day: `14:05:09`. */
export function describeSecond(atMs: number, nowMs?: number): string {
  const at = new Date(atMs);
  if (Number.isNaN(at.getTime())) return '';
  const isToday = nowMs !== undefined && at.toDateString() === new Date(nowMs).toDateString();
  return isToday ? timeOfDay.format(at) : second.format(at);
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes a function that puts a moment (ms since 1970) into words, relative to now. `timeZone` and
 * `locale` are the reader's own when absent. The function gives undefined for 0 and anything that
 * is no moment: not known. Formatters cost far more to make than to use: make one, use it often.
 */
export function createWhen(
  options: { readonly timeZone?: string; readonly locale?: string } = {},
): (atMs: number, nowMs: number) => When | undefined {
  const formatter = (parts: Intl.DateTimeFormatOptions) => {
    const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
    return new Intl.DateTimeFormat(options.locale, { ...zone, ...parts });
  };
  const day = formatter({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const time = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const year = formatter({ year: 'numeric' });
  const date = formatter({ day: 'numeric', month: 'short' });
  const dateAndYear = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
  const full = formatter({ dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' });

  function short(at: Date, nowMs: number): string {
    const on = day.format(at);
    if (on === day.format(nowMs)) return `today ${time.format(at)}`;
    if (on === day.format(nowMs - dayMs)) return `yesterday ${time.format(at)}`;
    return year.format(at) === year.format(nowMs) ? date.format(at) : dateAndYear.format(at);
  }

  return (atMs, nowMs) => {
    const at = new Date(atMs);
    if (atMs <= 0 || Number.isNaN(at.getTime())) return undefined;
    const iso = at.toISOString();
    const utc = iso.slice(0, 16).replace('T', ' ');
    return { short: short(at, nowMs), full: `${full.format(at)} (${utc} UTC)`, iso };
  };
}
