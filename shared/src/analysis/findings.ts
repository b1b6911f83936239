import type { KnowledgeLevel, MapValue } from '../model/map-value.ts';
import type { WorkspaceRelay } from '../model/workspace.ts';
import { componentBusFactors } from './bus-factor.ts';
import type { Probability } from './diagram.ts';
import type { FaultGraph } from './fault-graph.ts';
import { createFalls, type Fall, type Falls } from './fall.ts';
import { mapPath, type PathStep } from './map-explanation.ts';
import { mapNodeName, mapNodeOf, mapNodes } from './map-node.ts';
import { neededBesideGroup } from './needed-beside-group.ts';
import { isGate } from './map-fault-model.ts';
import { type AvailabilityCheck, checkAvailability } from './objectives.ts';
import { mappedFate, type RelayFate, relayFates } from './relay-fate.ts';
import { type Removal, removalOf } from './removal-patterns.ts';
import { servicesOf } from './services.ts';
import { multiZoneSingleRegion, sharedDependencies } from './shared-dependencies.ts';
import type { SingleFailures } from './single-failures.ts';

/** Rules of the review that follow from the map alone. */
export const mapRules = [
  'spof',
  'hidden-spof',
  'vendor-spof',
  'common-cause',
  'needed-beside-group',
  'multi-zone-single-region',
  'bus-factor-1',
  'no-owner',
  'no-runbook',
  'objective-not-met',
  'relay-shared-fate',
] as const;
export type MapRule = (typeof mapRules)[number];

/** Something that should not stay so. */
export interface MapFinding {
  /** The same one has the same id, whoever finds it and when. */
  readonly id: string;
  readonly rule: MapRule;
  /** Id of the component that it is about; empty where it is about Holdfast's own relays, and the map has none. */
  readonly component: string;
  /** What causes it, as people call it; empty where the component itself does. */
  readonly cause: string;
  /** The node of the fault model that causes it; absent where nothing of the map does. */
  readonly event?: string | undefined;
  /** From the component, or each of several members, down to the cause. */
  readonly paths: readonly (readonly PathStep[])[];
  /** Ids: of components that are down then, of zones, of people. */
  readonly evidence: readonly string[];
  readonly removal: Removal | undefined;
  /** Of `relay-shared-fate`: what they share, or that the map tells. */
  readonly fate?: RelayFate['kind'] | 'map' | undefined;
  /** Of `objective-not-met`. */
  readonly availability?: AvailabilityCheck | undefined;
}

export interface FindingsInput {
  readonly map: MapValue;
  /** Of `faultModelOf(map)`. */
  readonly graph: FaultGraph;
  readonly failures: SingleFailures;
  /** Whether some runbook is about a component (id); without it, nobody asks. */
  readonly hasRunbook?: ((component: string) => boolean) | undefined;
  /** How likely a component (id) is to be down; without it, objectives are not looked at. */
  readonly probabilityOf?: ((component: string) => Probability | undefined) | undefined;
  /** The workspace's relays, as its settings have them. */
  readonly relays?: readonly WorkspaceRelay[] | undefined;
  /** Local day, for leaves. */
  readonly on?: string | undefined;
  readonly level?: KnowledgeLevel | undefined;
}

/**
 * What the map shows to be wrong. Single points of failure are told of services: components that
 * nothing else needs (or only each other, in a circle), or that have an objective; each of its causes
 * once.
 */
export function mapFindings(input: FindingsInput): readonly MapFinding[] {
  const falls = createFalls(input.graph);
  const ofRelays = relayFindings(input, falls);
  const told = new Set(ofRelays.map(({ component, event }) => `${component} ${event ?? ''}`));
  return [
    ...ofRelays,
    ...singleFailures(input, falls),
    ...besideGroups(input),
    ...sharedCauses(input).filter(
      ({ component, event }) => !told.has(`${component} ${event ?? ''}`),
    ),
    ...zones(input),
    ...people(input),
    ...objectives(input),
  ];
}

