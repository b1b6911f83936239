import type { DrillScope } from '../model/plan-value.ts';
import type { DrillProjection } from '../model/projection.ts';
import type { MapValue } from '../model/map-value.ts';
import { readCadence } from './cadence-read.ts';
import type { CadenceRule } from './cadence.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import { indexOf } from './map-index.ts';
import { isScenarioId, type ScenarioId, scenarioIds, scenarioOf } from './scenarios/catalogue.ts';

/** The last drill that showed something. */
export interface Evidence {
  /** Document name. */
  readonly drill: string;
  /** When it ended, wall clock ms since 1970. */
  readonly atMs: number;
  readonly outcome: 'passed' | 'failed';
  /** For how long it counts, days. */
  readonly days: number;
}

/** `proven`: it passed, within its cadence. `fading`: longer ago. */
export type EvidenceState = 'proven' | 'fading' | 'failed' | 'never';

const dayMs = 86_400_000;

export function evidenceState(evidence: Evidence | undefined, nowMs: number): EvidenceState {
  if (evidence === undefined) return 'never';
  if (evidence.outcome === 'failed') return 'failed';
  return nowMs - evidence.atMs <= evidence.days * dayMs ? 'proven' : 'fading';
}

/** The last evidence for each scenario and component, domain or person of a map. */
export interface EvidenceIndex {
  of(scenario: ScenarioId | '', part: keyof DrillScope, id: string): Evidence | undefined;
}

/** Drills count for all that their scope covers: a domain covers what lies in it. Only those that passed or failed count. */
export function evidenceOf(
  map: MapValue,
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
): EvidenceIndex {
  const cadences = new Map(plans.map(({ name, plan }) => [name, plan.cadence]));
  const found = new Map<string, Map<string, Evidence>>();
  const latestFirst = drills.flatMap(({ name, drill }) => {
    const { outcome } = drill;
    if (outcome !== 'passed' && outcome !== 'failed') return [];
    const atMs = drill.endedAtMs || drill.changedAtMs;
    return [{ name, drill, outcome, atMs }];
  });
  latestFirst.sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? -1 : 1));
  for (const { name, drill, outcome, atMs } of latestFirst) {
    const covered = scopeKeys(map, drill.scope);
    for (const scenario of scenariosShown(drill)) {
      const ofScenario = found.get(scenario) ?? new Map<string, Evidence>();
      found.set(scenario, ofScenario);
      const days = countsDays(scenario, cadences.get(drill.plan));
      const shown: Evidence = { drill: name, atMs, outcome, days };
      for (const key of covered) if (!ofScenario.has(key)) ofScenario.set(key, shown);
    }
  }
  return { of: (scenario, part, id) => found.get(scenario)?.get(`${part}/${id}`) };
}

/**
 * What a drill shows: the scenario that it names; where it names none, those that alone have its
 * kind. Every drill is one of no scenario (''), too.
 */
function scenariosShown({
  scenario,
  drillKind,
}: Pick<DrillProjection, 'scenario' | 'drillKind'>): readonly (ScenarioId | '')[] {
  if (isScenarioId(scenario)) return [scenario, ''];
  const alike = scenarioIds.filter((id) => scenarioOf(id).drillKind === drillKind);
  const [only] = alike;
  return scenario === '' && alike.length === 1 && only !== undefined ? [only, ''] : [''];
}

/** `components/<id>`, `domains/<id>`, `people/<id>` of all that a scope covers. */
export function scopeKeys(map: MapValue, scope: DrillScope): ReadonlySet<string> {
  const index = indexOf(map);
  const covered = new Set<string>();
  for (const id of scope.components) covered.add(`components/${id}`);
  for (const id of scope.people) covered.add(`people/${id}`);
  for (const id of scope.domains) {
    covered.add(`domains/${id}`);
    for (const component of index.within(id)) covered.add(`components/${component}`);
  }
  return covered;
}

/** Where neither says how often: a quarter. */
const usualDays = 92;

/** By the plan's cadence; where it has none, by that of the scenario. */
function countsDays(scenario: ScenarioId | '', planned: string | undefined): number {
  const ofPlan = planned === undefined ? undefined : gapDays(planned);
  return (
    ofPlan ?? (scenario === '' ? undefined : gapDays(scenarioOf(scenario).cadence)) ?? usualDays
  );
}

function gapDays(words: string): number | undefined {
  const read = readCadence(words);
  return read.ok ? longestGapDays(read.cadence.rule) : undefined;
}

/** The most days that lie between two drills; undefined for once. */
function longestGapDays(rule: CadenceRule): number | undefined {
  switch (rule.kind) {
    case 'once':
      return undefined;
    case 'days':
      return rule.count;
    case 'weeks':
      return rule.count * 7;
    case 'months':
      return rule.count * 31;
    case 'years':
      return rule.count * 366;
    case 'weekday-of-months':
      return rule.count * 31 + 7;
  }
}
