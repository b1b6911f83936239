import type { DomainKind, MapValue, RedundancyGroup } from '../model/map-value.ts';
import type { FaultGraph } from './fault-graph.ts';
import { createFalls, type Falls } from './fall.ts';
import { mapPath, type PathStep } from './map-explanation.ts';
import { type MapNode, mapNodeOf, mapNodes } from './map-node.ts';
import type { SingleFailures } from './single-failures.ts';

/** One thing whose lone failure takes a whole redundancy group down. */
export interface SharedDependency {
  /** Id of the group. */
  readonly group: string;
  /** Node of the fault model, and what it stands for. */
  readonly event: string;
  readonly cause: MapNode;
  /** Steps from the nearest member down to it; 1: the member names it itself. */
  readonly depth: number;
  /** Of each member that it takes down, the way to it, `fall.ts` says which. */
  readonly paths: readonly { readonly member: string; readonly steps: readonly PathStep[] }[];
}

/** What the members of each redundancy group share that can spare some, the nearest first. */
export function sharedDependencies(
  map: MapValue,
  graph: FaultGraph,
  failures: SingleFailures,
): readonly SharedDependency[] {
  const falls = createFalls(graph);
  return [...map.groups.values()].flatMap((group) =>
    // Where all are needed there is no redundancy to lose.
    group.needs < group.members.length ? sharedBy(map, falls, failures, group) : [],
  );
}

function sharedBy(
  map: MapValue,
  falls: Falls,
  failures: SingleFailures,
  group: RedundancyGroup,
): readonly SharedDependency[] {
  const shared = failures.failuresOf(mapNodes.group(group.id)).flatMap((event) => {
    const cause = mapNodeOf(event);
    if (cause === undefined) return [];
    const fall = falls.of([event]);
    const paths = group.members.flatMap((member) => {
      const node = group.standby.includes(member)
        ? mapNodes.standby(group.id, member)
        : mapNodes.component(member);
      const path = fall.pathTo(node);
      return path === undefined || path.at(-1)?.isConstant === true
        ? []
        : [{ member, steps: mapPath(map, path) }];
    });
    const depth = Math.min(...paths.map(({ steps }) => steps.length - 1));
    return [{ group: group.id, event, cause, depth, paths }];
  });
  return shared.toSorted((a, b) => a.depth - b.depth);
}

/** A group that is spread over several of one kind of domain, all of it inside one larger. */
export interface SpreadWithin {
  readonly group: string;
  /** Ids of the domains that it is spread over. */
  readonly over: readonly string[];
  /** Id of the domain that holds all of it. */
  readonly within: string;
}

/** Groups over several zones of one region: several zones are not several regions. */
export function multiZoneSingleRegion(map: MapValue): readonly SpreadWithin[] {
  return spreadWithin(map, 'zone', 'region');
}

/** Groups over several of `over`, all of whose members lie in one and the same `within`. */
function spreadWithin(
  map: MapValue,
  over: DomainKind,
  within: DomainKind,
): readonly SpreadWithin[] {
  return [...map.groups.values()].flatMap((group): readonly SpreadWithin[] => {
    if (group.members.length < 2) return [];
    const all = group.members.map((member) => domainsOf(map, member));
    const ofKind = (domains: ReadonlySet<string>, kind: DomainKind): readonly string[] =>
      [...domains].filter((id) => map.domains.get(id)?.kind === kind);
    const [first = new Set<string>(), ...others] = all;
    const common = ofKind(first, within).filter((id) => others.every((of) => of.has(id)));
    const zones = [...new Set(all.flatMap((of) => ofKind(of, over)))].toSorted();
    if (zones.length < 2) return [];
    return common.map((id) => ({ group: group.id, over: zones, within: id }));
  });
}

/** Ids of all domains of a component, and of those that they lie in. */
export function domainsOf(map: MapValue, component: string): ReadonlySet<string> {
  const domains = new Set(map.components.get(component)?.domains);
  for (const id of domains) {
    const parent = map.domains.get(id)?.parent;
    if (parent !== undefined) domains.add(parent);
  }
  return domains;
}

/**
 * What needs each other in a circle: after an outage, none can start first.
 *
 * @param idOf what a gate is told as; undefined for one that is not told
 */
export function bootstrapCycles(
  graph: FaultGraph,
  idOf: (gate: string) => string | undefined = componentOf,
): readonly (readonly string[])[] {
  const first = graph.events.length;
  return graph.groups.flatMap(({ members, isCyclic }) => {
    if (!isCyclic) return [];
    const ids = members.flatMap((member) => idOf(graph.gates[member - first] ?? '') ?? []);
    return ids.length === 0 ? [] : [ids.toSorted()];
  });
}

/** The component that a gate of a map says is down. */
function componentOf(gate: string): string | undefined {
  const node = mapNodeOf(gate);
  return node?.of === 'component' && node.is === 'down' ? node.id : undefined;
}
