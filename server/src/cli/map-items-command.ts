import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapComponent, MapPerson, MapValue } from '@holdfast/shared/model/map-value';
import { closest } from '../closest.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, table } from './output.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export type MapItemKind = 'components' | 'people';

interface ListMapDeps extends WorkspaceCommandDeps {
  readonly kind: MapItemKind;
}

/** Lists the components or the people of the map: one line each, or a JSON array. */
export async function listMapItems(deps: ListMapDeps): Promise<ExitCode> {
  return withMap(deps, (map) => {
    const items = byName([...map[deps.kind].values()]);
    if (deps.json) deps.output.data(jsonText(items));
    else if (items.length > 0) {
      deps.output.data(table(deps.kind === 'components' ? componentRows(map) : personRows(map)));
    }
  });
}

/** Shows one component or person, by id or name. */
export async function showMapItem(
  deps: WorkspaceCommandDeps & { readonly kind: 'component' | 'person'; readonly wanted: string },
): Promise<ExitCode> {
  return withMap(deps, (map) => {
    const { kind, wanted, output } = deps;
    const item =
      kind === 'component'
        ? find([...map.components.values()], wanted, kind)
        : find([...map.people.values()], wanted, kind);
    if (deps.json) output.data(jsonText(item));
    else {
      const lines = 'layer' in item ? componentLines(map, item) : personLines(map, item);
      output.data(table(lines.filter(([, value]) => value !== '')));
    }
  });
}

