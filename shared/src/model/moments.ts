/**
 * The first moment, wall clock ms since 1970, that no entry is believed to be from: the year 2200.
 * Later ones come of a mistyped year, or of somebody who wants to do harm.
 */
export const latestMoment = Date.UTC(2200, 0, 1);

/** Clocks differ by less than this, ms: what is said to happen later than that has not happened. */
const clocksDifferMs = 24 * 3_600_000;

/** Whether something can have happened at `atMs`, wall clock ms since 1970, as far as a clock that shows `nowMs` can tell. 0, an unknown moment, is one. */
export function canHaveHappened(atMs: number, nowMs: number): boolean {
  return atMs >= 0 && atMs <= nowMs + clocksDifferMs;
}

/** The latest of any number of moments, also more than an argument list can hold; `least` where there is none later. */
export function latestOf(moments: Iterable<number>, least: number): number {
  let latest = least;
  for (const moment of moments) if (moment > latest) latest = moment;
  return latest;
}
