import type { NamedDrill, NamedPlan } from '@holdfast/shared/drilling/due';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { useMemo } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { localDay } from '@holdfast/shared/model/local-day';
import { useToday } from '../map/people/use-today.ts';
import type { Projections } from '../runbooks/list-model.ts';

/** Every plan and every drill, archived or not, in no order. */
export interface DrillBook {
  readonly plans: readonly NamedPlan[];
  readonly drills: readonly NamedDrill[];
}

export function bookOf(projections: Projections): DrillBook {
  const plans: NamedPlan[] = [];
  const drills: NamedDrill[] = [];
  for (const [name, one] of projections) {
    if (one.kind === 'plan') plans.push({ name, plan: one });
    else if (one.kind === 'drill') drills.push({ name, drill: one });
  }
  return { plans, drills };
}

let last: DrillBook | undefined;

/** The same object for as long as no plan and no drill changed: what else is written costs nothing here. */
export function steadyBook(projections: Projections): DrillBook {
  const next = bookOf(projections);
  const isSame =
    last !== undefined &&
    sameBy(last.plans, next.plans, ({ plan }) => plan) &&
    sameBy(last.drills, next.drills, ({ drill }) => drill);
  last = isSame ? last : next;
  return last ?? next;
}

function sameBy<T extends { readonly name: string }>(
  a: readonly T[],
  b: readonly T[],
  projectionOf: (one: T) => unknown,
): boolean {
  if (a.length !== b.length) return false;
  return a.every((one, at) => {
    const other = b[at];
    return other?.name === one.name && projectionOf(other) === projectionOf(one);
  });
}

/** What this device has; undefined until it is read. */
export function useDrillBook(): DrillBook | undefined {
  const projections = useProjections();
  return useMemo(
    () => (projections === undefined ? undefined : steadyBook(projections)),
    [projections],
  );
}

/** The reader's days; the screen goes on with them past midnight. */
export function useDays(): Days {
  const today = useToday();
  return useMemo(() => ({ today, dayOf: localDay }), [today]);
}
