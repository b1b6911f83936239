import { heldAtMs } from './held-at.ts';
import type { DrillProjection, PlanProjection } from '../model/projection.ts';
import { isGoingOn } from './going-on.ts';
import { dayNumber } from './local-days.ts';
import {
  type Days,
  type Occurrence,
  type Occurrences,
  occurrencesOf,
  type PlannedDay,
} from './plan-occurrences.ts';
import { readCadence } from './cadence-read.ts';

export interface NamedPlan {
  /** Document name, `plan:01j…`. */
  readonly name: string;
  readonly plan: PlanProjection;
}

export interface NamedDrill {
  /** Document name, `drill:01j…`. */
  readonly name: string;
  readonly drill: DrillProjection;
}

/** A drill that counts for its plan: it passed or failed. */
export interface HeldDrill {
  /** Document name. */
  readonly drill: string;
  /** Local day on which it ended. */
  readonly on: string;
  readonly outcome: 'passed' | 'failed';
}

/**
 * `overdue`: its day is over. `today`: this is the day. `planned`: later. `over`: it was to be once,
 * and was. `undated`: once, and nobody said when. `unreadable`: how often is written in words that
 * this version does not know. `archived`: nobody waits for it.
 */
export type DueState =
  | 'overdue'
  | 'today'
  | 'planned'
  | 'over'
  | 'undated'
  | 'unreadable'
  | 'archived';

export interface PlanDue {
  readonly state: DueState;
  /** The first that is not done yet. */
  readonly next?: Occurrence | undefined;
  /** Days from today to it; negative where it is overdue. */
  readonly inDays?: number | undefined;
  /** How many are overdue, `next` being the first. */
  readonly missed: number;
  /** The first that is not done and not overdue. */
  readonly upcoming?: Occurrence | undefined;
  /** Document names of drills of this plan that go on. */
  readonly running: readonly string[];
  /** The last that counts. */
  readonly last?: HeldDrill | undefined;
}

/**
 * When a plan's next drill is due. A drill counts that passed or failed: for all that was overdue
 * when it ended; else for the next one, if it is nearer to that than to the one before (the first
 * one may be done at any time before). `drills`: also of other plans.
 */
export function dueOf(
  { name, plan }: NamedPlan,
  drills: readonly NamedDrill[],
  days: Days,
): PlanDue {
  const own = drills.filter(({ drill }) => drill.plan === name);
  const running = own.flatMap((one) => (isGoingOn(one.drill) ? [one.name] : []));
  const held = heldDrills(own, days);
  const known = { running, last: held.at(-1), missed: 0 };
  if (plan.archived) return { ...known, state: 'archived' };
  const occurrences = occurrencesOf(plan, days);
  const isOnce = occurrences?.isOnce ?? plan.cadence === '';
  if (isOnce && held.length > 0) return { ...known, state: 'over' };
  if (occurrences === undefined) {
    return { ...known, state: readCadence(plan.cadence).ok ? 'undated' : 'unreadable' };
  }
  const today = dayNumber(days.today);
  const open = openDays(occurrences, held);
  let next: PlannedDay | undefined;
  let missed = 0;
  for (const day of open) {
    next ??= day;
    if (day.dueOn >= today) {
      const upcoming = occurrences.show(day);
      return { ...known, ...about(next, today, occurrences), missed, upcoming };
    }
    missed += 1;
  }
  return next === undefined
    ? { ...known, state: 'over' }
    : { ...known, ...about(next, today, occurrences), missed };
}

function about(next: PlannedDay, today: number, occurrences: Occurrences) {
  const inDays = next.dueOn - today;
  const state = inDays < 0 ? 'overdue' : inDays === 0 ? 'today' : 'planned';
  return { state, next: occurrences.show(next), inDays } as const;
}

/** Those that count, by the day they ended. */
export function heldDrills(own: readonly NamedDrill[], days: Days): readonly HeldDrill[] {
  return own
    .flatMap(({ name, drill }): (HeldDrill & { readonly atMs: number })[] => {
      const { outcome } = drill;
      if (outcome !== 'passed' && outcome !== 'failed') return [];
      const atMs = heldAtMs(drill);
      return [{ drill: name, on: days.dayOf(atMs), outcome, atMs }];
    })
    .sort((a, b) => a.atMs - b.atMs || (a.drill < b.drill ? -1 : 1))
    .map(({ drill, on, outcome }) => ({ drill, on, outcome }));
}

/** The days for which no drill counts, ascending: overdue ones, then those to come. */
export function* openDays(
  occurrences: Occurrences,
  held: readonly HeldDrill[],
): Generator<PlannedDay, undefined> {
  const left = held.map(({ on }) => dayNumber(on));
  let before: number | undefined;
  let isBeforeDone = true;
  let at = 0;
  for (const day of occurrences.from()) {
    let isDone = false;
    for (let on = left[at]; on !== undefined && on < day.dueOn; on = left[at]) {
      at += 1;
      if (isBeforeDone) isDone ||= before === undefined || day.dueOn - on < on - before;
      else {
        // It did what was overdue: the next one starts to count from there.
        isBeforeDone = true;
        before = on;
      }
    }
    if (!isDone && at === left.length) yield day;
    isBeforeDone = isDone;
    before = day.dueOn;
  }
  return undefined;
}

/** A plan and when it is due. */
export interface PlanRow extends NamedPlan {
  readonly due: PlanDue;
}

/** All plans but archived ones: the longest overdue first, then by the day they are due; then those without a day. */
export function plansByDue(
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
): readonly PlanRow[] {
  const byPlan = drillsByPlan(drills);
  return plans
    .filter(({ plan }) => !plan.archived)
    .map((one) => ({ ...one, due: dueOf(one, byPlan.get(one.name) ?? [], days) }))
    .sort(
      (a, b) =>
        (a.due.inDays ?? Infinity) - (b.due.inDays ?? Infinity) ||
        compare(a.plan.title, b.plan.title) ||
        compare(a.name, b.name),
    );
}

/** By document name of the plan; those of none by ''. */
export function drillsByPlan(
  drills: readonly NamedDrill[],
): ReadonlyMap<string, readonly NamedDrill[]> {
  const byPlan = new Map<string, NamedDrill[]>();
  for (const one of drills) {
    const others = byPlan.get(one.drill.plan);
    if (others === undefined) byPlan.set(one.drill.plan, [one]);
    else others.push(one);
  }
  return byPlan;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