function relayFindings(
  { map, failures, relays = [] }: FindingsInput,
  falls: Falls,
): readonly MapFinding[] {
  const rule = 'relay-shared-fate';
  const said = relayFates(relays).map(({ kind, shared }): MapFinding => ({
    id: `${rule} ${kind} ${shared}`,
    rule,
    component: '',
    cause: shared,
    fate: kind,
    paths: [],
    evidence: relays.map(({ label, url }) => label || url),
    removal: {
      patterns: kind === 'only-relay' ? ['redundancy'] : ['redundancy', 'bulkhead'],
      runbook: undefined,
    },
  }));
  const mapped = mappedFate(map, failures, relays);
  if (mapped === undefined) return said;
  const found = mapped.events.map((event): MapFinding => {
    const fall = falls.of([event]);
    const paths = mapped.relays.map((relay) => pathIn(map, fall, relay));
    const { component, relays: evidence } = mapped;
    return { ...finding(map, { rule, component, event, paths, evidence }), fate: 'map' };
  });
  return [...said, ...found];
}

/** Circles of at most so many services are told of one by one; of a larger one, each cause once. */
const mostToldEach = 20;

function singleFailures({ map, failures }: FindingsInput, falls: Falls): readonly MapFinding[] {
  const causes = new Map<string, Taken[]>();
  let rank = 0;
  for (const circle of servicesOf(map)) {
    const told = new Set<string>();
    for (const component of circle) {
      for (const event of failures.failuresOf(mapNodes.component(component))) {
        // That it is down when it fails itself is no news.
        if (event === mapNodes.componentFailure(component)) continue;
        if (circle.length > mostToldEach && told.has(event)) continue;
        told.add(event);
        const taken = causes.get(event) ?? [];
        causes.set(event, taken);
        taken.push({ component, rank });
        rank += 1;
      }
    }
  }
  // One cause after the other: what all of them take down would not fit in memory.
  const found = [...causes].flatMap(([event, taken]) => {
    const fall = falls.of([event]);
    const evidence = downWith(failures, event);
    return taken.map(({ component, rank: at }) => {
      const rule = ruleOf(map, event, fall.isThroughRedundancy(mapNodes.component(component)));
      const paths = [pathIn(map, fall, component)];
      return { at, finding: finding(map, { rule, component, event, paths, evidence }) };
    });
  });
  return found.toSorted((a, b) => a.at - b.at).map((one) => one.finding);
}

/** A service that something takes down, and where in the list it is told. */
interface Taken {
  readonly component: string;
  readonly rank: number;
}

/** What redundancy hides is the gravest, whatever it is. */
function ruleOf(map: MapValue, event: string, isHidden: boolean): MapRule {
  if (isHidden) return 'hidden-spof';
  const cause = mapNodeOf(event);
  const isVendor = cause?.of === 'component' && map.components.get(cause.id)?.layer === 'vendor';
  return isVendor ? 'vendor-spof' : 'spof';
}

function pathIn(map: MapValue, fall: Fall, component: string): readonly PathStep[] {
  return mapPath(map, fall.pathTo(mapNodes.component(component)) ?? []);
}

function besideGroups({ map }: FindingsInput): readonly MapFinding[] {
  return neededBesideGroup(map).map(({ group, component, members }): MapFinding => ({
    id: `needed-beside-group ${component} ${group}`,
    rule: 'needed-beside-group',
    component,
    cause: members.map((id) => map.components.get(id)?.name ?? id).join(', '),
    paths: [],
    evidence: members,
    removal: undefined,
  }));
}

