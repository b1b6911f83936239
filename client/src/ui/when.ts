/** How a moment is shown: short and local in the text, exact with UTC on hover. */
export interface When {
  readonly short: string;
  readonly full: string;
  readonly iso: string;
}

/**
 * Puts a moment (ms since 1970) into words, relative to now. `timeZone` and `locale` are the
 * reader's own when absent. Undefined for 0 and anything that is no moment: not known.
 */
export function describeWhen(
  atMs: number,
  nowMs: number,
  options: { readonly timeZone?: string; readonly locale?: string } = {},
): When | undefined {
  const at = new Date(atMs);
  if (atMs <= 0 || Number.isNaN(at.getTime())) return undefined;
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const format = (parts: Intl.DateTimeFormatOptions, when = at) =>
    new Intl.DateTimeFormat(options.locale, { ...zone, ...parts }).format(when);
  const day = (when: Date) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }, when);
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const today = day(new Date(nowMs));
  const yesterday = day(new Date(nowMs - 24 * 60 * 60 * 1000));
  const sameYear = format({ year: 'numeric' }) === format({ year: 'numeric' }, new Date(nowMs));
  const short =
    day(at) === today
      ? `today ${time}`
      : day(at) === yesterday
        ? `yesterday ${time}`
        : format({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
  const utc = at.toISOString().slice(0, 16).replace('T', ' ');
  const full = `${format({ dateStyle: 'full', timeStyle: 'short' })} (${utc} UTC)`;
  return { short, full, iso: at.toISOString() };
}
