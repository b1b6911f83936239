import { heldAtMs } from './held-at.ts';
import type { DrillScope } from '../model/plan-value.ts';
import type { DrillProjection, PlanProjection } from '../model/projection.ts';
import type { MapValue } from '../model/map-value.ts';
import { readCadence } from './cadence-read.ts';
import { longestGapDays } from './cadence-days.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import { indexOf } from './map-index.ts';
import { someLoss } from './scenarios/some-loss.ts';
import { isScenarioId, type ScenarioId, scenarioIds, scenarioOf } from './scenarios/catalogue.ts';

/** The last drill that showed something. */
export interface Evidence {
  /** Document name. */
  readonly drill: string;
  /** When it ended, wall clock ms since 1970. */
  readonly atMs: number;
  readonly outcome: 'passed' | 'failed';
  /** For how long it counts, days: as often as the plans for it say, else the scenario. */
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
  const intervals = plannedIntervals(map, plans);
  const found = new Map<string, Map<string, Omit<Evidence, 'days'>>>();
  const latestFirst = drills.flatMap(({ name, drill }) => {
    const { outcome } = drill;
    if (outcome !== 'passed' && outcome !== 'failed') return [];
    const atMs = heldAtMs(drill);
    return [{ name, drill, outcome, atMs }];
  });
  latestFirst.sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? -1 : 1));
  for (const { name, drill, outcome, atMs } of latestFirst) {
    const covered = scopeKeys(map, drill.scope);
    for (const scenario of scenariosShown(drill)) {
      const ofScenario = found.get(scenario) ?? new Map<string, Omit<Evidence, 'days'>>();
      found.set(scenario, ofScenario);
      const shown = { drill: name, atMs, outcome };
      for (const key of covered) if (!ofScenario.has(key)) ofScenario.set(key, shown);
    }
  }
  return {
    of(scenario, part, id) {
      const key = `${part}/${id}`;
      const shown = found.get(scenario)?.get(key);
      if (shown === undefined) return undefined;
      return { ...shown, days: intervals.get(`${scenario} ${key}`) ?? usualDays(scenario) };
    },
  };
}

/**
 * What a drill shows: the scenario that it names; where it names none, those that alone have its
 * kind. Every drill is one of no scenario (''), too.
 */
function scenariosShown({
  scenario,
  drillKind,
}: Pick<DrillProjection | PlanProjection, 'scenario' | 'drillKind'>): readonly (ScenarioId | '')[] {
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

/** By scenario and what is covered: of the plans for it, the one that is held most often. */
function plannedIntervals(map: MapValue, plans: readonly NamedPlan[]): ReadonlyMap<string, number> {
  const intervals = new Map<string, number>();
  for (const { plan } of plans) {
    const days = plan.archived ? undefined : gapDays(plan.cadence);
    if (days === undefined) continue;
    const covered = scopeKeys(map, plan.scope);
    for (const scenario of scenariosShown(plan)) {
      for (const key of covered) {
        const at = `${scenario} ${key}`;
        intervals.set(at, Math.min(days, intervals.get(at) ?? days));
      }
    }
  }
  return intervals;
}

/** Where no plan says how often. */
function usualDays(scenario: ScenarioId | ''): number {
  return gapDays((scenario === '' ? someLoss : scenarioOf(scenario)).cadence) ?? 31;
}

function gapDays(words: string): number | undefined {
  const read = readCadence(words);
  return read.ok ? longestGapDays(read.cadence.rule) : undefined;
}
