import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { isDay } from './day.ts';
import { cleanLine, setRegister } from './meta.ts';
import { countedDaySchema, type ReviewDay, type ReviewDayCounts } from './review-day.ts';

/**
 * How many findings there were of each level, day by day. What was wrong with a map last month does
 * not follow from the map as it is now: so whoever opens the review writes the day's counts down. One
 * document, `review-log`, with the root `days` and one register a day; last writer wins.
 */
export const reviewLogDocument = 'review-log';

const root = 'days';
/** Three years: older ones are no trend. */
const mostDays = 1_100;

/** Every day that somebody looked, in order. Never throws on what other versions wrote. */
export function readReviewLog(doc: Y.Doc): readonly ReviewDay[] {
  const days: ReviewDay[] = [];
  doc.getMap(root).forEach((value, day) => {
    const read = countedDaySchema.safeParse(value);
    if (read.success && isDay(day)) days.push({ day, ...read.data });
  });
  return days.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-mostDays);
}

/** Writes a day's counts down; nothing where they are there already. */
export function recordReviewDay(
  doc: Y.Doc,
  day: string,
  { critical, high, medium, low, accepted }: ReviewDayCounts,
  context: { readonly nowMs: number; readonly by: string },
): CommandResult<'bad-value'> {
  const counts = { critical, high, medium, low, accepted };
  const value = { ...counts, atMs: context.nowMs, by: cleanLine(context.by) };
  if (!isDay(day) || !countedDaySchema.safeParse(value).success) {
    return { ok: false, reason: 'bad-value', problem: 'These are no counts of a day.' };
  }
  const days = doc.getMap(root);
  const known = countedDaySchema.safeParse(days.get(day));
  const isSame =
    known.success &&
    Object.entries(counts).every(
      ([level, count]) => Object.entries(known.data).find(([key]) => key === level)?.[1] === count,
    );
  if (isSame) return { ok: true, changed: false };
  return { ok: true, changed: doc.transact(() => setRegister(days, day, value)) };
}
