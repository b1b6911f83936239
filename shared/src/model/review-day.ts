import { z } from 'zod/mini';

const countSchema = z.int().check(z.gte(0));
/** A day's counts as they are stored, under the day. */
export const countedDaySchema = z.object({
  critical: countSchema,
  high: countSchema,
  medium: countSchema,
  low: countSchema,
  accepted: countSchema,
  /** Wall clock, ms since 1970. */
  atMs: z.number().check(z.gte(0)),
  by: z.string(),
});
export const reviewDaySchema = z.extend(countedDaySchema, {
  /** Local day, `2026-11-30`. */
  day: z.string(),
});
export type ReviewDay = z.infer<typeof reviewDaySchema>;
export type ReviewDayCounts = Omit<ReviewDay, 'day' | 'atMs' | 'by'>;
