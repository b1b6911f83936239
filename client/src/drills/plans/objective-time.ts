const units = { s: 1, min: 60, h: 3_600, d: 86_400 } as const;

const pattern =
  /^(\d+(?:[.,]\d+)?)\s*(days?|d|hours?|h|minutes?|min|m|seconds?|sec|s)?(?![a-z])\s*(?:,|and)?\s*/;

/**
 * A time as people write it: `30 min`, `1 h 30 min`, `1.5 h`, `2 days`; a number alone is minutes.
 * Seconds; `null` where nothing is written, undefined where it is no time.
 */
export function readObjectiveTime(text: string): number | null | undefined {
  let rest = text.trim().toLowerCase();
  if (rest === '') return null;
  let seconds = 0;
  let parts = 0;
  while (rest !== '') {
    const found = pattern.exec(rest);
    if (found === null) return undefined;
    const [all, number = '', unit] = found;
    // A number without a unit is the only one there is.
    if (unit === undefined && (parts > 0 || all.length < rest.length)) return undefined;
    seconds += Number(number.replace(',', '.')) * secondsOf(unit ?? 'min');
    rest = rest.slice(all.length);
    parts += 1;
  }
  return Number(seconds.toPrecision(12));
}

function secondsOf(unit: string): number {
  if (unit.startsWith('s')) return units.s;
  if (unit.startsWith('m')) return units.min;
  return unit.startsWith('h') ? units.h : units.d;
}

/** The same time, so that reading it again gives the same: `1 h 30 min`. Empty where there is none. */
export function writeObjectiveTime(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const days = Math.floor(seconds / units.d);
  const hours = Math.floor((seconds % units.d) / units.h);
  const minutes = Math.floor((seconds % units.h) / units.min);
  const left = Number((seconds % units.min).toPrecision(12));
  const parts = [
    ...(days > 0 ? [`${days} ${days === 1 ? 'day' : 'days'}`] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(left > 0 ? [`${left} s`] : []),
  ];
  return parts.length === 0 ? '0 min' : parts.join(' ');
}
