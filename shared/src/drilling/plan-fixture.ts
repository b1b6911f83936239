import { drillProjection } from '../model/projection-fixture.ts';
import type { DrillProjection, PlanProjection } from '../model/projection.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import type { Days } from './plan-occurrences.ts';

/** A plan's projection for tests: monthly from 1 January 2026 on, but for what `part` says. */
function planProjection(part: Partial<PlanProjection> = {}): PlanProjection {
  return {
    kind: 'plan',
    title: 'Plan',
    drillKind: 'game-day',
    scenario: '',
    scope: { components: [], domains: [], people: [] },
    runbook: '',
    hypothesis: '',
    abort: '',
    owner: '',
    participants: [],
    cadence: 'every month',
    startsOn: '2026-01-01',
    blackouts: [],
    archived: false,
    createdAtMs: 0,
    createdBy: '',
    changedAtMs: 0,
    changedBy: '',
    text: '',
    ...part,
  };
}

export function namedPlan(part: Partial<PlanProjection> = {}, name = 'plan:01a'): NamedPlan {
  return { name, plan: planProjection(part) };
}

/** A drill of `plan:01a` that passed at noon of a day, but for what `part` says. */
export function heldOn(day: string, part: Partial<DrillProjection> = {}): NamedDrill {
  const endedAtMs = Date.parse(`${day}T12:00:00Z`);
  const times = { startedAtMs: endedAtMs - 3_600_000, endedAtMs, changedAtMs: endedAtMs };
  return {
    name: `drill:${day}`,
    drill: drillProjection({ plan: 'plan:01a', outcome: 'passed', ...times, ...part }),
  };
}

/** Days as they are in Greenwich. */
export function daysOn(today: string): Days {
  return { today, dayOf: (atMs) => new Date(atMs).toISOString().slice(0, 10) };
}
