const dayMs = 24 * 60 * 60 * 1000;
const unitDays = { d: 1, w: 7, m: 30, y: 365 } as const;
const longestDays = 3650;

/**
 * How often a text wants to be reviewed, in days: `90`, `90 days`, `6 weeks`, `3 months`, `1 year`,
 * or an ISO 8601 duration in whole days, weeks, months or years (`P3M`). A month counts as 30 days.
 * Undefined for anything else.
 */
export function readInterval(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const parts = /^(?:p(?=\d+[dwmy]$))?(\d{1,4})\s*(d|days?|w|weeks?|m|months?|y|years?)?$/i.exec(
    text.trim(),
  );
  if (parts?.[1] === undefined) return undefined;
  const unit = parts[2]?.charAt(0).toLowerCase() ?? 'd';
  const days = Number(parts[1]) * (isUnit(unit) ? unitDays[unit] : 1);
  return days >= 1 ? Math.min(days, longestDays) : undefined;
}

function isUnit(letter: string): letter is keyof typeof unitDays {
  return Object.hasOwn(unitDays, letter);
}

/** The start (UTC) of a day written as `2026-03-09`, perhaps with a time behind it, in ms since 1970. */
export function readDay(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(value.trim());
  if (parts === null) return undefined;
  const day = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  // Some engines take the 31st of February for a day in March.
  const isReal = atMs > 0 && new Date(atMs).toISOString().startsWith(day);
  return isReal ? Math.floor(atMs / dayMs) * dayMs : undefined;
}