function withMap(deps: WorkspaceCommandDeps, work: (map: MapValue) => void): Promise<ExitCode> {
  return withExistingSession(deps, async (session) => {
    const doc = await session.read(mapDocument);
    if (doc !== undefined) work(readMap(doc));
    else if (deps.json) deps.output.data('[]');
    doc?.destroy();
    return exitCodes.ok;
  });
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

function find<T extends Named>(items: readonly T[], wanted: string, kind: string): T {
  const folded = wanted.trim().toLowerCase();
  const isCalled = ({ name, aliases }: Named): boolean =>
    [name, ...aliases].some((one) => one.toLowerCase() === folded);
  const found = items.filter(({ id }) => id === wanted);
  const called = found.length > 0 ? found : items.filter(isCalled);
  const [only, ...others] = called;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    const ids = called.map(({ id }) => id).join(', ');
    throw new CommandError(`${called.length} are called ${wanted}. Name one by its id: ${ids}.`);
  }
  const guess = closest(
    wanted,
    items.map(({ name }) => name),
  );
  throw new CommandError(
    `There is no ${kind} called ${wanted} in the map.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
  );
}

function byName<T extends Named>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

function namesOf(
  items: ReadonlyMap<string, { readonly name: string }>,
  ids: readonly string[],
): string {
  return ids.map((id) => items.get(id)?.name ?? id).join(', ');
}

function ownersOf(map: MapValue, { ownerPeople, ownerTeams }: MapComponent): string {
  return [namesOf(map.teams, ownerTeams), namesOf(map.people, ownerPeople)]
    .filter((one) => one !== '')
    .join(', ');
}

function needsOf(map: MapValue, id: string): readonly string[] {
  return [...map.dependencies.values()].flatMap(({ from, to, kind }) => {
    if (from !== id) return [];
    const name = map.components.get(to)?.name ?? to;
    return [kind === 'hard' ? name : `${name} (${kind})`];
  });
}

function componentRows(map: MapValue): readonly (readonly string[])[] {
  const needs = new Map<string, number>();
  for (const { from } of map.dependencies.values()) needs.set(from, (needs.get(from) ?? 0) + 1);
  return [
    ['NAME', 'LAYER', 'TYPE', 'OWNERS', 'NEEDS', 'ID'],
    ...byName([...map.components.values()]).map((one) => [
      one.name,
      one.layer,
      one.type,
      ownersOf(map, one),
      String(needs.get(one.id) ?? 0),
      one.id,
    ]),
  ];
}

function personRows(map: MapValue): readonly (readonly string[])[] {
  return [
    ['NAME', 'ROLE', 'TEAMS', 'CONTACTS', 'KNOWS', 'ID'],
    ...byName([...map.people.values()]).map((one) => [
      one.name,
      one.role,
      namesOf(map.teams, one.teams),
      one.contacts.map(({ kind, value }) => `${kind} ${value}`).join(', '),
      String(knownBy(map, one.id).length),
      one.id,
    ]),
  ];
}

function knownBy(map: MapValue, person: string) {
  return [...map.knowledge.values()].filter((one) => one.person === person && one.level !== 'none');
}

function componentLines(map: MapValue, one: MapComponent): readonly (readonly [string, string])[] {
  const { availability, rtoSeconds, rpoSeconds } = one.objective;
  const neededBy = [...map.dependencies.values()].flatMap(({ from, to }) =>
    to === one.id ? [from] : [],
  );
  const groups = [...map.groups.values()].filter(({ component }) => component === one.id);
  const knows = [...map.knowledge.values()].filter(
    ({ component, level }) => component === one.id && level !== 'none',
  );
  return [
    ['Component', one.id],
    ['Name', one.name],
    ['Layer', one.layer],
    ['Type', one.type],
    ['System', one.system],
    ['Tier', one.tier],
    ['Also called', one.aliases.join(', ')],
    ['Tags', one.tags.join(', ')],
    ['Description', one.description.replace(/\s+/g, ' ')],
    ['Owners', ownersOf(map, one)],
    ['Staff', namesOf(map.people, one.staff)],
    ['Failure domains', namesOf(map.domains, one.domains)],
    ['Availability', one.availability === undefined ? '' : String(one.availability)],
    ['Availability objective', availability === undefined ? '' : String(availability)],
    ['RTO', rtoSeconds === undefined ? '' : `${rtoSeconds} s`],
    ['RPO', rpoSeconds === undefined ? '' : `${rpoSeconds} s`],
    ['Needs', needsOf(map, one.id).join(', ')],
    ...groups.map(({ needs, members }): [string, string] => [
      'Needs',
      `${needs} of ${members.length}: ${namesOf(map.components, members)}`,
    ]),
    ['Needed by', namesOf(map.components, neededBy)],
    ...knows.map(({ person, level, on, source }): [string, string] => [
      level === 'lead' ? 'Can lead' : level === 'operate' ? 'Can operate' : 'Has seen it',
      `${map.people.get(person)?.name ?? person} (${source}, ${on})`,
    ]),
    ...one.links.map(({ url, title }): [string, string] => ['Link', `${title} ${url}`.trim()]),
    ...one.sources.map(({ from, file, line, commit }): [string, string] => [
      'Imported from',
      `${from}: ${file}${line === undefined ? '' : `:${line}`}${commit === undefined ? '' : ` at ${commit.slice(0, 10)}`}`,
    ]),
  ];
}

function personLines(map: MapValue, one: MapPerson): readonly (readonly [string, string])[] {
  const leaves = [...map.leaves.values()].filter(({ person }) => person === one.id);
  return [
    ['Person', one.id],
    ['Name', one.name],
    ['Role', one.role],
    ['Teams', namesOf(map.teams, one.teams)],
    ...one.contacts.map(({ kind, value }): [string, string] => ['Contact', `${kind} ${value}`]),
    ...leaves.map(({ from, to, note }): [string, string] => [
      'Away',
      `${from} to ${to} ${note}`.trim(),
    ]),
    ...knownBy(map, one.id).map(({ component, level, on, source }): [string, string] => [
      level === 'lead' ? 'Can lead' : level === 'operate' ? 'Can operate' : 'Has seen',
      `${map.components.get(component)?.name ?? component} (${source}, ${on})`,
    ]),
  ];
}
