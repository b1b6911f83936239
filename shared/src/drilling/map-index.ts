import type { DomainKind, MapValue, RedundancyGroup } from '../model/map-value.ts';

/** What of a map is looked up again and again. */
export interface MapIndex {
  /** Ids of the domains of a component, and of all that they lie in. */
  domainsOf(component: string): readonly string[];
  /** The same, of a component and of the members of its redundancy groups. */
  domainsAround(component: string): readonly string[];
  kindOf(domain: string): DomainKind | undefined;
  groupsOf(component: string): readonly RedundancyGroup[];
  /** Groups in which it is a member. */
  groupsWith(member: string): readonly RedundancyGroup[];
  /** Ids of components that it needs directly, by a dependency of whatever kind but `human`. */
  needsOf(component: string): readonly string[];
  /** Ids of components within a domain, members of groups around them included. */
  within(domain: string): readonly string[];
}

const none: readonly never[] = [];
const known = new WeakMap<MapValue, MapIndex>();

/** Made once for each map. */
export function indexOf(map: MapValue): MapIndex {
  const made = known.get(map) ?? createIndex(map);
  known.set(map, made);
  return made;
}

function createIndex(map: MapValue): MapIndex {
  const groups = new Map<string, RedundancyGroup[]>();
  const memberships = new Map<string, RedundancyGroup[]>();
  for (const group of map.groups.values()) {
    push(groups, group.component, group);
    for (const member of group.members) push(memberships, member, group);
  }
  const needs = new Map<string, string[]>();
  for (const { from, to, kind } of map.dependencies.values())
    if (kind !== 'human') push(needs, from, to);
  const own = new Map<string, readonly string[]>();
  const around = new Map<string, readonly string[]>();
  const within = new Map<string, string[]>();
  for (const { id, domains } of map.components.values()) own.set(id, upwards(map, domains));
  for (const id of map.components.keys()) {
    const members = (groups.get(id) ?? none).flatMap((group) => group.members);
    const all = [id, ...members].flatMap((one) => own.get(one) ?? none);
    const here = members.length === 0 ? (own.get(id) ?? none) : [...new Set(all)];
    around.set(id, here);
    for (const domain of here) push(within, domain, id);
  }
  return {
    domainsOf: (component) => own.get(component) ?? none,
    domainsAround: (component) => around.get(component) ?? none,
    kindOf: (domain) => map.domains.get(domain)?.kind,
    groupsOf: (component) => groups.get(component) ?? none,
    groupsWith: (member) => memberships.get(member) ?? none,
    needsOf: (component) => needs.get(component) ?? none,
    within: (domain) => within.get(domain) ?? none,
  };
}

/** Parents have no cycle. */
function upwards(map: MapValue, domains: readonly string[]): readonly string[] {
  if (domains.length === 0) return none;
  const found = new Set<string>();
  for (let ids: readonly string[] = domains; ids.length > 0;) {
    for (const id of ids) found.add(id);
    ids = ids.flatMap((id) => map.domains.get(id)?.parent ?? none);
  }
  return [...found];
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
