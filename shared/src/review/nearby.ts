import { domainsOf } from '../analysis/shared-dependencies.ts';
import type { MapValue } from '../model/map-value.ts';

/** What stands next to a cause on the map: there it is removed. Ids. */
export interface Nearby {
  /** What cannot do without a component, and needs it by itself. */
  neededBy(component: string): readonly string[];
  /** What stands in a domain, or in one that lies in it. */
  standingIn(domain: string): readonly string[];
  /** By which group of `component`, or of what it is a member of, `other` is needed. */
  groupOf(
    component: string,
    other: string,
  ): { readonly group: string; readonly field: 'members' | 'failoverNeeds' } | undefined;
}

export function createNearby(map: MapValue): Nearby {
  let needers: ReadonlyMap<string, readonly string[]> | undefined;
  let placed: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    neededBy(component) {
      needers ??= grouped(
        [...map.dependencies.values()].flatMap(({ from, to, kind }) =>
          kind === 'hard' ? [[to, from] as const] : [],
        ),
      );
      return needers.get(component) ?? [];
    },
    standingIn(domain) {
      placed ??= grouped(
        [...map.components.keys()].flatMap((id) =>
          [...domainsOf(map, id)].map((one) => [one, id] as const),
        ),
      );
      return placed.get(domain) ?? [];
    },
    groupOf(component, other) {
      for (const { id, component: of, members, failoverNeeds } of map.groups.values()) {
        if (of === component && members.includes(other)) return { group: id, field: 'members' };
        const isIn = of === component || members.includes(component);
        if (isIn && failoverNeeds.includes(other)) return { group: id, field: 'failoverNeeds' };
      }
      return undefined;
    },
  };
}

/** In the order of their names, so that it is the same on every device. */
function grouped(
  pairs: readonly (readonly [key: string, id: string])[],
): ReadonlyMap<string, readonly string[]> {
  const by = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    const of = by.get(key);
    if (of === undefined) by.set(key, [id]);
    else of.push(id);
  }
  for (const of of by.values()) of.sort();
  return by;
}
