import { idEnding } from '../model/ids.ts';
import type { Acceptance } from '../model/map-acceptances.ts';
import type { Exclusion } from '../model/map-exclusions.ts';
import { isDay } from '../model/day.ts';
import { saidByPeople } from '../model/map-items.ts';
import { isMapId, pairKey } from '../model/map-registers.ts';
import type { MapTask } from '../model/map-tasks.ts';
import { dependencyKinds, knowledgeLevels, type RegisterName } from '../model/map-value.ts';
import {
  type DraftKnowledge,
  type DraftValue,
  type ImportNote,
  isRecord,
  type MapDraft,
  nameText,
  recordOf,
  type SourceFile,
} from './draft.ts';
import {
  contacts,
  deletion,
  impossibleGroup,
  links,
  numbers,
  seconds,
  share,
  sources,
  text,
  texts,
  value,
  word,
} from './map-file-values.ts';
import { acceptanceOf, exclusionOf, taskOf } from './follow-ups.ts';
import { createMapFileItems, type MapFileItems } from './map-file-items.ts';
import { mapFileSource } from './map-file-write.ts';
import { readYaml, type YamlDocument } from './yaml-source.ts';

type Said = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Does a document look like a map of our own? */
export function isMapFile(value: unknown): boolean {
  return isRecord(value) && value['holdfast'] === 'map';
}

/**
 * Reads maps in our own YAML (`docs/map-file.md`). What cannot be read is told with its line, and
 * so are fields that nobody knows: a mistyped one must not pass for nothing.
 */
export function readMapFiles(files: readonly SourceFile[]): MapDraft {
  const items = createMapFileItems();
  const knowledge: DraftKnowledge[] = [];
  const notes: ImportNote[] = [];
  const tasks: MapTask[] = [];
  const acceptances: Acceptance[] = [];
  const exclusions: Exclusion[] = [];
  for (const file of files) {
    const read = readYaml(file);
    notes.push(...read.notes);
    for (const document of read.documents) {
      const { value, line } = document;
      if (!isRecord(value) || !isMapFile(value)) {
        notes.push({
          kind: 'unreadable',
          file: file.path,
          line,
          text: 'not a map: it does not begin with "holdfast: map"',
        });
        continue;
      }
      if (value['version'] !== undefined && value['version'] !== 1) {
        const text = `version ${JSON.stringify(value['version'])} of the format is not known; it is read as version 1`;
        notes.push({ kind: 'left-out', file: file.path, line: document.lineOf(['version']), text });
      }
      const reader = createReader(file, document, items, knowledge, notes);
      readDocument(reader, value);
      for (const [said, path] of rows(reader, value, 'actions'))
        readAction(reader, said, path, tasks);
      for (const [said, path] of rows(reader, value, 'accepted'))
        readAccepted(reader, said, path, acceptances);
      for (const [said, path] of rows(reader, value, 'not-applicable'))
        readExcluded(reader, said, path, exclusions);
    }
  }
  return { items: items.all(), knowledge, notes, followUps: { tasks, acceptances, exclusions } };
}

type Reader = ReturnType<typeof createReader>;

function createReader(
  file: SourceFile,
  document: YamlDocument,
  items: MapFileItems,
  knowledge: DraftKnowledge[],
  notes: ImportNote[],
) {
  const note = (kind: ImportNote['kind'], path: Path, text: string): void => {
    notes.push({ kind, file: file.path, line: document.lineOf(path), text });
  };
  const seen = new Set<string>();
  return {
    note,
    know(path: Path, one: Omit<DraftKnowledge, 'from' | 'file' | 'line'>): void {
      const line = document.lineOf(path);
      knowledge.push({ ...one, from: mapFileSource, file: file.path, line });
    },
    add(
      register: RegisterName,
      id: string,
      path: Path,
      said: Said,
      fields: Readonly<Record<string, DraftValue | undefined>>,
    ): void {
      const key = `${register} ${id}`;
      if (seen.has(key)) {
        note('duplicate', path, `${id} is there twice among the ${register}. The first is taken.`);
        return;
      }
      seen.add(key);
      const known: Record<string, DraftValue> = {};
      for (const [name, value] of Object.entries(fields))
        if (value !== undefined) known[name] = value;
      const item = {
        register,
        from: mapFileSource,
        ref: id,
        file: file.path,
        line: document.lineOf(path),
        commit: file.commit,
        id,
        fields: known,
        deleted: deletion(said['deleted']),
        sources: sources(said['sources']),
      };
      const problem = items.add(item, said);
      if (problem !== undefined) note('duplicate', path, problem);
    },
    /** Notes the fields that nobody reads. */
    expect(said: Said, path: Path, names: string): void {
      const known = new Set([...names.split(' '), 'deleted', 'sources']);
      for (const name of Object.keys(said)) {
        if (!known.has(name))
          note('left-out', [...path, name], `"${name}" is not a field that is known here.`);
      }
    },
  };
}

