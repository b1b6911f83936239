import type { CutSet } from '../analysis/cut-sets.ts';
import { mapNodes } from '../analysis/map-node.ts';
import type { SingleFailures } from '../analysis/single-failures.ts';
import type { MapValue } from '../model/map-value.ts';
import type { DrillScope } from '../model/plan-value.ts';
import {
  type Evidence,
  type EvidenceIndex,
  evidenceOf,
  type EvidenceState,
  evidenceState,
  scopeKeys,
} from './drill-evidence.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import { type Fit, requiredScenarios, tierOf } from './scenario-fit.ts';
import type { ScenarioId } from './scenarios/catalogue.ts';
import { fittingSubjects, scenarioOfCause, type Subject, subjectKey } from './subjects.ts';

export interface SuggestInput {
  readonly map: MapValue;
  readonly plans: readonly NamedPlan[];
  readonly drills: readonly NamedDrill[];
  /** Wall clock, ms since 1970: by it, evidence fades. */
  readonly nowMs: number;
  /** Without it, single points of failure are not looked at. */
  readonly failures?: SingleFailures | undefined;
  /** By id of the component that they take down. Those of two events are looked at. */
  readonly cutSets?: ReadonlyMap<string, readonly CutSet[]> | undefined;
  /** The most that are given; 50 without it. */
  readonly limit?: number | undefined;
}

/** Why a drill is proposed. Ids are those of the map. */
export type SuggestionReason =
  /** It alone takes these components down; one of them may be itself. */
  | { readonly why: 'single-failure'; readonly components: readonly string[] }
  /** Both together take these down. */
  | { readonly why: 'two-failures'; readonly components: readonly string[] }
  /** The scenario is asked of these. */
  | {
      readonly why: 'required';
      readonly fit: Fit['why'];
      readonly components: readonly string[];
      /** Down to which tier it is asked; absent: of all. */
      readonly toTier?: number | undefined;
    };

export interface Suggestion {
  /** The same one has the same id, whoever finds it and when. */
  readonly id: string;
  /** Empty where no ready one fits. */
  readonly scenario: ScenarioId | '';
  /** What is taken away, restored or moved: one, or two. */
  readonly subjects: readonly Subject[];
  readonly scope: DrillScope;
  readonly reasons: readonly SuggestionReason[];
  readonly evidence: Exclude<EvidenceState, 'proven'>;
  /** The last drill that showed something of it. */
  readonly last?: Evidence | undefined;
  /** Ids of components that are down without it. */
  readonly takesDown: readonly string[];
  /** Of the most important among them. */
  readonly tier?: number | undefined;
  readonly hasObjective: boolean;
  /** Document name of a plan for it that is there already. */
  readonly plan?: string | undefined;
}

/** Stands in ids for no ready scenario. */
const someLossId = 'some-loss';

interface Candidate {
  readonly scenario: ScenarioId | '';
  readonly subjects: readonly Subject[];
  readonly components: Set<string>;
  readonly reasons: SuggestionReason[];
}

/**
 * Drills to hold next: single points of failure, pairs, and what each component has to be drilled in
 * (`requiredScenarios`), where no drill has proven it within its cadence. First what takes most down;
 * then by tier; then what has an objective; then what failed, what was never tried, and what was
 * proven too long ago. The same input gives the same list.
 */
export function suggestDrills(input: SuggestInput): readonly Suggestion[] {
  const { map, plans, drills, nowMs, failures, cutSets = new Map(), limit = 50 } = input;
  const evidence = evidenceOf(map, plans, drills);
  const down = failures === undefined ? new Map<string, string[]>() : downByEvent(map, failures);
  const planned = plannedSubjects(map, plans);
  const importanceOf = createImportance(map);
  const candidates = new Map<string, Candidate>();

  const candidateOf = (scenario: ScenarioId | '', subjects: readonly Subject[]): Candidate => {
    const key = keyOf(scenario, subjects);
    const made = candidates.get(key) ?? { scenario, subjects, components: new Set(), reasons: [] };
    candidates.set(key, made);
    return made;
  };
  for (const [event, components] of down) {
    const cause = scenarioOfCause(map, event);
    if (cause === undefined) continue;
    const { scenario, subject } = cause;
    // That something is down when it fails itself is no news.
    const [only, ...others] = components.slice(0, 2);
    if (others.length === 0 && subject.part === 'components' && subject.id === only) continue;
    candidateOf(scenario, [subject]).reasons.push({ why: 'single-failure', components });
  }
  addPairs(map, cutSets, candidateOf);
  addRequired(
    map,
    (scenario, id) => evidenceState(evidence.of(scenario, 'components', id), nowMs) === 'proven',
    candidates,
    candidateOf,
  );

  const found = [...candidates].flatMap(([id, candidate]): Suggestion[] => {
    const shown = evidenceFor(candidate, evidence)
      .map((last) => ({ last, state: evidenceState(last, nowMs) }))
      .flatMap(({ last, state }) => (state === 'proven' ? [] : [{ last, state }]))
      .sort((x, y) => stateOrder.indexOf(x.state) - stateOrder.indexOf(y.state))[0];
    if (shown === undefined) return [];
    const { last, state } = shown;
    const takesDown = takenDown(candidate, down);
    const scope = scopeOf(candidate);
    const { tier, hasObjective } = importanceOf(scope.components, takesDown);
    return [
      {
        id,
        scenario: candidate.scenario,
        subjects: candidate.subjects,
        scope,
        reasons: candidate.reasons,
        evidence: state,
        ...(last === undefined ? {} : { last }),
        takesDown,
        ...(tier === Infinity ? {} : { tier }),
        hasObjective,
        ...(planned.has(id) ? { plan: planned.get(id) } : {}),
      },
    ];
  });
  return found.sort(worstFirst).slice(0, limit);
}

