import type { Scenario } from '@holdfast/shared/drilling/scenarios/scenario';
import { runOfPlan } from '@holdfast/shared/model/drill-start';
import type { NewRun } from '@holdfast/shared/model/run';

/** The run of a ready scenario's steps; its text is of no runbook and no plan. */
export function readSteps({ id, title, steps }: Scenario): NewRun | undefined {
  return runOfPlan(`scenario:${id}`, { title, body: steps });
}
