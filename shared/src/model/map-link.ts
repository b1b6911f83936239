import { readableId } from './ids.ts';
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
export interface ParsedRegister<T> {
  readonly items: ReadonlyMap<string, ReadItem<T>>;
  /** The same number as before while the same items are here, and the rest is called the same. */
  readonly presence: number;
}

/** What a register became when what its items refer to was looked up. */
interface LinkedRegister<T> {
  /** Of which this was made: while these are the same, so is this. */
  readonly of: ParsedRegister<T>;
  readonly presences: string;
  readonly here: ReadonlyMap<string, T>;
  readonly deleted: ReadonlyMap<string, T>;
  readonly setAside: readonly SetAside[];
  readonly problems: readonly MapProblem[];
}

export type LinkedMap = { readonly [K in keyof ParsedMap]: LinkedRegister<ItemOf<ParsedMap[K]>> };
type ItemOf<R> = R extends ParsedRegister<infer T> ? T : never;

/**
 * Looks up what items refer to: what is marked deleted or unknown is left out and told in
 * `setAside`. An item that refers only to what is here stays the very same object; one that does
 * not is the same as last time (`before`) while the same is missing.
 */
export function linkMap(parsed: ParsedMap, before: LinkedMap | undefined): LinkedMap {
  return {
    components: linkRegister(parsed, parsed.components, before?.components, component, [
      'domains',
      'people',
      'teams',
    ]),
    dependencies: linkRegister(parsed, parsed.dependencies, before?.dependencies, dependency, [
      'components',
    ]),
    groups: linkRegister(parsed, parsed.groups, before?.groups, group, ['components']),
    domains: linkRegister(parsed, parsed.domains, before?.domains, domainLink(parsed), ['domains']),
    people: linkRegister(parsed, parsed.people, before?.people, person, ['teams']),
    teams: linkRegister(parsed, parsed.teams, before?.teams, (item) => item, []),
    leaves: linkRegister(parsed, parsed.leaves, before?.leaves, leave, ['people']),
    knowledge: linkRegister(parsed, parsed.knowledge, before?.knowledge, knowledge, [
      'people',
      'components',
    ]),
  };
}

export function mapValueOf(linked: LinkedMap): Omit<MapValue, 'changedAtMs' | 'changedBy'> {
  const { components, dependencies, groups, domains, people, teams, leaves } = linked;
  const all = Object.values(linked);
  return {
    components: components.here,
    dependencies: dependencies.here,
    groups: groups.here,
    domains: domains.here,
    people: people.here,
    teams: teams.here,
    leaves: leaves.here,
    knowledge: linked.knowledge.here,
    deleted: {
      components: components.deleted,
      dependencies: dependencies.deleted,
      groups: groups.deleted,
      domains: domains.deleted,
      people: people.deleted,
      teams: teams.deleted,
      leaves: leaves.deleted,
    },
    setAside: all.flatMap(({ setAside }) => setAside),
    problems: all.flatMap(({ problems }) => problems),
  };
}

type Target = 'components' | 'domains' | 'people' | 'teams';

interface Linker {
  readonly parsed: ParsedMap;
  readonly setAside: SetAside[];
  readonly problems: MapProblem[];
  /** False where it is missing, which is noted. `name` is asked only then. */
  isHere(of: LinkOf, field: string, target: Target, id: string): boolean;
  /** The members that are here; the same array where all are. */
  those(of: LinkOf, field: string, target: Target, ids: readonly string[]): readonly string[];
}

interface LinkOf {
  readonly register: SetAside['register'];
  readonly id: string;
  name(): string;
}

type Link<T> = (item: T, linker: Linker, id: string) => T | undefined;

function linkRegister<T extends object>(
  parsed: ParsedMap,
  of: ParsedRegister<T>,
  before: LinkedRegister<T> | undefined,
  link: Link<T>,
  targets: readonly Target[],
): LinkedRegister<T> {
  const presences = targets.map((target) => parsed[target].presence).join(' ');
  const isAsBefore =
    before?.of === of &&
    before.presences === presences &&
    // What is set aside is told with the names of what is here, too.
    before.setAside.length === 0;
  if (before !== undefined && isAsBefore) return before;
  const linker = createLinker(parsed);
  const here = new Map<string, T>();
  const deleted = new Map<string, T>();
  for (const [id, { item, problems }] of of.items) {
    if (problems.length > 0) linker.problems.push(...problems);
    if (item === undefined) continue;
    if (isMarked(item)) {
      deleted.set(id, item);
      continue;
    }
    const linked = link(item, linker, id);
    if (linked !== undefined)
      here.set(id, linked === item ? item : sameAs(before?.here.get(id), linked));
  }
  const { setAside, problems } = linker;
  return {
    of,
    presences,
    here: sameItems(before?.here, here),
    deleted: sameItems(before?.deleted, deleted),
    setAside,
    problems,
  };
}

function createLinker(parsed: ParsedMap): Linker {
  const setAside: SetAside[] = [];
  const isHere: Linker['isHere'] = (of, field, target, id) => {
    const missing = whyMissing(parsed, target, id);
    if (missing === undefined) return true;
    setAside.push({ register: of.register, id: of.id, name: of.name(), field, missing });
    return false;
  };
  return {
    parsed,
    setAside,
    problems: [],
    isHere,
    those(of, field, target, ids) {
      if (ids.every((id) => whyMissing(parsed, target, id) === undefined)) return ids;
      return ids.filter((id) => isHere(of, field, target, id));
    },
  };
}