/** Of what is taken away, and of each component that it is asked of. */
function evidenceFor(
  { scenario, subjects, components, reasons }: Candidate,
  evidence: EvidenceIndex,
): readonly (Evidence | undefined)[] {
  const [first, ...others] = subjects.map(({ part, id }) => evidence.of(scenario, part, id));
  // Of two, only a drill of both tells.
  const whole = others.every((other) => other?.drill === first?.drill) ? first : undefined;
  const isCause = reasons.some(({ why }) => why !== 'required');
  return [
    ...(isCause ? [whole] : []),
    ...[...components].map((id) => evidence.of(scenario, 'components', id)),
  ];
}

function keyOf(scenario: ScenarioId | '', subjects: readonly Subject[]): string {
  return [scenario || someLossId, ...subjects.map(subjectKey)].join(' ');
}

/** Ids of the components that each event takes down alone, in order. */
function downByEvent(map: MapValue, failures: SingleFailures): Map<string, string[]> {
  const down = new Map<string, string[]>();
  for (const id of map.components.keys()) {
    for (const event of failures.failuresOf(mapNodes.component(id))) {
      const others = down.get(event);
      if (others === undefined) down.set(event, [id]);
      else others.push(id);
    }
  }
  return down;
}

type CandidateOf = (scenario: ScenarioId | '', subjects: readonly Subject[]) => Candidate;

function addPairs(
  map: MapValue,
  cutSets: ReadonlyMap<string, readonly CutSet[]>,
  candidateOf: CandidateOf,
): void {
  const pairs = new Map<string, { subjects: readonly Subject[]; components: string[] }>();
  for (const [component, sets] of cutSets) {
    for (const { events } of sets) {
      if (events.length !== 2) continue;
      const subjects = events
        .flatMap((event) => scenarioOfCause(map, event)?.subject ?? [])
        .sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1));
      if (subjects.length !== 2) continue;
      const key = subjects.map(subjectKey).join(' ');
      const pair = pairs.get(key) ?? { subjects, components: [] };
      pairs.set(key, pair);
      if (!pair.components.includes(component)) pair.components.push(component);
    }
  }
  for (const { subjects, components } of pairs.values())
    candidateOf('', subjects).reasons.push({ why: 'two-failures', components: components.sort() });
}

interface Asked {
  readonly component: string;
  readonly fit: Fit['why'];
  readonly toTier?: number | undefined;
  readonly subjects: readonly Subject[];
}

/** What each component has to be drilled in, by as few drills as do: each time the one that serves most. */
function addRequired(
  map: MapValue,
  isProven: (scenario: ScenarioId, component: string) => boolean,
  candidates: ReadonlyMap<string, Candidate>,
  candidateOf: CandidateOf,
): void {
  const asked = new Map<ScenarioId, Asked[]>();
  for (const component of map.components.values()) {
    for (const { scenario, fit, toTier } of requiredScenarios(component, map)) {
      if (isProven(scenario, component.id)) continue;
      const subjects = fittingSubjects(map, component.id, fit);
      const list = asked.get(scenario) ?? [];
      asked.set(scenario, list);
      list.push({ component: component.id, fit: fit.why, toTier, subjects });
    }
  }
  for (const [scenario, all] of asked) {
    for (const { subject, served } of fewestSubjects(all, (one) =>
      candidates.has(keyOf(scenario, [one])),
    )) {
      const candidate = candidateOf(scenario, [subject]);
      const byFit = new Map<string, Asked[]>();
      for (const one of served) {
        candidate.components.add(one.component);
        const same = byFit.get(one.fit);
        if (same === undefined) byFit.set(one.fit, [one]);
        else same.push(one);
      }
      for (const same of byFit.values()) {
        const [first] = same;
        if (first === undefined) continue;
        const components = same.map(({ component }) => component);
        const { fit, toTier } = first;
        candidate.reasons.push({
          why: 'required',
          fit,
          components,
          ...(toTier === undefined ? {} : { toTier }),
        });
      }
    }
  }
}

