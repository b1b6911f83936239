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

/** What this device has; undefined until it is read. */
export function useDrillBook(): DrillBook | undefined {
  const projections = useProjections();
  return useMemo(
    () => (projections === undefined ? undefined : bookOf(projections)),
    [projections],
  );
}

/** The reader's days; the screen goes on with them past midnight. */
export function useDays(): Days {
  const today = useToday();
  return useMemo(() => ({ today, dayOf: localDay }), [today]);
}
