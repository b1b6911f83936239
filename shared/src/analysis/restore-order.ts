import type { MapComponent, MapValue } from '../model/map-value.ts';
import { strongComponents } from './strong-components.ts';

/** In which order everything that a component needs comes back, and how long that takes at least. */
export interface Restore {
  /** Ids of components, what is needed first; the component itself last. */
  readonly order: readonly string[];
  /**
   * Seconds that the longest chain of restores takes, one after the other: no RTO can be shorter.
   * Components whose time is not known count as none.
   */
  readonly leastSeconds: number;
  /** Ids of that chain, what is needed first. */
  readonly longest: readonly string[];
  /** Ids of components that nobody said a time for. */
  readonly unknown: readonly string[];
  /** Ids of components that need each other: which starts first has to be decided by people. */
  readonly circles: readonly (readonly string[])[];
}

interface Chain {
  readonly seconds: number;
  readonly last: string;
  readonly before: Chain | undefined;
}

/** Of hard needs and redundancy groups; of a group, as many members as it needs, the soonest. */
export function restoreOf(map: MapValue, component: string): Restore {
  const needs = needsIn(map, component);
  const ids = [...needs.keys()];
  const numbers = new Map(ids.map((id, at) => [id, at]));
  const next = ids.map((id) => {
    const { hard, groups } = needs.get(id) ?? { hard: [], groups: [] };
    const all = [...hard, ...groups.flatMap(({ members }) => members)];
    return [...new Set(all.flatMap((one) => numbers.get(one) ?? []))];
  });
  const chains = new Map<string, Chain | undefined>();
  const order: string[] = [];
  const circles: string[][] = [];
  for (const group of strongComponents(ids.length, (node) => next[node] ?? [])) {
    const members = group.map((node) => ids[node] ?? '').toSorted();
    if (members.length > 1) circles.push(members);
    // In a circle all must be restored, one after the other, after what they need from outside.
    let chain = longestOf(members.map((id) => slowest(needs.get(id), chains)));
    for (const id of members) {
      const seconds = secondsOf(map.components.get(id)) ?? 0;
      chain = { seconds: (chain?.seconds ?? 0) + seconds, last: id, before: chain };
      order.push(id);
    }
    for (const id of members) chains.set(id, chain);
  }
  const longest: string[] = [];
  for (let at = chains.get(component); at !== undefined; at = at.before) longest.push(at.last);
  return {
    order,
    leastSeconds: chains.get(component)?.seconds ?? 0,
    longest: longest.toReversed(),
    unknown: order.filter((id) => secondsOf(map.components.get(id)) === undefined),
    circles,
  };
}

interface Needed {
  readonly hard: readonly string[];
  readonly groups: readonly { readonly needs: number; readonly members: readonly string[] }[];
}

function needsIn(map: MapValue, component: string): ReadonlyMap<string, Needed> {
  const hard = new Map<string, string[]>();
  for (const { from, to, kind } of map.dependencies.values())
    if (kind === 'hard') hard.set(from, [...(hard.get(from) ?? []), to]);
  const groups = new Map<string, Needed['groups']>();
  for (const group of map.groups.values())
    groups.set(group.component, [...(groups.get(group.component) ?? []), group]);
  const found = new Map<string, Needed>();
  const waiting = [component];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    const needed = { hard: hard.get(id) ?? [], groups: groups.get(id) ?? [] };
    found.set(id, needed);
    waiting.push(...needed.hard, ...needed.groups.flatMap(({ members }) => members));
  }
  return found;
}

function slowest(
  needed: Needed | undefined,
  chains: ReadonlyMap<string, Chain | undefined>,
): Chain | undefined {
  const { hard = [], groups = [] } = needed ?? {};
  const ofGroups = groups.map(({ needs, members }) => {
    const soonest = members
      .map((id) => chains.get(id))
      .toSorted((a, b) => (a?.seconds ?? 0) - (b?.seconds ?? 0));
    return soonest[needs - 1];
  });
  return longestOf([...hard.map((id) => chains.get(id)), ...ofGroups]);
}

function longestOf(chains: readonly (Chain | undefined)[]): Chain | undefined {
  return chains.reduce(
    (longest, one) => ((one?.seconds ?? -1) > (longest?.seconds ?? -1) ? one : longest),
    undefined,
  );
}

/** The mean time to restore it; else what was promised for it. */
function secondsOf(component: MapComponent | undefined): number | undefined {
  if (component?.mttrHours !== undefined) return component.mttrHours * 3600;
  return component?.objective.rtoSeconds;
}
