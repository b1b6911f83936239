import type { Contact, Layer, MapLink } from '../model/map-value.ts';
import {
  createDraft,
  danglingText,
  type DraftBuilder,
  isRecord,
  listOf,
  type MapDraft,
  nameText,
  type Place,
  proseText,
  recordOf,
  type SourceFile,
  wordList,
  wordText,
} from './draft.ts';
import { readYaml } from './yaml-source.ts';

/** An entity of a catalog (backstage.io/docs/features/software-catalog/descriptor-format). */
interface Entity {
  readonly kind: string;
  /** `kind:namespace/name`, in lower case: references do not care for case. */
  readonly ref: string;
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

const from = 'backstage';
/** Kinds that are components of the map. */
const componentKinds: ReadonlySet<string> = new Set(['component', 'resource']);

/** Does a document look like an entity of a catalog? */
export function isBackstageEntity(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['apiVersion'] === 'string' &&
    value['apiVersion'].startsWith('backstage.io/') &&
    typeof value['kind'] === 'string'
  );
}

/**
 * Reads Backstage catalogs. Components and resources become components; groups teams; users people.
 * A system gives its name to the components in it. APIs are not components: who consumes one needs
 * whoever provides it. What is referred to and in no file is noted, and the dependency kept.
 */
export function readBackstage(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft(from);
  const entities = new Map<string, Entity>();
  for (const file of files) {
    const { documents, notes } = readYaml(file);
    draft.notes.push(...notes);
    for (const { value, line } of documents) {
      const entity = readEntity(value, { file: file.path, line, commit: file.commit });
      if (entity === undefined) continue;
      const known = entities.get(entity.ref);
      if (known === undefined) entities.set(entity.ref, entity);
      else {
        const text = `${entity.ref} is there already: ${placeText(known.place)}. The first is taken.`;
        draft.note('duplicate', entity.place, text);
      }
    }
  }
  for (const entity of entities.values()) addEntity(draft, entity, entities);
  for (const entity of entities.values()) addRelations(draft, entity, entities);
  return draft.done();
}

function placeText({ file, line }: Place): string {
  return line === undefined ? file : `${file}, line ${line}`;
}

function readEntity(value: unknown, place: Place): Entity | undefined {
  if (!isRecord(value) || !isBackstageEntity(value)) return undefined;
  const metadata = recordOf(value['metadata']);
  const name = nameText(metadata['name']);
  const kind = String(value['kind']).toLowerCase();
  if (name === undefined) return undefined;
  const namespace = wordText(metadata['namespace']) ?? 'default';
  const ref = `${kind}:${namespace}/${name}`.toLowerCase();
  return { kind, ref, name, metadata, spec: recordOf(value['spec']), place };
}

/** A reference `[kind:][namespace/]name` in full, in lower case. */
function fullRef(said: unknown, kind: string, of: Entity): string | undefined {
  if (isRecord(said)) {
    const name = nameText(said['name']);
    if (name === undefined) return undefined;
    const namespace = wordText(said['namespace']) ?? namespaceOf(of);
    return `${wordText(said['kind']) ?? kind}:${namespace}/${name}`.toLowerCase();
  }
  const text = nameText(said)?.toLowerCase();
  const match = text === undefined ? null : /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(text);
  if (match === null) return undefined;
  return `${match[1] ?? kind}:${match[2] ?? namespaceOf(of)}/${match[3] ?? ''}`;
}

function namespaceOf({ ref }: Entity): string {
  return ref.slice(ref.indexOf(':') + 1, ref.indexOf('/'));
}

type Entities = ReadonlyMap<string, Entity>;

function addEntity(draft: DraftBuilder, entity: Entity, entities: Entities): void {
  const { kind, metadata, spec, place, ref } = entity;
  const profile = recordOf(spec['profile']);
  const name = nameText(metadata['title']) ?? nameText(profile['displayName']) ?? entity.name;
  if (componentKinds.has(kind)) {
    const type = wordText(spec['type']) ?? kind;
    draft.add('components', ref, place, {
      name,
      layer: layerOf(kind, type),
      type,
      description: proseText(metadata['description']),
      system: systemOf(draft, entity, entities),
      tags: wordList(metadata['tags']),
      aliases: name === entity.name ? [] : [entity.name],
      links: linksOf(metadata['links']),
    });
  } else if (kind === 'group') {
    draft.add('teams', ref, place, {
      name,
      note: proseText(metadata['description']),
      contacts: emailOf(profile),
    });
  } else if (kind === 'user') {
    const aliases = name === entity.name ? [] : [entity.name];
    draft.add('people', ref, place, { name, aliases, contacts: emailOf(profile) });
  }
}

const hardware: ReadonlySet<string> = new Set(['server', 'host', 'machine', 'node', 'hardware']);
const network: ReadonlySet<string> = new Set(['dns', 'network', 'load-balancer', 'cdn', 'vpn']);