function whyMissing(parsed: ParsedMap, register: Target, id: string): MissingEnd | undefined {
  const item = parsed[register].items.get(id)?.item;
  if (item === undefined) return { register, id, name: readableId(id), why: 'unknown' };
  return item.deleted === undefined ? undefined : { register, id, name: item.name, why: 'deleted' };
}

function isMarked(item: object): boolean {
  return 'deleted' in item && item.deleted !== undefined;
}

function sameAs<T>(known: T | undefined, now: T): T {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(now) ? known : now;
}

function sameItems<T>(
  known: ReadonlyMap<string, T> | undefined,
  now: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  if (known?.size !== now.size) return now;
  for (const [id, item] of now) if (known.get(id) !== item) return now;
  return known;
}

function nameIn(register: ParsedRegister<{ readonly name: string }>, id: string): string {
  return register.items.get(id)?.item?.name ?? readableId(id);
}

function component(item: MapComponent, linker: Linker): MapComponent {
  const of = { register: 'components', id: item.id, name: () => item.name } as const;
  const domains = linker.those(of, 'domains', 'domains', item.domains);
  const ownerPeople = linker.those(of, 'ownerPeople', 'people', item.ownerPeople);
  const ownerTeams = linker.those(of, 'ownerTeams', 'teams', item.ownerTeams);
  const staff = linker.those(of, 'staff', 'people', item.staff);
  return domains === item.domains &&
    ownerPeople === item.ownerPeople &&
    ownerTeams === item.ownerTeams &&
    staff === item.staff
    ? item
    : { ...item, domains, ownerPeople, ownerTeams, staff };
}

function person(item: MapPerson, linker: Linker): MapPerson {
  const of = { register: 'people', id: item.id, name: () => item.name } as const;
  const teams = linker.those(of, 'teams', 'teams', item.teams);
  return teams === item.teams ? item : { ...item, teams };
}

function dependency(item: MapDependency, linker: Linker): MapDependency | undefined {
  const { id, from, to } = item;
  if (from === to)
    linker.problems.push({ kind: 'itself', register: 'dependencies', id, field: 'to' });
  const { components } = linker.parsed;
  const name = (): string => `${nameIn(components, from)} → ${nameIn(components, to)}`;
  const of = { register: 'dependencies', id, name } as const;
  const isFromHere = linker.isHere(of, 'from', 'components', from);
  return linker.isHere(of, 'to', 'components', to) && isFromHere ? item : undefined;
}

function group(item: RedundancyGroup, linker: Linker): RedundancyGroup | undefined {
  const { id } = item;
  const name = (): string => item.name || nameIn(linker.parsed.components, item.component);
  const of = { register: 'groups', id, name } as const;
  if (!linker.isHere(of, 'component', 'components', item.component)) return undefined;
  const members = linker.those(of, 'members', 'components', item.members);
  const failoverNeeds = linker.those(of, 'failoverNeeds', 'components', item.failoverNeeds);
  const isTooMany = item.needs > members.length;
  if (isTooMany) {
    linker.problems.push({ kind: 'needs-too-many', register: 'groups', id, field: 'needs' });
  }
  if (!isTooMany && members === item.members && failoverNeeds === item.failoverNeeds) return item;
  const standby = item.standby.filter((one) => members.includes(one));
  const needs = Math.min(item.needs, members.length);
  return { ...item, needs, members, standby, failoverNeeds };
}

function domainLink(parsed: ParsedMap): Link<FailureDomain> {
  const looped = parentCycles(parsed.domains);
  return (item, linker) => {
    const { parent, ...rest } = item;
    const { id } = item;
    if (parent === undefined) return item;
    const of = { register: 'domains', id, name: () => item.name } as const;
    if (!linker.isHere(of, 'parent', 'domains', parent)) return rest;
    if (!looped.has(id)) return item;
    linker.problems.push({ kind: 'parent-cycle', register: 'domains', id, field: 'parent' });
    return rest;
  };
}

function leave(item: Leave, linker: Linker): Leave | undefined {
  const { id, from, to } = item;
  if (from > to)
    linker.problems.push({ kind: 'days-reversed', register: 'leaves', id, field: 'to' });
  const of = { register: 'leaves', id, name: () => `${from} – ${to}` } as const;
  return linker.isHere(of, 'person', 'people', item.person) ? item : undefined;
}

function knowledge(item: Knowledge, linker: Linker, id: string): Knowledge | undefined {
  const { people, components } = linker.parsed;
  const name = (): string =>
    `${nameIn(people, item.person)}: ${nameIn(components, item.component)}`;
  const of = { register: 'knowledge', id, name } as const;
  const isPersonHere = linker.isHere(of, 'person', 'people', item.person);
  return linker.isHere(of, 'component', 'components', item.component) && isPersonHere
    ? item
    : undefined;
}

/**
 * Domains whose parent must not count: of each cycle of parents the one with the smallest id, so
 * that every device cuts at the same place.
 */
function parentCycles({ items }: ParsedRegister<FailureDomain>): ReadonlySet<string> {
  const looped = new Set<string>();
  const done = new Set<string>();
  for (const start of items.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !done.has(at);) {
      if (onPath.has(at)) {
        const first = path.slice(path.indexOf(at)).toSorted()[0];
        if (first !== undefined) looped.add(first);
        break;
      }
      path.push(at);
      onPath.add(at);
      at = items.get(at)?.item?.parent;
    }
    for (const id of path) done.add(id);
  }
  return looped;
}
