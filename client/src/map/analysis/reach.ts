import type { MapValue } from '@holdfast/shared/model/map-value';

/** What needs what, whatever for, through any number of steps. Ids of components, nearest first. */
export interface Reach {
  needs(id: string): readonly string[];
  neededBy(id: string): readonly string[];
}

export function createReach(map: Pick<MapValue, 'dependencies' | 'groups'>): Reach {
  const down = new Map<string, string[]>();
  const up = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    put(down, from, to);
    put(up, to, from);
  };
  for (const { from, to } of map.dependencies.values()) add(from, to);
  for (const { component, members, failoverNeeds } of map.groups.values()) {
    for (const member of members) add(component, member);
    for (const needed of failoverNeeds) add(component, needed);
  }
  return {
    needs: (id) => reached(id, down),
    neededBy: (id) => reached(id, up),
  };
}

function put(edges: Map<string, string[]>, from: string, to: string): void {
  const of = edges.get(from);
  if (of === undefined) edges.set(from, [to]);
  else of.push(to);
}

function reached(start: string, edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set([start]);
  for (const id of seen) for (const next of edges.get(id) ?? []) seen.add(next);
  seen.delete(start);
  return [...seen];
}
