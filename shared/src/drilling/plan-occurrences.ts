import type { PlanProjection } from '../model/projection.ts';
import type { Cadence } from './cadence.ts';
import { cadenceDays } from './cadence-days.ts';
import { readCadence } from './cadence-read.ts';
import { dayNumber, dayOfNumber, lastDay } from './local-days.ts';

/** What day it is, and was: local to whoever looks. */
export interface Days {
  /** Local day, `2026-12-24`. */
  readonly today: string;
  /** The local day of a moment, wall clock ms since 1970. */
  dayOf(atMs: number): string;
}

/** One time that a plan wants a drill. Days as `dayNumber`s. */
export interface PlannedDay {
  /** As the cadence says. */
  readonly on: number;
  /** The same, or the first day after the blackouts that it falls into. */
  readonly dueOn: number;
}

/** One time that a plan wants a drill, in local days. */
export interface Occurrence {
  readonly on: string;
  readonly dueOn: string;
  /** Time of day, `10:00`; absent where none was said. */
  readonly at?: string | undefined;
}

/** When a plan wants drills. */
export interface Occurrences {
  readonly cadence: Cadence;
  readonly isOnce: boolean;
  /** Ascending, from the first that is due on or after `from`; undefined: from the start. Two that a blackout moves to one day are one. */
  from(from?: number): Iterable<PlannedDay>;
  show(day: PlannedDay): Occurrence;
}

/** Nobody is told of what was missed longer ago than this, days. */
const longestAgo = 3_660;

/**
 * When a plan wants drills: not before the day it was written, unless it is for once. Undefined
 * where it does not say when: for once without a day, or in words that cannot be read.
 */
export function occurrencesOf(plan: PlanProjection, days: Days): Occurrences | undefined {
  const read = readCadence(plan.cadence);
  if (!read.ok) return undefined;
  const { cadence } = read;
  const isOnce = cadence.rule.kind === 'once';
  const created = plan.createdAtMs > 0 ? dayNumber(days.dayOf(plan.createdAtMs)) : undefined;
  const start = plan.startsOn === '' ? created : dayNumber(plan.startsOn);
  if (start === undefined || (isOnce && plan.startsOn === '')) return undefined;
  const least = isOnce
    ? start
    : Math.max(start, created ?? start, dayNumber(days.today) - longestAgo);
  const blackouts = joinedBlackouts(plan);
  return {
    cadence,
    isOnce,
    *from(from = least) {
      const after = Math.max(from, least);
      let next = Math.max(least, blackouts.startOf(after));
      for (;;) {
        const on = firstOf(cadence, start, next);
        if (on === undefined) return;
        const dueOn = blackouts.firstFree(on);
        if (dueOn > lastDay) return;
        if (dueOn >= after) yield { on, dueOn };
        next = dueOn + 1;
      }
    },
    show: ({ on, dueOn }) => ({
      on: dayOfNumber(on),
      dueOn: dayOfNumber(dueOn),
      ...(cadence.at === undefined ? {} : { at: cadence.at }),
    }),
  };
}

function firstOf(cadence: Cadence, start: number, from: number): number | undefined {
  for (const day of cadenceDays(cadence, start, from)) return day;
  return undefined;
}

interface JoinedBlackouts {
  /** The day itself, or the first after the blackout that it is in. */
  firstFree(day: number): number;
  /** The first day of the blackout that holds this day or ends on the one before; else the day. */
  startOf(day: number): number;
}

/** Those that overlap or touch are one. */
function joinedBlackouts({ blackouts }: PlanProjection): JoinedBlackouts {
  const joined: { from: number; to: number }[] = [];
  const all = blackouts
    .map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to) }))
    .sort((a, b) => a.from - b.from);
  for (const one of all) {
    const last = joined.at(-1);
    if (last !== undefined && one.from <= last.to + 1) last.to = Math.max(last.to, one.to);
    else joined.push({ ...one });
  }
  return {
    firstFree: (day) =>
      (joined.find(({ from, to }) => day >= from && day <= to)?.to ?? day - 1) + 1,
    startOf: (day) => joined.find(({ from, to }) => day >= from && day <= to + 1)?.from ?? day,
  };
}
