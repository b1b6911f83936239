import type { ReadItem } from './map-items.ts';
import type {
  FailureDomain,
  Knowledge,
  Leave,
  MapComponent,
  MapDependency,
  MapPerson,
  MapProblem,
  MapTeam,
  MapValue,
  MissingEnd,
  RedundancyGroup,
  RegisterName,
  Registers,
  SetAside,
} from './map-value.ts';

/** Every item as its own registers say, by register, in the order of their ids. */
export interface ParsedMap {
  readonly components: ParsedRegister<MapComponent>;
  readonly dependencies: ParsedRegister<MapDependency>;
  readonly groups: ParsedRegister<RedundancyGroup>;
  readonly domains: ParsedRegister<FailureDomain>;
  readonly people: ParsedRegister<MapPerson>;
  readonly teams: ParsedRegister<MapTeam>;
  readonly leaves: ParsedRegister<Leave>;
  readonly knowledge: ParsedRegister<Knowledge>;
}
export type ParsedRegister<T> = ReadonlyMap<string, ReadItem<T>>;

/** What an item became when what it refers to was looked up, and on which answers that rests. */
export type LinkCache = WeakMap<object, { readonly missing: string; readonly linked: object }>;

/**
 * Looks up what items refer to: what is marked deleted or unknown is left out and told in
 * `setAside`. An item that refers only to what is here stays the very same object; one that does
 * not is the same as last time (`cache`) while the same is missing.
 */
export function linkMap(
  parsed: ParsedMap,
  cache: LinkCache,
): Omit<MapValue, 'changedAtMs' | 'changedBy'> {
  const problems: MapProblem[] = [];
  for (const register of Object.values(parsed)) addProblems(register, problems);
  const find = lookUp(parsed);
  const setAside: SetAside[] = [];
  const link = linker(find, cache, setAside);

  const people = live(parsed.people, (person) =>
    link.refs({ register: 'people', id: person.id, name: person.name }, person, { teams: 'teams' }),
  );
  const components = live(parsed.components, (one) =>
    link.refs({ register: 'components', id: one.id, name: one.name }, one, {
      domains: 'domains',
      ownerPeople: 'people',
      ownerTeams: 'teams',
      staff: 'people',
    }),
  );
  const dependencies = live(parsed.dependencies, (one) => {
    if (one.from === one.to) {
      problems.push({ kind: 'itself', register: 'dependencies', id: one.id, field: 'to' });
    }
    const name = `${nameIn(parsed.components, one.from)} → ${nameIn(parsed.components, one.to)}`;
    const item = { register: 'dependencies', id: one.id, name } as const;
    const isHere = [
      link.isHere(item, 'from', 'components', one.from),
      link.isHere(item, 'to', 'components', one.to),
    ].every(Boolean);
    return isHere ? one : undefined;
  });
  const groups = live(parsed.groups, (one) => {
    const name = one.name || nameIn(parsed.components, one.component);
    const item = { register: 'groups', id: one.id, name } as const;
    if (!link.isHere(item, 'component', 'components', one.component)) return undefined;
    const linked = link.refs(item, one, {
      members: 'components',
      standby: 'components',
      failoverNeeds: 'components',
    });
    if (linked.needs <= linked.members.length) return linked;
    problems.push({ kind: 'needs-too-many', register: 'groups', id: one.id, field: 'needs' });
    return link.keep(linked, `needs ${linked.members.length}`, () => ({
      ...linked,
      needs: linked.members.length,
    }));
  });
  const looped = parentCycles(parsed.domains);
  const domains = live(parsed.domains, (one) => {
    const { parent, ...rest } = one;
    if (parent === undefined) return one;
    const item = { register: 'domains', id: one.id, name: one.name } as const;
    const isHere = link.isHere(item, 'parent', 'domains', parent);
    if (isHere && looped.has(one.id)) {
      problems.push({ kind: 'parent-cycle', register: 'domains', id: one.id, field: 'parent' });
    }
    return isHere && !looped.has(one.id) ? one : link.keep(one, 'no parent', () => rest);
  });
  const leaves = live(parsed.leaves, (one) => {
    if (one.from > one.to) {
      problems.push({ kind: 'days-reversed', register: 'leaves', id: one.id, field: 'to' });
    }
    const item = { register: 'leaves', id: one.id, name: `${one.from} – ${one.to}` } as const;
    return link.isHere(item, 'person', 'people', one.person) ? one : undefined;
  });
  const knowledge = live(parsed.knowledge, (one, id) => {
    const name = `${nameIn(parsed.people, one.person)}: ${nameIn(parsed.components, one.component)}`;
    const item = { register: 'knowledge', id, name } as const;
    const isHere = [
      link.isHere(item, 'person', 'people', one.person),
      link.isHere(item, 'component', 'components', one.component),
    ].every(Boolean);
    return isHere ? one : undefined;
  });
  const teams = live(parsed.teams, (one) => one);
  const deleted: Registers = {
    components: gone(parsed.components),
    dependencies: gone(parsed.dependencies),
    groups: gone(parsed.groups),
    domains: gone(parsed.domains),
    people: gone(parsed.people),
    teams: gone(parsed.teams),
    leaves: gone(parsed.leaves),
  };
  const here = { components, dependencies, groups, domains, people, teams, leaves, knowledge };
  return { ...here, deleted, setAside, problems };
}

