import { dayNumber, dayOfNumber } from '../drilling/local-days.ts';
import type { ReviewDay } from '../model/review-day.ts';

/** How the review stood at the end of a week. */
export interface TrendPoint {
  /** Last local day of the week. */
  readonly until: string;
  /** The last day of that week on which somebody looked; absent: nobody did. */
  readonly counts?: ReviewDay | undefined;
}

/** The week that ends today, and those before it, the oldest first. Weeks are counted back from today. */
export function reviewTrend(
  days: readonly ReviewDay[],
  weeks: number,
  today: string,
): readonly TrendPoint[] {
  const last = dayNumber(today);
  const points: TrendPoint[] = Array.from({ length: weeks + 1 }, (_, at) => ({
    until: dayOfNumber(last - 7 * (weeks - at)),
  }));
  for (const one of days) {
    const ago = last - dayNumber(one.day);
    const at = weeks - Math.floor(ago / 7);
    const point = points[at];
    if (ago < 0 || point === undefined) continue;
    if (point.counts === undefined || point.counts.day < one.day)
      points[at] = { ...point, counts: one };
  }
  return points;
}
