import { findProbability, type Probability } from '@holdfast/shared/analysis/diagram';
import type { FaultGraph } from '@holdfast/shared/analysis/fault-graph';
import { mapFindings, type MapFinding } from '@holdfast/shared/analysis/findings';
import { mapNodeName, mapNodeOf, mapNodes } from '@holdfast/shared/analysis/map-node';
import {
  type AvailabilityCheck,
  checkAvailability,
  createRecommendations,
  type Recommendation,
  type ResilienceLevel,
  tooOften,
} from '@holdfast/shared/analysis/objectives';
import type { SingleFailures } from '@holdfast/shared/analysis/single-failures';
import type { WorkspaceRelay } from '@holdfast/shared/model/workspace';
import type { MapValue } from '@holdfast/shared/model/map-value';

/** How often something is down, and what the number is worth; see `Probability`. */
export type Downtime = Pick<Probability, 'value' | 'kind' | 'unknown'>;

/** A component with an objective of availability, beside what the map says of it. */
export interface ObjectiveRow {
  readonly component: string;
  /** In 0..1. */
  readonly objective: number;
  /** Undefined where it could not be worked out in time. */
  readonly downtime: Downtime | undefined;
  readonly verdict: AvailabilityCheck['verdict'];
  /** The highest level that the objective asks for; undefined where it asks for none. */
  readonly level: ResilienceLevel | undefined;
  /** Whether nothing takes it down alone that must not at that level; `reached` where it asks for none. */
  readonly topology: Recommendation['verdict'];
  /** It is down although nothing fails. */
  readonly isAlwaysDown: boolean;
  /** What stands in its way, each thing once. */
  readonly obstacles: readonly Obstacle[];
}

export interface Obstacle {
  readonly name: string;
  /**
   * `alone`: takes it down alone, and must not at that level; `unplaced`: the same, and the map does
   * not say where it stands. `waits`: its failover waits for people. `unknown`: may take it down
   * alone, nobody said where it stands or what it is.
   */
  readonly topology: 'alone' | 'unplaced' | 'waits' | 'unknown' | undefined;
  /** The component itself: then it is no news that it takes itself down, but that there is no second. */
  readonly isOwn: boolean;
  /** It is the component itself, which stands on several of something. */
  readonly hasSeveral: boolean;
  /** Where it is down for more than a fifth of what the objective leaves: how often, 0 to 1. */
  readonly unavailability: number | undefined;
}

export interface Review {
  readonly findings: readonly MapFinding[];
  readonly objectives: readonly ObjectiveRow[];
}

export interface ReviewQuestion {
  /** Ids of components that some runbook is about. */
  readonly withRunbook: readonly string[];
  /** As the workspace's settings have them. */
  readonly relays?: readonly WorkspaceRelay[];
  /** Local day: people on leave then are away. */
  readonly on: string;
}

/** Findings of one component. */
export interface ComponentFindings {
  /** That are about it. */
  readonly own: readonly MapFinding[];
  /** About others, and caused by it: some of them. */
  readonly caused: readonly MapFinding[];
  readonly causedInAll: number;
}

/** More than a person reads on a page. */
const mostCaused = 100;

/** Room for one component's diagram; beyond it there are bounds. */
const mostNodes = 300_000;

/**
 * What the map shows to be wrong, and how it stands to its objectives.
 *
 * @param isOver whether the time is over: components that are left then have no number
 */
export function reviewOf(
  map: MapValue,
  { graph, failures }: { readonly graph: FaultGraph; readonly failures: SingleFailures },
  { withRunbook, relays, on }: ReviewQuestion,
  isOver: () => boolean,
): Review {
  const known = new Map<string, Probability | undefined>();
  const probabilityOf = (id: string): Probability | undefined => {
    if (!known.has(id)) {
      const top = mapNodes.component(id);
      known.set(id, isOver() ? undefined : findProbability(graph, top, { mostNodes, isOver }));
    }
    return known.get(id);
  };
  const runbooks = new Set(withRunbook);
  const hasRunbook = (id: string): boolean => runbooks.has(id);
  const findings = mapFindings({ map, graph, failures, hasRunbook, probabilityOf, relays, on });
  const recommendationsOf = createRecommendations(map, failures);
  const objectives = [...map.components.values()].flatMap(
    ({ id, objective }): readonly ObjectiveRow[] =>
      objective.availability === undefined
        ? []
        : [
            rowOf(map, { graph, failures }, id, objective.availability, {
              found: probabilityOf(id),
              wanted: recommendationsOf(id).filter(({ isWanted }) => isWanted),
            }),
          ],
  );
  return { findings, objectives };
}

