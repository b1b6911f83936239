const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How much of the past is kept, so that the history of years stays small: of the records made
 * automatically (after a pause in the writing, around a restore, by an import) the last of each
 * span of time, the longer the older. Named versions and those of reviews and runs are kept.
 */
const spans: readonly { readonly youngerThanMs: number; readonly oneEachMs: number }[] = [
  { youngerThanMs: hourMs, oneEachMs: 0 },
  { youngerThanMs: dayMs, oneEachMs: 10 * minuteMs },
  { youngerThanMs: 7 * dayMs, oneEachMs: hourMs },
  { youngerThanMs: 90 * dayMs, oneEachMs: dayMs },
  { youngerThanMs: 365 * dayMs, oneEachMs: 7 * dayMs },
  { youngerThanMs: Infinity, oneEachMs: 30 * dayMs },
];

/** Of the automatic ones together; where they are more, the oldest go first. */
const mostBytes = 2 << 20;

export interface ThinnedRecord {
  readonly id: string;
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
  /** Named, reviewed or run. */
  readonly isKept: boolean;
  readonly bytes: number;
}

/**
 * Which of these records (oldest first) may go at `nowMs`. Never a kept one or the newest. Spans lie
 * on the clock, not on the records, so that devices that thin out apart agree.
 */
export function recordsToDrop(
  records: readonly ThinnedRecord[],
  nowMs: number,
): ReadonlySet<string> {
  const dropped = new Set<string>();
  const filled = new Set<string>();
  let bytes = 0;
  const newest = records.at(-1);
  for (const record of records.toReversed()) {
    if (record.isKept || record === newest) continue;
    const ageMs = Math.max(0, nowMs - record.atMs);
    const span = spans.find(({ youngerThanMs }) => ageMs < youngerThanMs);
    const oneEachMs = span?.oneEachMs ?? 0;
    const key = oneEachMs === 0 ? record.id : `${oneEachMs}:${Math.floor(record.atMs / oneEachMs)}`;
    if (filled.has(key) || bytes + record.bytes > mostBytes) {
      dropped.add(record.id);
      continue;
    }
    filled.add(key);
    bytes += record.bytes;
  }
  return dropped;
}
