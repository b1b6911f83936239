import { heldAtMs } from '../drilling/held-at.ts';
import { indexOf } from '../drilling/map-index.ts';
import { asKey, namesOf } from '../finding/linked-documents.ts';
import type { MapComponent, MapValue } from '../model/map-value.ts';
import type {
  DrillProjection,
  IncidentProjection,
  PlanProjection,
  Projection,
  RunbookProjection,
} from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { Evidence } from './cell.ts';

/** What has to be known of the catalogue of scenarios. */
export interface ScenarioRules {
  /** Ids of the scenarios that a component must be drilled for. */
  requiredScenarios(component: MapComponent, map: MapValue): readonly string[];
  /** Ids of the scenarios that a drill of this kind shows which names none; without it, none. */
  scenariosOfKind?: ((drillKind: string) => readonly string[]) | undefined;
  /** How often a scenario is to be drilled where no plan says so, in days; without it, every month. */
  intervalDays?: ((scenario: string) => number | undefined) | undefined;
}

/** All evidence: by component, then by scenario; in no order. */
export type EvidenceByCell = ReadonlyMap<string, ReadonlyMap<string, readonly Evidence[]>>;

export interface EvidenceSources {
  readonly map: MapValue;
  readonly projections: ReadonlyMap<DocumentName, Projection>;
  readonly rules: ScenarioRules;
}

/** Which components something is about, by what it says. */
export interface ScopeReader {
  ofScope(scope: DrillProjection['scope']): readonly string[];
  /** Names, other names or ids, as runbooks and incidents have them. */
  ofNames(names: readonly string[]): readonly string[];
}

/**
 * Of a scope: the components it names, those that lie in a domain it names or have a redundancy group
 * with a member there, and those that a person it names can operate.
 */
export function createScopeReader(map: MapValue): ScopeReader {
  const index = indexOf(map);
  const byName = new Map<string, string[]>();
  const byPerson = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, key: string, id: string): void => {
    const of = to.get(key);
    if (of === undefined) to.set(key, [id]);
    else of.push(id);
  };
  for (const component of map.components.values()) {
    for (const name of namesOf(component)) add(byName, name, component.id);
  }
  for (const { person, component, level } of map.knowledge.values())
    if (level === 'operate' || level === 'lead') add(byPerson, person, component);
  return {
    ofScope: ({ components, domains, people }) => [
      ...new Set([
        ...components.filter((id) => map.components.has(id)),
        ...domains.flatMap((id) => index.within(id)),
        ...people.flatMap((id) => byPerson.get(id) ?? []),
      ]),
    ],
    ofNames: (names) => [...new Set(names.flatMap((name) => byName.get(asKey(name)) ?? []))],
  };
}

/**
 * What shows that components recover. A drill that passed or failed counts for the components of its
 * scope, without one for those of the runbooks that were run; its scenario is its own, else its
 * plan's, else what its kind shows. A real incident that was resolved counts where a runbook of a
 * plan was run in it to the end: for the components it names, and that plan's scenario. What is
 * archived does not count, nor what ended without a verdict.
 */