/** What the review finds of one component, and of others because of it. `isOver` as in `reviewOf`. */
export function findingsOf(
  map: MapValue,
  { graph, failures }: { readonly graph: FaultGraph; readonly failures: SingleFailures },
  component: string,
  { withRunbook, relays, on }: ReviewQuestion,
  isOver: () => boolean,
): ComponentFindings {
  const runbooks = new Set(withRunbook);
  const all = mapFindings({
    map,
    graph,
    failures,
    relays,
    on,
    hasRunbook: (id) => runbooks.has(id),
    probabilityOf: (id) =>
      id === component
        ? findProbability(graph, mapNodes.component(id), { mostNodes, isOver })
        : undefined,
  });
  const caused = all.filter((one) => {
    const last = one.component === component ? undefined : one.paths[0]?.at(-1);
    return last?.of === 'component' && last.id === component;
  });
  return {
    own: all.filter((one) => one.component === component),
    caused: caused.slice(0, mostCaused),
    causedInAll: caused.length,
  };
}

function rowOf(
  map: MapValue,
  { graph, failures }: { readonly graph: FaultGraph; readonly failures: SingleFailures },
  component: string,
  objective: number,
  {
    found,
    wanted,
  }: {
    readonly found: Probability | undefined;
    readonly wanted: readonly Recommendation[];
  },
): ObjectiveRow {
  const numberOf = (event: string): number | undefined => {
    const known = graph.unavailability[graph.nodes.get(event) ?? -1];
    return known === undefined || Number.isNaN(known) ? undefined : known;
  };
  const often = tooOften(failures, component, objective, numberOf);
  return {
    component,
    objective,
    downtime:
      found === undefined
        ? undefined
        : { value: found.value, kind: found.kind, unknown: found.unknown },
    verdict: found === undefined ? 'not known' : checkAvailability(objective, found).verdict,
    level: wanted.at(-1)?.level,
    topology: wanted.at(-1)?.verdict ?? 'reached',
    isAlwaysDown: failures.isAlwaysDown(mapNodes.component(component)),
    obstacles: obstaclesOf(
      map,
      component,
      wanted,
      new Map(often.events.map((event) => [event, numberOf(event)])),
    ),
  };
}

/** What takes it down alone, then what only does so too often, the most often first; last what nobody knows. */
function obstaclesOf(
  map: MapValue,
  component: string,
  wanted: readonly Recommendation[],
  often: ReadonlyMap<string, number | undefined>,
): readonly Obstacle[] {
  const found = new Map<string, Obstacle['topology']>();
  for (const { reasons } of wanted) for (const { event, why } of reasons) found.set(event, why);
  const byHowOften = [...often].toSorted(([, a = 0], [, b = 0]) => b - a);
  for (const [event] of byHowOften) if (!found.has(event)) found.set(event, undefined);
  for (const { unknown } of wanted)
    for (const { event } of unknown) if (!found.get(event)) found.set(event, 'unknown');
  const hasSeveral = [...map.groups.values()].some((group) => group.component === component);
  return [...found].map(([event, topology]) => ({
    name: topology === 'waits' ? groupNameOf(map, event) : mapNodeName(map, event),
    topology,
    isOwn: event === mapNodes.componentFailure(component),
    hasSeveral: hasSeveral && event === mapNodes.componentFailure(component),
    unavailability: often.get(event),
  }));
}

/** Of the group whose failover it is: who starts it is another matter. */
function groupNameOf(map: MapValue, event: string): string {
  const cause = mapNodeOf(event);
  return mapNodeName(map, cause?.of === 'group' ? mapNodes.group(cause.id) : event);
}