interface Served {
  readonly subject: Subject;
  readonly served: readonly Asked[];
}

/**
 * As few subjects as serve all: first those without which one is not served, then each time the one
 * that serves most of those left; one that is proposed anyhow before others, then by its key.
 */
function fewestSubjects(
  all: readonly Asked[],
  isProposed: (subject: Subject) => boolean,
): readonly Served[] {
  const byKey = new Map<string, { subject: Subject; asking: Set<Asked>; isFirst: boolean }>();
  const needed = new Set<string>();
  for (const one of all) {
    for (const subject of one.subjects) {
      const key = subjectKey(subject);
      const known = byKey.get(key);
      if (known === undefined)
        byKey.set(key, { subject, asking: new Set([one]), isFirst: isProposed(subject) });
      else known.asking.add(one);
    }
    const [only, ...others] = one.subjects;
    if (only !== undefined && others.length === 0) needed.add(subjectKey(only));
  }
  const order = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  const found: Served[] = [];
  const pick = ({ subject, asking }: Option): void => {
    const served = [...asking];
    found.push({ subject, served });
    for (const one of served)
      for (const option of one.subjects) byKey.get(subjectKey(option))?.asking.delete(one);
  };
  for (const [key, option] of order) if (needed.has(key) && option.asking.size > 0) pick(option);
  for (;;) {
    let best: Option | undefined;
    for (const [, option] of order) {
      if (option.asking.size > 0 && (best === undefined || isBetter(option, best))) best = option;
    }
    if (best === undefined) return found;
    pick(best);
  }
}

interface Option {
  readonly subject: Subject;
  readonly asking: ReadonlySet<Asked>;
  readonly isFirst: boolean;
}

function isBetter(a: Option, b: Option): boolean {
  return a.isFirst === b.isFirst ? a.asking.size > b.asking.size : a.isFirst;
}

function takenDown(
  { subjects, components, reasons }: Candidate,
  down: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const [subject, other] = subjects;
  if (other !== undefined) return reasons.flatMap((reason) => reason.components);
  const alone = subject === undefined ? undefined : down.get(eventOf(subject));
  return alone ?? [...components];
}

function eventOf({ part, id }: Subject): string {
  if (part === 'components') return mapNodes.componentFailure(id);
  return part === 'domains' ? mapNodes.domainFailure(id) : mapNodes.person(id);
}

/** What is taken away, and whatever it is asked of that does not lie in it. */
function scopeOf({ subjects, components }: Candidate): DrillScope {
  const idsOf = (part: keyof DrillScope) =>
    subjects.flatMap((one) => (one.part === part ? [one.id] : []));
  const domains = idsOf('domains');
  const own = domains.length > 0 ? [] : [...components];
  return {
    components: [...new Set([...idsOf('components'), ...own])].sort(),
    domains,
    people: idsOf('people'),
  };
}

interface Importance {
  /** The most important one; `Infinity` where none has one. */
  readonly tier: number;
  readonly hasObjective: boolean;
}

/** Tiers are words: each is read once. */
function createImportance(map: MapValue): (...ids: readonly (readonly string[])[]) => Importance {
  const tiers = new Map<string, number>();
  const objectives = new Set<string>();
  for (const component of map.components.values()) {
    tiers.set(component.id, tierOf(component) ?? Infinity);
    if (Object.keys(component.objective).length > 0) objectives.add(component.id);
  }
  return (...ids) => {
    let tier = Infinity;
    let hasObjective = false;
    for (const list of ids) {
      for (const id of list) {
        tier = Math.min(tier, tiers.get(id) ?? Infinity);
        hasObjective ||= objectives.has(id);
      }
    }
    return { tier, hasObjective };
  };
}

/** By id of the suggestion: the plan that is there for it. */
function plannedSubjects(map: MapValue, plans: readonly NamedPlan[]): ReadonlyMap<string, string> {
  const planned = new Map<string, string>();
  for (const { name, plan } of plans) {
    if (plan.archived) continue;
    for (const key of scopeKeys(map, plan.scope)) {
      const id = `${plan.scenario || someLossId} ${key}`;
      if (!planned.has(id)) planned.set(id, name);
    }
  }
  return planned;
}

const stateOrder = ['failed', 'never', 'fading'] as const;

function worstFirst(a: Suggestion, b: Suggestion): number {
  return (
    b.takesDown.length - a.takesDown.length ||
    (a.tier ?? Infinity) - (b.tier ?? Infinity) ||
    Number(b.hasObjective) - Number(a.hasObjective) ||
    stateOrder.indexOf(a.evidence) - stateOrder.indexOf(b.evidence) ||
    (a.id < b.id ? -1 : 1)
  );
}
