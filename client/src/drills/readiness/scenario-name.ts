import { isScenarioId, scenarioOf } from '@holdfast/shared/drilling/scenarios/catalogue';

/** What people call a scenario; one that this version does not know has its id. */
export function scenarioName(id: string): string {
  return isScenarioId(id) ? scenarioOf(id).title : id;
}