function layerOf(kind: string, type: string): Layer {
  if (kind !== 'resource') return 'software';
  if (hardware.has(type)) return 'hardware';
  return network.has(type) ? 'network' : 'software';
}

function systemOf(draft: DraftBuilder, entity: Entity, entities: Entities): string | undefined {
  const ref = fullRef(entity.spec['system'], 'system', entity);
  if (ref === undefined) return undefined;
  const system = entities.get(ref);
  if (system === undefined) {
    draft.note('dangling', entity.place, danglingText(entity.ref, 'is part of', ref));
  }
  return wordText(system?.metadata['title']) ?? system?.name ?? ref.slice(ref.indexOf('/') + 1);
}

function linksOf(value: unknown): readonly MapLink[] {
  return listOf(value).flatMap((one) => {
    const { url, title } = recordOf(one);
    return typeof url === 'string' ? [{ url, title: nameText(title) ?? '' }] : [];
  });
}

function emailOf(profile: Readonly<Record<string, unknown>>): readonly Contact[] {
  const email = wordText(profile['email']);
  return email === undefined ? [] : [{ kind: 'email', value: email }];
}

function addRelations(draft: DraftBuilder, entity: Entity, entities: Entities): void {
  const { kind, spec, ref, place } = entity;
  const refs = (field: string, of: string): readonly string[] => {
    const said = spec[field];
    const list = Array.isArray(said) ? said : said === undefined || said === null ? [] : [said];
    return list.flatMap((one) => fullRef(one, of, entity) ?? []);
  };
  const check = (to: string, words: string): void => {
    if (!entities.has(to)) draft.note('dangling', place, danglingText(ref, words, to));
  };
  if (kind === 'user' || kind === 'group') addMembership(draft, entity, refs, entities);
  if (!componentKinds.has(kind)) return;
  const id = draft.idOf('components', ref);
  const idOf = (to: string): string => draft.idOf('components', to);

  for (const owner of refs('owner', 'group')) {
    // What catalogs say by custom where nobody owns something.
    if (owner.endsWith('/unknown') && !entities.has(owner)) continue;
    check(owner, 'is owned by');
    if (!entities.has(owner)) continue;
    if (owner.startsWith('user:')) {
      draft.add('components', ref, place, { ownerPeople: [draft.idOf('people', owner)] });
    } else if (owner.startsWith('group:')) {
      draft.add('components', ref, place, { ownerTeams: [draft.idOf('teams', owner)] });
    }
  }
  for (const to of refs('dependsOn', 'component')) {
    check(to, 'depends on');
    // What no file has may be anything: it is kept aside, whatever it is called.
    if (isComponentRef(to) || !entities.has(to)) draft.need(id, idOf(to), place);
    else draft.note('left-out', place, `${ref} depends on ${to}, which is no component.`);
  }
  for (const by of refs('dependencyOf', 'component')) {
    check(by, 'is needed by');
    if (isComponentRef(by)) draft.need(idOf(by), id, place);
  }
  for (const whole of refs('subcomponentOf', 'component')) {
    check(whole, 'is part of');
    if (isComponentRef(whole)) draft.need(idOf(whole), id, place, { note: 'Part of it' });
  }
  for (const api of refs('consumesApis', 'api')) {
    const providers = providersOf(api, entities);
    if (!entities.has(api) && providers.length === 0) check(api, 'uses');
    for (const provider of providers) {
      draft.need(id, idOf(provider), place, { note: `Uses ${api}` });
    }
  }
}

function isComponentRef(ref: string): boolean {
  return componentKinds.has(ref.slice(0, ref.indexOf(':')));
}

function providersOf(api: string, entities: Entities): readonly string[] {
  const providers: string[] = [];
  for (const entity of entities.values()) {
    if (!componentKinds.has(entity.kind)) continue;
    const provides = listOf(entity.spec['providesApis']);
    if (provides.some((one) => fullRef(one, 'api', entity) === api)) providers.push(entity.ref);
  }
  return providers;
}

function addMembership(
  draft: DraftBuilder,
  { kind, ref, place }: Entity,
  refs: (field: string, of: string) => readonly string[],
  entities: Entities,
): void {
  if (kind === 'user') {
    const teams = refs('memberOf', 'group').filter((group) => {
      if (entities.has(group)) return true;
      draft.note('dangling', place, danglingText(ref, 'is in', group));
      return false;
    });
    const ids = teams.map((team) => draft.idOf('teams', team));
    if (ids.length > 0) draft.add('people', ref, place, { teams: ids });
    return;
  }
  for (const user of refs('members', 'user')) {
    if (entities.has(user)) addTeam(draft, user, draft.idOf('teams', ref), place);
    else draft.note('dangling', place, danglingText(ref, 'has the member', user));
  }
}

function addTeam(draft: DraftBuilder, user: string, team: string, place: Place): void {
  const known = draft.fieldsOf('people', user)['teams'];
  const teams = isTexts(known) ? known : [];
  draft.add('people', user, place, { teams: [...new Set([...teams, team])] });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
