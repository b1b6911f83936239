import { busFactors } from '@holdfast/shared/analysis/bus-factor';
import { faultModelOf } from '@holdfast/shared/analysis/map-fault-model';
import { explanationOf } from '@holdfast/shared/analysis/explanation';
import { createFalls, type Falls } from '@holdfast/shared/analysis/fall';
import { mapExplanation, mapPath } from '@holdfast/shared/analysis/map-explanation';
import { mapNodeOf, mapNodes } from '@holdfast/shared/analysis/map-node';
import { createMapWhatIf } from '@holdfast/shared/analysis/map-what-if';
import {
  bootstrapCycles,
  multiZoneSingleRegion,
  sharedDependencies,
  type SharedDependency,
} from '@holdfast/shared/analysis/shared-dependencies';
import type { SingleFailures } from '@holdfast/shared/analysis/single-failures';
import { withoutRedundancy } from '@holdfast/shared/analysis/without-redundancy';
import { suggestDrills } from '@holdfast/shared/drilling/suggest';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type {
  AnalysedRegisters,
  AnalysisCalls,
  AnalysisSummary,
  Cause,
  ComponentSummary,
  MapChange,
} from './analysis-messages.ts';
import { createLiveFaults, type LiveFaults } from './live-faults.ts';
import { pairsOf } from './failing-pairs.ts';
import { applyChange } from './map-change.ts';
import { createReach, type Reach } from './reach.ts';
import { findingsOf, type Review, type ReviewQuestion, reviewOf } from '../findings/review.ts';
import { reviewQuestionOf } from '../findings/review-question.ts';
import { createLiveReview } from '../../review/live-review.ts';

const nothing: AnalysedRegisters = {
  components: new Map(),
  dependencies: new Map(),
  groups: new Map(),
  domains: new Map(),
  people: new Map(),
  teams: new Map(),
  leaves: new Map(),
  knowledge: new Map(),
};

/** More causes than a person reads on a page. */
const mostCauses = 500;
/** All objectives together: other questions wait meanwhile. */
const mostReviewMs = 3_000;
/** Pairs of all components that somebody cares for. */
const mostPairsMs = 1_000;
/** The objective of one. */
const mostOneMs = 500;

/** Everything the analysis is asked, about the map as it was last told. Knows no worker. */
export interface AnalysisEngine extends AnalysisCalls {
  /** Undefined before the first update. */
  faults(): LiveFaults | undefined;
}