function sharedCauses({ map, graph, failures }: FindingsInput): readonly MapFinding[] {
  return sharedDependencies(map, graph, failures).flatMap(({ group, event, paths }) => {
    const component = map.groups.get(group)?.component;
    // With one member only there is nothing to have in common.
    if (component === undefined || paths.length < 2) return [];
    const evidence = paths.map(({ member }) => member);
    const found = finding(map, {
      rule: 'common-cause',
      component,
      event,
      paths: paths.map(({ steps }) => steps),
      evidence,
    });
    return [{ ...found, id: `${found.id} ${group}` }];
  });
}

function zones({ map }: FindingsInput): readonly MapFinding[] {
  return multiZoneSingleRegion(map).flatMap(({ group, over, within }) => {
    const component = map.groups.get(group)?.component;
    if (component === undefined) return [];
    const event = mapNodes.domainFailure(within);
    const found = finding(map, {
      rule: 'multi-zone-single-region',
      component,
      event,
      paths: [],
      evidence: over,
    });
    return [{ ...found, id: `${found.id} ${group}` }];
  });
}

function people(input: FindingsInput): readonly MapFinding[] {
  const { map, hasRunbook, on, level } = input;
  const about = (rule: MapRule, component: string, evidence: readonly string[]): MapFinding => ({
    id: `${rule} ${component}`,
    rule,
    component,
    cause: '',
    paths: [],
    evidence,
    removal:
      rule === 'bus-factor-1'
        ? { patterns: ['share-knowledge'], runbook: 'only-person-who-knows-is-away' }
        : undefined,
  });
  const found: MapFinding[] = [];
  for (const { component, busFactor, people: left, away } of componentBusFactors(map, {
    on,
    level,
  })) {
    // Where nobody said who knows anything, there is nothing to count.
    if (busFactor === 1 || (busFactor === 0 && away.length > 0))
      found.push(about('bus-factor-1', component, left));
    const asked = map.components.get(component);
    // Nobody owns a gate, nor repairs it.
    if (asked === undefined || isGate(asked)) continue;
    const { ownerPeople, ownerTeams } = asked;
    if (ownerPeople.length + ownerTeams.length === 0) found.push(about('no-owner', component, []));
    if (hasRunbook?.(component) === false) found.push(about('no-runbook', component, []));
  }
  return found;
}

function objectives({ map, probabilityOf }: FindingsInput): readonly MapFinding[] {
  if (probabilityOf === undefined) return [];
  return [...map.components.values()].flatMap(({ id, objective }): readonly MapFinding[] => {
    if (objective.availability === undefined) return [];
    const probability = probabilityOf(id);
    if (probability === undefined) return [];
    const availability = checkAvailability(objective.availability, probability);
    if (availability.verdict !== 'not met') return [];
    const worst = (probability.importance ?? []).slice(0, 5).map(({ event }) => event);
    return [
      {
        id: `objective-not-met ${id}`,
        rule: 'objective-not-met',
        component: id,
        cause: worst[0] === undefined ? '' : mapNodeName(map, worst[0]),
        event: worst[0],
        paths: [],
        evidence: worst,
        removal: removalOfEvent(map, worst[0]),
        availability,
      },
    ];
  });
}

function downWith(failures: SingleFailures, event: string): readonly string[] {
  return failures.takenDownBy(event).flatMap((gate) => {
    const node = mapNodeOf(gate);
    return node?.of === 'component' && node.is === 'down' ? [node.id] : [];
  });
}

interface Found extends Pick<MapFinding, 'rule' | 'component' | 'paths' | 'evidence'> {
  readonly event: string;
}

function finding(map: MapValue, { rule, component, event, paths, evidence }: Found): MapFinding {
  return {
    id: `${rule} ${component} ${event}`,
    rule,
    component,
    cause: mapNodeName(map, event),
    event,
    paths,
    evidence,
    removal: removalOfEvent(map, event),
  };
}

function removalOfEvent(map: MapValue, event: string | undefined): Removal | undefined {
  const cause = event === undefined ? undefined : mapNodeOf(event);
  return cause === undefined ? undefined : removalOf(map, cause);
}
