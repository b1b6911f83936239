import type { Contact, MapLink } from '../model/map-value.ts';
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
  wordText,
} from './draft.ts';
import { readYaml, type YamlDocument } from './yaml-source.ts';

/** Does a document look like GitLab's service catalog, or the list of teams that goes with it? */
export function isGitlabCatalog(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const isNamed = (one: unknown): boolean => isRecord(one) && typeof one['name'] === 'string';
  const hasServices = listOf(value['services']).some(
    (one) =>
      isNamed(one) &&
      isRecord(one) &&
      ('technical' in one || 'friendly_name' in one || 'tier' in one),
  );
  const hasTeams = listOf(value['teams']).some(
    (one) => isNamed(one) && isRecord(one) && ('slack_channel' in one || 'oncall_schedule' in one),
  );
  return hasServices || hasTeams;
}

interface Named {
  readonly name: string;
  readonly said: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/**
 * Reads a service catalog as GitLab keeps it: services with what they need and their teams, and the
 * list of teams. A service that is needed and not listed is noted, and the dependency kept.
 */
export function readGitlabCatalog(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('gitlab');
  const services: Named[] = [];
  const teams: Named[] = [];
  for (const file of files) {
    const { documents, notes } = readYaml(file);
    draft.notes.push(...notes);
    for (const document of documents) {
      services.push(...named(document, 'services', file));
      teams.push(...named(document, 'teams', file));
    }
  }
  addTeams(draft, teams);
  const isListed = new Set(services.map(({ name }) => name));
  const seen = new Set<string>();
  for (const service of services) {
    if (seen.has(service.name)) {
      draft.note(
        'duplicate',
        service.place,
        `The service ${service.name} is listed twice. The first is taken.`,
      );
      continue;
    }
    seen.add(service.name);
    addService(draft, service, teams.length > 0);
    for (const one of listOf(recordOf(service.said['technical'])['dependencies'])) {
      const to = nameText(recordOf(one)['service']);
      if (to === undefined) continue;
      if (!isListed.has(to)) {
        draft.note('dangling', service.place, danglingText(service.name, 'depends on', to));
      }
      draft.need(
        draft.idOf('components', service.name),
        draft.idOf('components', to),
        service.place,
      );
    }
  }
  return draft.done();
}

function named(document: YamlDocument, list: string, file: SourceFile): readonly Named[] {
  return listOf(recordOf(document.value)[list]).flatMap((one, at) => {
    const said = recordOf(one);
    const name = nameText(said['name']);
    const line = document.lineOf([list, at]);
    return name === undefined
      ? []
      : [{ name, said, place: { file: file.path, line, commit: file.commit } }];
  });
}

function addTeams(draft: DraftBuilder, teams: readonly Named[]): void {
  for (const { name, said, place } of teams) {
    if (draft.has('teams', name)) {
      draft.note('duplicate', place, `The team ${name} is listed twice. The first is taken.`);
      continue;
    }
    const contacts: Contact[] = [];
    const channel = wordText(said['slack_channel']);
    if (channel !== undefined) contacts.push({ kind: 'chat', value: `#${channel}` });
    const schedule = wordText(said['oncall_schedule']);
    if (schedule !== undefined) contacts.push({ kind: 'on-call', value: schedule });
    const note = typeof said['url'] === 'string' ? said['url'] : undefined;
    draft.add('teams', name, place, { name, note, contacts });
  }
}

function addService(draft: DraftBuilder, { name, said, place }: Named, hasTeams: boolean): void {
  const technical = recordOf(said['technical']);
  const business = recordOf(said['business']);
  const owners = listOf(said['teams']).flatMap((one) => nameText(one) ?? []);
  for (const team of owners) {
    if (draft.has('teams', team)) continue;
    // Without the list of teams nobody says that there are others.
    if (hasTeams) draft.note('dangling', place, danglingText(name, 'is owned by', team));
    draft.add('teams', team, place, { name: team });
  }
  const shown = nameText(said['friendly_name']) ?? name;
  draft.add('components', name, place, {
    name: shown,
    layer: 'software',
    type: 'service',
    description: proseText(business['requirement']),
    tier: wordText(said['tier']),
    aliases: shown === name ? [] : [name],
    links: linksOf(technical),
    ownerTeams: [...new Set(owners)].map((team) => draft.idOf('teams', team)),
  });
}

function linksOf(technical: Readonly<Record<string, unknown>>): readonly MapLink[] {
  const documents = recordOf(technical['documents']);
  const all: readonly (readonly [string, unknown])[] = [
    ...listOf(technical['project']).map((url) => ['Project', url] as const),
    ['Architecture', documents['architecture']],
    ...listOf(documents['service']).map((url) => ['Documentation', url] as const),
  ];
  const links = new Map<string, string>();
  for (const [title, url] of all) {
    if (typeof url === 'string' && url.trim() !== '' && !links.has(url)) {
      links.set(url, title);
    }
  }
  return Array.from(links, ([url, title]) => ({ url, title }));
}