/** @param nowMs a clock that only goes on, for work that has a time limit */
export function createAnalysisEngine(nowMs: () => number): AnalysisEngine {
  const nextFaults = createLiveFaults();
  /** What falls by plain needs alone. */
  const nextPlain = createLiveFaults();
  let registers = nothing;
  let map: MapValue = asMap(nothing);
  let live: LiveFaults | undefined;
  /** Worked out of the map when it is first asked for. */
  let late: {
    whatIf?: ReturnType<typeof createMapWhatIf>;
    reach?: Reach;
    shared?: readonly SharedDependency[];
    falls?: Falls;
    review?: { readonly key: string; readonly value: Review };
  } = {};
  const liveReview = createLiveReview();

  const reach = (): Reach => (late.reach ??= createReach(map));
  const sharedOf = (): readonly SharedDependency[] =>
    (late.shared ??= live === undefined ? [] : sharedDependencies(map, live.graph, live.failures));
  const fallsOf = ({ graph }: LiveFaults): Falls => (late.falls ??= createFalls(graph));

  /** Two screens ask for the same: the lists of the map, and the workspace's review. */
  function mapReview(question: ReviewQuestion): Review {
    if (live === undefined) return { findings: [], objectives: [] };
    const key = JSON.stringify(question);
    if (late.review?.key !== key) {
      const untilMs = nowMs() + mostReviewMs;
      const value = reviewOf(map, live, question, () => nowMs() > untilMs);
      late.review = { key, value };
    }
    return late.review.value;
  }

  function isDown(node: string): string | undefined {
    const meaning = mapNodeOf(node);
    const isComponent = meaning?.of === 'component' && meaning.is === 'down';
    return isComponent && map.components.has(meaning.id) ? meaning.id : undefined;
  }

  function takenDownBy(event: string, but: string): readonly string[] {
    const gates = live?.failures.takenDownBy(event) ?? [];
    return gates.flatMap((gate) => isDown(gate) ?? []).filter((id) => id !== but);
  }

  return {
    faults: () => live,
    update(change: MapChange) {
      registers = {
        components: applyChange(registers.components, change.components),
        dependencies: applyChange(registers.dependencies, change.dependencies),
        groups: applyChange(registers.groups, change.groups),
        domains: applyChange(registers.domains, change.domains),
        people: applyChange(registers.people, change.people),
        teams: applyChange(registers.teams, change.teams),
        leaves: applyChange(registers.leaves, change.leaves),
        knowledge: applyChange(registers.knowledge, change.knowledge),
      };
      map = asMap(registers);
      late = {};
      const model = faultModelOf(map);
      live = nextFaults(model);
      return summaryOf(map, live, nextPlain(withoutRedundancy(model)).failures);
    },
    component(id) {
      if (live === undefined || !map.components.has(id)) return undefined;
      const { failures } = live;
      const falls = fallsOf(live);
      const top = mapNodes.component(id);
      const own = mapNodes.componentFailure(id);
      const causes = failures
        .failuresOf(top)
        .slice(0, mostCauses)
        .flatMap((event): readonly Cause[] => {
          const cause = mapNodeOf(event);
          if (event === own || cause === undefined) return [];
          const fall = falls.of([event], top);
          const isHidden = fall.isThroughRedundancy(top);
          return [{ event, cause, isHidden, path: mapPath(map, fall.pathTo(top) ?? []) }];
        })
        .toSorted(
          (a, b) => Number(b.isHidden) - Number(a.isHidden) || a.path.length - b.path.length,
        );
      const groups = new Set(
        [...map.groups.values()].filter(({ component }) => component === id).map((one) => one.id),
      );
      return {
        causes,
        takesDown: takenDownBy(own, id),
        neededBy: reach().neededBy(id),
        needs: reach().needs(id),
        shared: sharedOf().filter(
          ({ group, cause }) => groups.has(group) || (cause.of === 'component' && cause.id === id),
        ),
      };
    },
    explain(id, event) {
      if (live === undefined) return undefined;
      const top = mapNodes.component(id);
      const explanation = explanationOf(fallsOf(live).of([event], top), top);
      return explanation === undefined ? undefined : mapExplanation(map, explanation);
    },
    radius(of, id) {
      switch (of) {
        case 'component':
          return takenDownBy(mapNodes.componentFailure(id), id);
        case 'domain':
          return takenDownBy(mapNodes.domainFailure(id), '');
        case 'person':
          return takenDownBy(mapNodes.person(id), '');
      }
    },
    blast(ids) {
      if (live === undefined) return { down: [], others: 0 };
      const fallen = createMapWhatIf(map, live.graph)({ components: ids }).down;
      const down = fallen.map(({ component }) => component);
      const needing = new Set(ids.flatMap((id) => reach().neededBy(id)));
      for (const id of [...ids, ...down]) needing.delete(id);
      return { down, others: needing.size };
    },
    shared: sharedOf,
    review: mapReview,
    documents: liveReview.learn,
    restOfReview: liveReview.rest,
    workspaceReview(moment) {
      const question = (): ReviewQuestion =>
        reviewQuestionOf(map, liveReview.documents, moment.today);
      return liveReview.news(map, () => mapReview(question()).findings, moment);
    },
    findingsOf(id, question) {
      if (live === undefined) return { own: [], caused: [], causedInAll: 0 };
      const untilMs = nowMs() + mostOneMs;
      return findingsOf(map, live, id, question, () => nowMs() > untilMs);
    },
    whatIf(taken, options) {
      if (live === undefined) return { down: [], orphaned: [], lastPerson: [] };
      late.whatIf ??= createMapWhatIf(map, live.graph, options);
      return late.whatIf(taken);
    },
    drills(question) {
      if (live === undefined) return [];
      const untilMs = nowMs() + mostPairsMs;
      const cutSets = pairsOf(map, live.graph, () => nowMs() > untilMs);
      return suggestDrills({ ...question, map, failures: live.failures, cutSets });
    },
    busFactors: (options) => busFactors(map, options),
  };
}

/** @param plain what fails alone where redundancy never does */
function summaryOf(
  map: MapValue,
  { graph, failures }: LiveFaults,
  plain: SingleFailures,
): AnalysisSummary {
  const causes = new Map<string, number>();
  const takesDown = new Map<string, number>();
  const hidden = new Map<string, number>();
  const domains = new Map<string, number>();
  const people = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string): void => {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const id of map.components.keys()) {
    for (const event of failures.failuresOf(mapNodes.component(id))) {
      const node = mapNodeOf(event);
      if (node === undefined || (node.of === 'component' && node.id === id)) continue;
      add(causes, id);
      if (node.of === 'component') {
        add(takesDown, node.id);
        if (!plain.takesDown(event, mapNodes.component(id))) add(hidden, node.id);
      }
      if (node.of === 'domain') add(domains, node.id);
      else if (node.of === 'person') add(people, node.id);
    }
  }
  const components = new Map<string, ComponentSummary>();
  for (const id of map.components.keys()) {
    components.set(id, {
      causes: causes.get(id) ?? 0,
      takesDown: takesDown.get(id) ?? 0,
      hidden: hidden.get(id) ?? 0,
    });
  }
  return {
    components,
    domains,
    people,
    cycles: bootstrapCycles(graph),
    multiZone: multiZoneSingleRegion(map),
  };
}

/** The worker is told only what analysis needs. */
function asMap(registers: AnalysedRegisters): MapValue {
  return {
    ...registers,
    deleted: nothing,
    setAside: [],
    problems: [],
    changedAtMs: 0,
    changedBy: '',
  };
}
