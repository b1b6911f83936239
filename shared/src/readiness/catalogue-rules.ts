import { requiredScenarios } from '../drilling/scenario-fit.ts';
import { scenarios } from '../drilling/scenarios/catalogue.ts';
import type { ScenarioRules } from './evidence.ts';
import { planDays } from './intervals.ts';

const intervals = new Map<string, number | undefined>(
  scenarios.map((scenario) => [scenario.id, planDays(scenario)]),
);

/** What the catalogue of ready scenarios says. */
export const catalogueRules: ScenarioRules = {
  requiredScenarios: (component, map) =>
    requiredScenarios(component, map).map(({ scenario }) => scenario),
  // Where several are drilled alike, nobody knows which one it was.
  scenariosOfKind(kind) {
    const alike = scenarios.filter(({ drillKind }) => drillKind === kind);
    return alike.length === 1 ? alike.map(({ id }) => id) : [];
  },
  intervalDays: (scenario) => intervals.get(scenario),
};