function readDocument(reader: Reader, file: Said): void {
  reader.expect(
    file,
    [],
    'holdfast version teams people domains components groups dependencies leaves knowledge actions accepted not-applicable',
  );
  for (const [said, path] of rows(reader, file, 'teams')) {
    const id = idOf(reader, said, path);
    if (id === undefined) continue;
    reader.expect(said, path, 'id name note contacts');
    reader.add('teams', id, path, said, {
      name: nameText(said['name']),
      note: word(said['note']),
      contacts: contacts(said['contacts']),
    });
  }
  for (const [said, path] of rows(reader, file, 'people')) readPerson(reader, said, path);
  for (const [said, path] of rows(reader, file, 'domains')) {
    const id = idOf(reader, said, path);
    if (id === undefined) continue;
    reader.expect(said, path, 'id name kind in note availability mttf-hours mttr-hours');
    const { name, kind, note, in: parent } = said;
    reader.add('domains', id, path, said, {
      name: nameText(name),
      kind: word(kind) ?? 'other',
      parent: word(parent),
      note: word(note),
      ...numbers(said),
    });
  }
  for (const [said, path] of rows(reader, file, 'components')) readComponent(reader, said, path);
  const counts = new Map<string, number>();
  for (const [said, path] of rows(reader, file, 'groups')) readGroup(reader, said, path, counts);
  for (const [said, path] of rows(reader, file, 'dependencies'))
    readNeed(reader, text(said['from']), said, path);
  for (const [said, path] of rows(reader, file, 'leaves'))
    readLeave(reader, text(said['person']), said, path);
  for (const [said, path] of rows(reader, file, 'knowledge'))
    readKnows(reader, text(said['person']), said, path);
}

/** The objects of a list, with where they stand. */
function rows(
  reader: Reader,
  said: Said,
  name: string,
  within: Path = [],
): readonly (readonly [Said, Path])[] {
  const list = said[name];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    reader.note('unreadable', [...within, name], `"${name}" must be a list.`);
    return [];
  }
  return list.flatMap((one: unknown, at): readonly (readonly [Said, Path])[] => {
    const path = [...within, name, at];
    if (isRecord(one)) return [[one, path]];
    // A word alone names a component.
    if (typeof one === 'string' && name === 'needs') return [[{ component: one }, path]];
    reader.note('unreadable', path, `An entry of "${name}" must have fields, such as "name: …".`);
    return [];
  });
}

function idOf(reader: Reader, said: Said, path: Path): string | undefined {
  const given = text(said['id']);
  const name = nameText(said['name']);
  if (name === undefined) {
    reader.note(
      'unreadable',
      path,
      `An entry needs a name${given === '' ? '' : ` (id ${given})`}.`,
    );
    return undefined;
  }
  const id = given === '' ? slug(name) : given;
  if (isMapId(id)) return id;
  reader.note(
    'unreadable',
    path,
    `"${given}" cannot be an id: letters, digits, dots, dashes and underscores, at most 64.`,
  );
  return undefined;
}

function slug(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
  return words === '' ? idEnding('map file', name) : words;
}

function readPerson(reader: Reader, said: Said, path: Path): void {
  const id = idOf(reader, said, path);
  if (id === undefined) return;
  reader.expect(said, path, 'id name role contacts teams aliases leaves knows');
  reader.add('people', id, path, said, {
    name: nameText(said['name']),
    role: word(said['role']),
    contacts: contacts(said['contacts']),
    teams: texts(said['teams']),
    aliases: texts(said['aliases']),
  });
  for (const [one, at] of rows(reader, said, 'leaves', path)) readLeave(reader, id, one, at);
  for (const [one, at] of rows(reader, said, 'knows', path)) readKnows(reader, id, one, at);
}

function readComponent(reader: Reader, said: Said, path: Path): void {
  const id = idOf(reader, said, path);
  if (id === undefined) return;
  reader.expect(
    said,
    path,
    'id name layer type description system tier tags aliases links domains owners staff availability mttf-hours mttr-hours objective needs',
  );
  const owners = recordOf(said['owners']);
  const objective = recordOf(said['objective']);
  reader.expect(owners, [...path, 'owners'], 'people teams');
  reader.expect(objective, [...path, 'objective'], 'availability rto rpo');
  reader.add('components', id, path, said, {
    name: nameText(said['name']),
    layer: word(said['layer']) ?? 'software',
    type: word(said['type']),
    description: word(said['description']),
    system: word(said['system']),
    tier: word(said['tier']),
    tags: texts(said['tags']),
    aliases: texts(said['aliases']),
    links: links(said['links']),
    domains: texts(said['domains']),
    ownerPeople: texts(owners['people']),
    ownerTeams: texts(owners['teams']),
    staff: texts(said['staff']),
    ...numbers(said),
    objectiveAvailability: share(objective['availability']),
    rtoSeconds: seconds(objective['rto']),
    rpoSeconds: seconds(objective['rpo']),
  });
  for (const [one, at] of rows(reader, said, 'needs', path)) readNeed(reader, id, one, at);
}

