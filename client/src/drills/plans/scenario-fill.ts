import type { Scenario } from '@holdfast/shared/drilling/scenarios/scenario';
import type { NewPlan } from '@holdfast/shared/model/plan';
import type { PlanChange } from '@holdfast/shared/model/plan-checks';
import type { PlanParticipant } from '@holdfast/shared/model/plan-value';

/** What a scenario may fill in, as it is now. */
export interface Fillable {
  readonly hypothesis: string;
  readonly abort: string;
  readonly body: string;
  readonly runbook: string;
  readonly participants: readonly PlanParticipant[];
}

export interface Filling {
  readonly fields: PlanChange;
  /** Steps; absent where they stay. */
  readonly body?: string;
  readonly participants: readonly PlanParticipant[];
}

/** What choosing a scenario writes into a plan: only what is still empty. */
export function fillFrom(scenario: Scenario, held: Fillable): Filling {
  const isBlank = (text: string): boolean => text.trim() === '';
  return {
    fields: {
      scenario: scenario.id,
      ...(isBlank(held.hypothesis) ? { hypothesis: scenario.hypothesis } : {}),
      ...(isBlank(held.abort) ? { abort: scenario.abort } : {}),
    },
    ...(isBlank(held.body) && held.runbook === '' ? { body: scenario.steps } : {}),
    participants: held.participants.length > 0 ? [] : rolesOf(scenario),
  };
}

/** A plan of a scenario, as it is offered where nothing else is known. */
export function planOf(scenario: Scenario): NewPlan {
  return {
    title: scenario.title,
    drillKind: scenario.drillKind,
    scenario: scenario.id,
    hypothesis: scenario.hypothesis,
    abort: scenario.abort,
    body: scenario.steps,
    participants: rolesOf(scenario),
    cadence: scenario.cadence,
  };
}

function rolesOf({ roles }: Scenario): readonly PlanParticipant[] {
  return roles.map((role) => ({ role, person: '' }));
}
