import { longestGapDays } from '../drilling/cadence-days.ts';
import { readCadence } from '../drilling/cadence-read.ts';
import type { PlanProjection, Projection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import { createScopeReader, type EvidenceSources, type ScopeReader } from './evidence.ts';

/** Where neither a plan nor a scenario says how often: every month. */
const defaultIntervalDays = 31;

/** How often a component is to be drilled for a scenario, in days; see `intervalsOf`. */
export interface Intervals {
  ofCell(component: string, scenario: string): number;
  /** The plan that says so; undefined where the default holds. */
  planOfCell(component: string, scenario: string): DocumentName | undefined;
}

interface Known {
  readonly days: number;
  readonly plan: DocumentName;
}

/**
 * What plans that are not archived say of the cells in their scope: of several plans the one that is
 * held most often. A plan for once says nothing: the scenario's own cadence holds, else the default.
 */
export function intervalsOf(
  { map, projections, rules }: EvidenceSources,
  otherwise = defaultIntervalDays,
  scopes: ScopeReader = createScopeReader(map),
): Intervals {
  const fallback = (scenario: string): number => rules.intervalDays?.(scenario) ?? otherwise;
  const known = new Map<string, Known>();
  for (const [name, plan] of projections) {
    if (plan.kind !== 'plan' || plan.archived) continue;
    const said = planDays(plan);
    for (const component of plannedComponents(plan, scopes, projections)) {
      for (const scenario of plannedScenarios(plan, rules)) {
        const key = `${component} ${scenario}`;
        const days = said ?? fallback(scenario);
        const before = known.get(key);
        const isBetter =
          before === undefined ||
          days < before.days ||
          (days === before.days && name < before.plan);
        if (isBetter) known.set(key, { days, plan: name });
      }
    }
  }
  return {
    ofCell: (component, scenario) =>
      known.get(`${component} ${scenario}`)?.days ?? fallback(scenario),
    planOfCell: (component, scenario) => known.get(`${component} ${scenario}`)?.plan,
  };
}

function plannedScenarios(
  { scenario, drillKind }: PlanProjection,
  rules: EvidenceSources['rules'],
): readonly string[] {
  return scenario === '' ? (rules.scenariosOfKind?.(drillKind) ?? []) : [scenario];
}

/** The components that a plan is about: of its scope; without one, of its runbook. */
export function plannedComponents(
  { scope, runbook }: PlanProjection,
  scopes: ScopeReader,
  projections: ReadonlyMap<DocumentName, Projection>,
): readonly string[] {
  if (scope.components.length + scope.domains.length + scope.people.length > 0)
    return scopes.ofScope(scope);
  const found = projections.get(runbook);
  return found?.kind === 'runbook' ? scopes.ofNames(found.components) : [];
}

/** The most days between two drills of a plan; undefined: it is for once, or cannot be read. */
export function planDays({ cadence }: Pick<PlanProjection, 'cadence'>): number | undefined {
  const read = readCadence(cadence);
  return read.ok ? longestGapDays(read.cadence.rule) : undefined;
}