function readNeed(reader: Reader, from: string, said: Said, path: Path): void {
  const to = text(said['component']);
  reader.expect(said, path, 'from component kind note');
  if (!isMapId(from) || !isMapId(to)) {
    reader.note('unreadable', path, 'A dependency names the components that it is between.');
    return;
  }
  const kind = dependencyKinds.find((one) => one === (said['kind'] ?? 'hard'));
  if (kind === undefined) {
    const kinds = dependencyKinds.join(', ');
    reader.note('left-out', path, `A dependency is one of: ${kinds}. It is taken as hard.`);
  }
  const fields = { kind: kind ?? 'hard', note: word(said['note']) };
  reader.add('dependencies', pairKey(from, to), path, said, fields);
}

function readGroup(reader: Reader, said: Said, path: Path, counts: Map<string, number>): void {
  const component = text(said['component']);
  const count = (counts.get(component) ?? 0) + 1;
  counts.set(component, count);
  const id = text(said['id']) || `${component.slice(0, 48)}-group-${count}`;
  if (!isMapId(component) || !isMapId(id)) {
    reader.note('unreadable', path, 'A group names the component that needs it.');
    return;
  }
  reader.expect(said, path, 'id component name needs of standby failover beta');
  const impossible = impossibleGroup(said);
  if (impossible !== undefined) reader.note('unreadable', [...path, 'needs'], impossible);
  const failover = recordOf(said['failover']);
  reader.expect(failover, [...path, 'failover'], 'needs by-hand');
  reader.add('groups', id, path, said, {
    component,
    name: nameText(said['name']),
    needs: value(said['needs']),
    members: texts(said['of']),
    standby: texts(said['standby']),
    failoverNeeds: texts(failover['needs']),
    failoverByHand: value(failover['by-hand']),
    beta: value(said['beta']),
  });
}

function readAction(reader: Reader, said: Said, path: Path, tasks: MapTask[]): void {
  reader.expect(said, path, 'id text owner due state component person created decided');
  const task = taskOf(said);
  if (task !== undefined) tasks.push(task);
  else
    reader.note('unreadable', path, 'An action item has an id, and a text that says what to do.');
}

function readAccepted(reader: Reader, said: Said, path: Path, acceptances: Acceptance[]): void {
  reader.expect(said, path, 'finding until reason accepted');
  const acceptance = acceptanceOf(said);
  if (acceptance !== undefined) acceptances.push(acceptance);
  else
    reader.note(
      'unreadable',
      path,
      'An accepted finding has the finding, a day until which it is accepted, and a reason.',
    );
}

function readLeave(reader: Reader, person: string, said: Said, path: Path): void {
  const [from, to] = [text(said['from']), text(said['to'])];
  const id = text(said['id']) || idEnding('leave', person, from, to);
  reader.expect(said, path, 'id person from to note');
  if (!isMapId(person) || !isMapId(id) || !isDay(from) || !isDay(to)) {
    reader.note(
      'unreadable',
      path,
      'A leave has a person, and from and to as days such as 2026-12-24.',
    );
    return;
  }
  reader.add('leaves', id, path, said, { person, from, to, note: word(said['note']) });
}

function readKnows(reader: Reader, person: string, said: Said, path: Path): void {
  const component = text(said['component']);
  const level = knowledgeLevels.find((one) => one === said['level']);
  const on = text(said['on']);
  reader.expect(said, path, 'person component level on source note');
  if (!isMapId(person) || !isMapId(component) || level === undefined || !isDay(on)) {
    reader.note(
      'unreadable',
      path,
      `Knowledge has a person, a component, a level (${knowledgeLevels.join(', ')}) and a day: on.`,
    );
    return;
  }
  const source = text(said['source']) || saidByPeople;
  reader.know(path, { person, component, level, on, source, note: text(said['note']) });
}

function readExcluded(reader: Reader, said: Said, path: Path, exclusions: Exclusion[]): void {
  reader.expect(said, path, 'component scenario until reason said');
  const exclusion = exclusionOf(said);
  if (exclusion !== undefined) exclusions.push(exclusion);
  else
    reader.note(
      'unreadable',
      path,
      'What does not apply has a component, a scenario, a day until which that holds, and a reason.',
    );
}