export function evidenceByCell({ map, projections, rules }: EvidenceSources): EvidenceByCell {
  const scopes = createScopeReader(map);
  const plans = new Map<string, PlanProjection>();
  const scenariosOfRunbook = new Map<string, Set<string>>();
  for (const [name, one] of projections) {
    if (one.kind !== 'plan') continue;
    plans.set(name, one);
    if (one.archived || one.scenario === '' || one.runbook === '') continue;
    const of = scenariosOfRunbook.get(one.runbook) ?? new Set();
    scenariosOfRunbook.set(one.runbook, of.add(one.scenario));
  }
  const runbook = (name: string): RunbookProjection | undefined => {
    const found = projections.get(name);
    return found?.kind === 'runbook' ? found : undefined;
  };
  const found = new Map<string, Map<string, Evidence[]>>();
  const put = (components: readonly string[], scenarios: readonly string[], one: Evidence) => {
    for (const component of components) {
      const cells = found.get(component) ?? new Map<string, Evidence[]>();
      found.set(component, cells);
      for (const scenario of scenarios) {
        const of = cells.get(scenario);
        if (of === undefined) cells.set(scenario, [one]);
        else of.push(one);
      }
    }
  };
  for (const [name, one] of projections) {
    if (one.kind === 'drill') {
      const evidence = ofDrill(name, one);
      if (evidence !== undefined)
        put(drilledComponents(one, scopes, runbook), scenariosOf(one, plans, rules), evidence);
    } else if (one.kind === 'incident') {
      for (const { scenario, evidence } of ofIncident(name, one, scenariosOfRunbook))
        put(scopes.ofNames(one.components), [scenario], evidence);
    }
  }
  return found;
}

/** The components that a drill is about: of its scope; without one, of the runbooks that were run. */
export function drilledComponents(
  { scope, runs }: DrillProjection,
  scopes: ScopeReader,
  runbook: (name: string) => RunbookProjection | undefined,
): readonly string[] {
  if (scope.components.length + scope.domains.length + scope.people.length > 0)
    return scopes.ofScope(scope);
  return scopes.ofNames(runs.flatMap((run) => runbook(run.runbook)?.components ?? []));
}

function scenariosOf(
  { scenario, plan, drillKind }: DrillProjection,
  plans: ReadonlyMap<string, PlanProjection>,
  rules: ScenarioRules,
): readonly string[] {
  const named = scenario || (plans.get(plan)?.scenario ?? '');
  return named === '' ? (rules.scenariosOfKind?.(drillKind) ?? []) : [named];
}

/** Undefined where it says nothing: it goes on, was given up, or is archived. */
function ofDrill(document: DocumentName, drill: DrillProjection): Evidence | undefined {
  const { outcome } = drill;
  if (drill.archived || (outcome !== 'passed' && outcome !== 'failed')) return undefined;
  return {
    document,
    title: drill.title,
    source: 'drill',
    isTalk: drill.drillKind === 'tabletop',
    outcome,
    atMs: heldAtMs(drill),
    recoverySeconds: drill.recoverySeconds,
    dataLossSeconds: drill.dataLossSeconds,
    rtoSeconds: drill.rtoSeconds,
    rpoSeconds: drill.rpoSeconds,
  };
}

function ofIncident(
  document: DocumentName,
  incident: IncidentProjection,
  scenariosOfRunbook: ReadonlyMap<string, ReadonlySet<string>>,
): readonly { readonly scenario: string; readonly evidence: Evidence }[] {
  const { started, resolved } = incident.milestones;
  if (!isReal(incident) || incident.status !== 'resolved') return [];
  const last = new Map<string, { readonly outcome: 'passed' | 'failed'; readonly atMs: number }>();
  for (const { runbook, outcome, endedAtMs } of incident.runs) {
    if (outcome !== 'passed' && outcome !== 'failed') continue;
    for (const scenario of scenariosOfRunbook.get(runbook) ?? [])
      if ((last.get(scenario)?.atMs ?? -1) <= endedAtMs)
        last.set(scenario, { outcome, atMs: endedAtMs });
  }
  const isMeasured = started !== undefined && resolved !== undefined && resolved >= started;
  return [...last].map(([scenario, { outcome, atMs }]) => ({
    scenario,
    evidence: {
      document,
      title: incident.title,
      source: 'incident',
      isTalk: false,
      outcome,
      atMs: resolved ?? atMs,
      recoverySeconds: isMeasured ? (resolved - started) / 1000 : undefined,
    },
  }));
}

/** It happened, and stands for itself. */
export function isReal({ drill, archived, mergedInto }: IncidentProjection): boolean {
  return !drill && !archived && mergedInto === '';
}