function addProblems<T>(register: ParsedRegister<T>, problems: MapProblem[]): void {
  for (const read of register.values()) problems.push(...read.problems);
}

interface Deletable {
  readonly deleted?: unknown;
}

function live<T extends object>(
  register: ParsedRegister<T>,
  link: (item: T, id: string) => T | undefined,
): ReadonlyMap<string, T> {
  const here = new Map<string, T>();
  for (const [id, { item }] of register) {
    if (item === undefined || isMarked(item)) continue;
    const linked = link(item, id);
    if (linked !== undefined) here.set(id, linked);
  }
  return here;
}

function gone<T extends object>(register: ParsedRegister<T>): ReadonlyMap<string, T> {
  const marked = new Map<string, T>();
  for (const [id, { item }] of register) {
    if (item !== undefined && isMarked(item)) marked.set(id, item);
  }
  return marked;
}

function isMarked(item: Deletable): boolean {
  return item.deleted !== undefined;
}

function nameIn(register: ParsedRegister<{ readonly name: string }>, id: string): string {
  return register.get(id)?.item?.name ?? id;
}

type Find = (
  register: 'components' | 'domains' | 'people' | 'teams',
  id: string,
) => MissingEnd | undefined;

/** Why something is not here; undefined where it is. */
function lookUp(parsed: ParsedMap): Find {
  return (register, id) => {
    const item = parsed[register].get(id)?.item;
    if (item === undefined) return { register, id, name: id, why: 'unknown' };
    return item.deleted === undefined
      ? undefined
      : { register, id, name: item.name, why: 'deleted' };
  };
}

interface Linked {
  readonly register: RegisterName | 'knowledge';
  readonly id: string;
  readonly name: string;
}
type Refs<T> = { readonly [K in keyof T]?: Parameters<Find>[0] };

function linker(find: Find, cache: LinkCache, setAside: SetAside[]) {
  /** The item made by `make`, or that of last time where the same was missing then. */
  const keep = <T extends object>(item: T, missing: string, make: () => T): T => {
    const known = cache.get(item);
    if (known?.missing === missing && isLike(item, known.linked)) return known.linked;
    const linked = make();
    cache.set(item, { missing, linked });
    return linked;
  };
  const isHere = (
    item: Linked,
    field: string,
    register: Parameters<Find>[0],
    id: string,
  ): boolean => {
    const missing = find(register, id);
    if (missing !== undefined) setAside.push({ ...item, field, missing });
    return missing === undefined;
  };
  return {
    keep,
    isHere,
    /** The item without those members of its sets that are not here. */
    refs<T extends object>(linked: Linked, item: T, fields: Refs<T>): T {
      let changed: Record<string, unknown> | undefined;
      let missing = '';
      for (const field of keysOf(fields)) {
        const target = fields[field];
        const members = item[field];
        if (target === undefined || !isIds(members)) continue;
        const kept = members.filter((id) => find(target, id) === undefined);
        if (kept.length === members.length) continue;
        changed = { ...changed, [String(field)]: kept };
        for (const id of members) {
          if (!isHere(linked, String(field), target, id)) {
            missing += `${String(field)}/${id} `;
          }
        }
      }
      const parts = changed;
      return parts === undefined ? item : keep(item, missing, () => ({ ...item, ...parts }));
    },
  };
}

/** Whatever is in the cache under an item is made of it. */
function isLike<T extends object>(item: T, linked: object): linked is T {
  return 'id' in item && 'id' in linked && item.id === linked.id;
}

function keysOf<T extends object>(object: T): readonly (keyof T)[] {
  return Object.keys(object).filter((key): key is Extract<keyof T, string> => key in object);
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

/**
 * Domains whose parent must not count: of each cycle of parents the one with the smallest id, so
 * that every device cuts at the same place.
 */
function parentCycles(domains: ParsedRegister<FailureDomain>): ReadonlySet<string> {
  const looped = new Set<string>();
  const done = new Set<string>();
  const parentOf = (id: string): string | undefined => domains.get(id)?.item?.parent;
  for (const start of domains.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !done.has(at); at = parentOf(at)) {
      if (onPath.has(at)) {
        const first = path.slice(path.indexOf(at)).toSorted()[0];
        if (first !== undefined) looped.add(first);
        break;
      }
      path.push(at);
      onPath.add(at);
    }
    for (const id of path) done.add(id);
  }
  return looped;
}
