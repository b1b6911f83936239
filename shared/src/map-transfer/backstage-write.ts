import { stringify } from 'yaml';
import type { MapComponent, MapPerson, MapTeam, MapValue } from '../model/map-value.ts';

/** Holdfast's own namespace for what Backstage has no field for. */
const annotation = 'holdfast.dev';

/**
 * The map as a Backstage catalog: components (of the software layer) and resources (of the others),
 * systems, groups and users. What Backstage cannot say is left out: redundancy groups, domains,
 * numbers, knowledge. Our own YAML has all of it.
 */
export function writeBackstage(map: MapValue): string {
  const names = createNames(map);
  const systems = new Set([...map.components.values()].flatMap(({ system }) => system || []));
  const entities = [
    ...[...map.teams.values()].map((team) => groupOf(team, names)),
    ...[...map.people.values()].map((person) => userOf(person, names)),
    ...[...systems].toSorted().map((system) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: entityName(system), title: system },
      spec: { owner: 'unknown' },
    })),
    ...[...map.components.values()].map((one) => componentOf(one, map, names)),
  ];
  return entities
    .map((entity) => `---\n${stringify(entity, { lineWidth: 0, aliasDuplicateObjects: false })}`)
    .join('');
}

interface Names {
  of(kind: 'component' | 'group' | 'user', id: string): string;
}

/** Names that Backstage allows, each once within its kind. */
function createNames(map: MapValue): Names {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const give = (kind: string, id: string, name: string): void => {
    const base = entityName(name);
    let given = base;
    for (let n = 2; taken.has(`${kind} ${given.toLowerCase()}`); n += 1)
      given = `${base.slice(0, 58)}-${n}`;
    taken.add(`${kind} ${given.toLowerCase()}`);
    names.set(`${kind} ${id}`, given);
  };
  for (const { id, name, sources } of map.components.values()) {
    const ref = sources.find(({ from }) => from === 'backstage')?.ref;
    give('component', id, ref?.slice(ref.lastIndexOf('/') + 1) ?? name);
  }
  for (const { id, name } of map.teams.values()) give('group', id, name);
  for (const { id, name } of map.people.values()) give('user', id, name);
  return { of: (kind, id) => names.get(`${kind} ${id}`) ?? entityName(id) };
}

function entityName(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[-_.]+|[-_.]+$/g, '')
    .slice(0, 63)
    .replace(/[-_.]+$/, '');
  return name === '' ? 'unnamed' : name;
}

function kindOf({ layer }: MapComponent): 'Component' | 'Resource' {
  return layer === 'software' ? 'Component' : 'Resource';
}

function componentOf(one: MapComponent, map: MapValue, names: Names): object {
  const needs = [...map.dependencies.values()]
    .filter(({ from }) => from === one.id)
    .map(({ to }) => to);
  const grouped = [...map.groups.values()]
    .filter(({ component }) => component === one.id)
    .flatMap(({ members }) => members);
  const dependsOn = [...new Set([...needs, ...grouped])].map((id) => {
    const to = map.components.get(id);
    return `${(to === undefined ? 'Component' : kindOf(to)).toLowerCase()}:default/${names.of('component', id)}`;
  });
  const [team] = one.ownerTeams;
  const [person] = one.ownerPeople;
  const owner =
    team === undefined
      ? person === undefined
        ? 'unknown'
        : `user:default/${names.of('user', person)}`
      : `group:default/${names.of('group', team)}`;
  const tags = one.tags.map((tag) =>
    tag
      .toLowerCase()
      .replace(/[^a-z0-9+#:-]+/g, '-')
      .slice(0, 63),
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kindOf(one),
    metadata: {
      name: names.of('component', one.id),
      title: one.name,
      ...(one.description === '' ? {} : { description: one.description }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(one.links.length === 0
        ? {}
        : {
            links: one.links.map(({ url, title }) => ({ url, ...(title === '' ? {} : { title }) })),
          }),
      annotations: { [`${annotation}/id`]: one.id, [`${annotation}/layer`]: one.layer },
    },
    spec: {
      type: one.type || (one.layer === 'software' ? 'service' : one.layer),
      ...(one.layer === 'software' ? { lifecycle: 'production' } : {}),
      owner,
      ...(one.system === '' ? {} : { system: entityName(one.system) }),
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
    },
  };
}

function groupOf({ id, name, note, contacts }: MapTeam, names: Names): object {
  const email = contacts.find(({ kind }) => kind === 'email')?.value;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: names.of('group', id), ...(note === '' ? {} : { description: note }) },
    spec: {
      type: 'team',
      profile: { displayName: name, ...(email === undefined ? {} : { email }) },
      children: [],
    },
  };
}

function userOf({ id, name, contacts, teams }: MapPerson, names: Names): object {
  const email = contacts.find(({ kind }) => kind === 'email')?.value;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: names.of('user', id) },
    spec: {
      profile: { displayName: name, ...(email === undefined ? {} : { email }) },
      memberOf: teams.map((team) => names.of('group', team)),
    },
  };
}
