import { stringify } from 'yaml';
import { saidByPeople } from '../model/map-items.ts';
import type { MapTask } from '../model/map-tasks.ts';
import type { MapItems } from '../model/map.ts';
import type {
  Contact,
  Deletion,
  FailureNumbers,
  Knowledge,
  Leave,
  MapComponent,
  MapDependency,
  Provenance,
} from '../model/map-value.ts';
import type { FollowUps } from './draft.ts';

/** The importer's name of our own files. What a file brought is no news to it. */
export const mapFileSource = 'map-file';

type Written = Readonly<Record<string, unknown>>;

/**
 * The whole map as our own YAML (`docs/map-file.md`), what is marked deleted and what refers to
 * nothing included: reading it into an empty map and writing that again gives the same text.
 */
export function writeMapFile(items: MapItems, followUps: FollowUps): string {
  const needs = byOwner(items.dependencies, ({ from }) => from, items.components);
  const leaves = byOwner(items.leaves, ({ person }) => person, items.people);
  const knowledge = byOwner(items.knowledge, ({ person }) => person, items.people);
  const file = said({
    holdfast: 'map',
    version: 1,
    teams: list(items.teams, (team) => ({
      id: team.id,
      name: team.name,
      note: team.note,
      contacts: contacts(team.contacts),
      ...marks(team),
    })),
    people: list(items.people, (person) => ({
      id: person.id,
      name: person.name,
      role: person.role,
      contacts: contacts(person.contacts),
      teams: person.teams,
      aliases: person.aliases,
      leaves: (leaves.of.get(person.id) ?? []).map((one) => said(leave(one))),
      knows: (knowledge.of.get(person.id) ?? []).flatMap(known),
      ...marks(person),
    })),
    domains: list(items.domains, (domain) => ({
      id: domain.id,
      name: domain.name,
      kind: domain.kind,
      in: domain.parent,
      note: domain.note,
      ...numbers(domain),
      ...marks(domain),
    })),
    components: list(items.components, (one) => component(one, needs.of.get(one.id) ?? [])),
    groups: list(items.groups, (group) => ({
      id: group.id,
      component: group.component,
      name: group.name,
      needs: group.needs,
      of: group.members,
      standby: group.standby,
      failover: said({ needs: group.failoverNeeds, 'by-hand': group.failoverByHand || undefined }),
      beta: group.beta,
      ...marks(group),
    })),
    dependencies: needs.others.map((one) => said({ from: one.from, ...need(one, one.to) })),
    leaves: leaves.others.map((one) => said({ person: one.person, ...leave(one) })),
    knowledge: knowledge.others.flatMap((one) =>
      known(one).map((evidence) => ({ person: one.person, ...evidence })),
    ),
    actions: followUps.tasks.map(action),
    accepted: followUps.acceptances.map(({ finding, until, reason, by, atMs }) =>
      said({ finding, until, reason, accepted: byAt(atMs, by) }),
    ),
    'not-applicable': followUps.exclusions.map(
      ({ component: of, scenario, until, reason, by, atMs }) =>
        said({ component: of, scenario, until, reason, said: byAt(atMs, by) }),
    ),
  });
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function action(task: MapTask): Written {
  const { id, text, owner, due, state, component: of, person } = task;
  return said({
    ...{ id, text, owner, due, component: of, person },
    state: state === 'open' ? undefined : state,
    created: byAt(task.createdAtMs, task.createdBy),
    decided: byAt(task.decidedAtMs, task.decidedBy),
  });
}

function byAt(atMs: number, by: string): Written {
  return said({ at: atMs > 0 ? moment(atMs) : undefined, by });
}

function component(one: MapComponent, needs: readonly MapDependency[]): Written {
  const { availability, rtoSeconds, rpoSeconds } = one.objective;
  return {
    id: one.id,
    name: one.name,
    layer: one.layer,
    type: one.type,
    description: one.description,
    system: one.system,
    tier: one.tier,
    tags: one.tags,
    aliases: one.aliases,
    links: one.links.map(({ url, title }) => said({ url, title })),
    domains: one.domains,
    owners: said({ people: one.ownerPeople, teams: one.ownerTeams }),
    staff: one.staff,
    ...numbers(one),
    objective: said({ availability, rto: rtoSeconds, rpo: rpoSeconds }),
    needs: needs.map((dependency) =>
      isPlain(dependency) ? dependency.to : said(need(dependency, dependency.to)),
    ),
    ...marks(one),
  };
}

function isPlain({ kind, note, deleted, sources }: MapDependency): boolean {
  return kind === 'hard' && note === '' && deleted === undefined && others(sources).length === 0;
}

function need(dependency: MapDependency, to: string): Written {
  const { kind, note } = dependency;
  return { component: to, kind, note, ...marks(dependency) };
}

function leave(one: Leave): Written {
  return { id: one.id, from: one.from, to: one.to, note: one.note, ...marks(one) };
}

function known({ component: of, evidence }: Knowledge): readonly Written[] {
  return evidence.map(({ level, on, source, note }) =>
    said({ component: of, level, on, source: source === saidByPeople ? undefined : source, note }),
  );
}

function numbers(one: FailureNumbers): Written {
  return {
    availability: one.availability,
    'mttf-hours': one.mttfHours,
    'mttr-hours': one.mttrHours,
  };
}

function contacts(all: readonly Contact[]): readonly Written[] {
  return all.map(({ kind, value }) => ({ [kind]: value }));
}

function others(sources: readonly Provenance[]): readonly Provenance[] {
  return sources.filter(({ from }) => from !== mapFileSource);
}

function marks(item: {
  readonly deleted?: Deletion;
  readonly sources: readonly Provenance[];
}): Written {
  const { deleted } = item;
  return {
    sources: others(item.sources).map(({ from, ref, file, line, commit }) =>
      said({ from, ref, file, line, commit }),
    ),
    deleted: deleted === undefined ? undefined : { at: moment(deleted.atMs), by: deleted.by },
  };
}

function moment(atMs: number): string | number {
  const isDate = Number.isInteger(atMs) && atMs < 8e15;
  return isDate ? new Date(atMs).toISOString() : atMs;
}

/** Without what is not said. */
function said(fields: Written): Written {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function list<T>(items: ReadonlyMap<string, T>, write: (item: T) => Written): readonly Written[] {
  return Array.from(items.values(), (item) => said(write(item)));
}

/** Items by the one that they are written under, and those whose owner is not in the map. */
function byOwner<T>(
  items: ReadonlyMap<string, T>,
  ownerOf: (item: T) => string,
  owners: ReadonlyMap<string, unknown>,
): { readonly of: ReadonlyMap<string, readonly T[]>; readonly others: readonly T[] } {
  const of = new Map<string, T[]>();
  const rest: T[] = [];
  for (const item of items.values()) {
    const owner = ownerOf(item);
    const known = of.get(owner);
    if (!owners.has(owner)) rest.push(item);
    else if (known === undefined) of.set(owner, [item]);
    else known.push(item);
  }
  return { of, others: rest };
}
