import { z } from 'zod/mini';
import {
  type FieldReader,
  readContacts,
  readDeletion,
  readLinks,
  readSources,
} from './map-fields.ts';
import { anchorField, pairEnds, type RawItem } from './map-registers.ts';
import {
  type Deletion,
  dependencyKinds,
  domainKinds,
  type FailureDomain,
  type FailureNumbers,
  type Knowledge,
  type KnowledgeEvidence,
  knowledgeLevels,
  layers,
  type Leave,
  type MapComponent,
  type MapDependency,
  type MapPerson,
  type MapProblem,
  type MapTeam,
  type Objective,
  type Provenance,
  type RedundancyGroup,
  type RegisterName,
} from './map-value.ts';

/** One item as its own registers say, before anybody asked whether what it refers to is here. */
export interface ReadItem<T> {
  /** Absent where the item is not whole. */
  readonly item: T | undefined;
  readonly problems: readonly MapProblem[];
}

interface Base {
  readonly id: string;
  readonly sources: readonly Provenance[];
  readonly deleted: Deletion | undefined;
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const hoursMost = 24 * 365 * 1_000;
const secondsMost = hoursMost * 3_600;
const wholeSchema = z.int().check(z.gte(1), z.lte(10_000));
const noObjective: Objective = {};

/** Ids may be chosen by people and imports: a name that cannot be read is shown by its id. */
function component({ id, sources, deleted }: Base, fields: FieldReader): MapComponent {
  const item: Mutable<MapComponent> = {
    id,
    sources,
    name: fields.text('name') || id,
    layer: fields.oneOf('layer', layers) ?? 'software',
    type: fields.text('type'),
    description: fields.text('description'),
    system: fields.text('system'),
    tier: fields.text('tier'),
    tags: fields.set('tags'),
    aliases: fields.set('aliases'),
    links: readLinks(fields),
    domains: fields.set('domains'),
    ownerPeople: fields.set('ownerPeople'),
    ownerTeams: fields.set('ownerTeams'),
    staff: fields.set('staff'),
    objective: objective(fields),
  };
  if (deleted !== undefined) item.deleted = deleted;
  addFailureNumbers(item, fields);
  return item;
}

function objective(fields: FieldReader): Objective {
  const availability = fields.number('objectiveAvailability', 0, 1);
  const rtoSeconds = fields.number('rtoSeconds', 0, secondsMost);
  const rpoSeconds = fields.number('rpoSeconds', 0, secondsMost);
  if (availability === undefined && rtoSeconds === undefined && rpoSeconds === undefined) {
    return noObjective;
  }
  return {
    ...(availability === undefined ? {} : { availability }),
    ...(rtoSeconds === undefined ? {} : { rtoSeconds }),
    ...(rpoSeconds === undefined ? {} : { rpoSeconds }),
  };
}

function addFailureNumbers(item: Mutable<FailureNumbers>, fields: FieldReader): void {
  const availability = fields.number('availability', 0, 1);
  if (availability !== undefined) item.availability = availability;
  const mttfHours = fields.number('mttfHours', 0, hoursMost);
  if (mttfHours !== undefined) item.mttfHours = mttfHours;
  const mttrHours = fields.number('mttrHours', 0, hoursMost);
  if (mttrHours !== undefined) item.mttrHours = mttrHours;
}

/** What cannot be read is hard: that never hides a failure. */
function dependency(base: Base, fields: FieldReader): MapDependency | undefined {
  const ends = pairEnds(base.id);
  if (ends === undefined) return undefined;
  const item: Mutable<MapDependency> = {
    id: base.id,
    sources: base.sources,
    from: ends[0],
    to: ends[1],
    kind: fields.oneOf('kind', dependencyKinds) ?? 'hard',
    note: fields.text('note'),
  };
  if (base.deleted !== undefined) item.deleted = base.deleted;
  return item;
}

function group(base: Base, fields: FieldReader): RedundancyGroup {
  const members = fields.set('members');
  const beta = fields.number('beta', 0, 1);
  return {
    ...marked(base),
    component: fields.text('component'),
    name: fields.text('name'),
    // Needing all of them never hides a failure.
    needs: fields.as('needs', wholeSchema) ?? Math.max(1, members.length),
    members,
    standby: fields.set('standby').filter((one) => members.includes(one)),
    failoverNeeds: fields.set('failoverNeeds'),
    failoverByHand: fields.flag('failoverByHand'),
    ...(beta === undefined ? {} : { beta }),
  };
}

function domain(base: Base, fields: FieldReader): FailureDomain {
  const parent = fields.text('parent');
  const item: Mutable<FailureDomain> = {
    ...marked(base),
    name: fields.text('name') || base.id,
    kind: fields.oneOf('kind', domainKinds) ?? 'other',
    note: fields.text('note'),
  };
  if (parent !== '') item.parent = parent;
  addFailureNumbers(item, fields);
  return item;
}

function person(base: Base, fields: FieldReader): MapPerson {
  return {
    ...marked(base),
    name: fields.text('name') || base.id,
    role: fields.text('role'),
    contacts: readContacts(fields),
    teams: fields.set('teams'),
    aliases: fields.set('aliases'),
  };
}

function team(base: Base, fields: FieldReader): MapTeam {
  return {
    ...marked(base),
    name: fields.text('name') || base.id,
    note: fields.text('note'),
    contacts: readContacts(fields),
  };
}

function leave(base: Base, fields: FieldReader): Leave | undefined {
  const from = fields.day('from');
  const to = fields.day('to');
  if (from === '' || to === '') return undefined;
  return { ...marked(base), person: fields.text('person'), from, to, note: fields.text('note') };
}

function marked({ id, sources, deleted }: Base) {
  return deleted === undefined ? { id, sources } : { id, sources, deleted };
}

/** What a register's items are read by. */
export const itemReaders = {
  components: component,
  dependencies: dependency,
  groups: group,
  domains: domain,
  people: person,
  teams: team,
  leaves: leave,
} as const;

const noProblems: readonly MapProblem[] = [];

/** Reads one item. Never throws on what other versions or other tools wrote. */
export function readItem<T>(
  register: RegisterName,
  id: string,
  raw: RawItem,
  fields: FieldReader,
  read: (base: Base, fields: FieldReader) => T | undefined,
): ReadItem<T> {
  let problems: MapProblem[] | undefined;
  fields.start(raw, (field) => {
    problems ??= [];
    problems.push({ kind: 'bad-value', register, id, field });
  });
  const anchor = anchorField[register];
  const base = { id, sources: readSources(fields), deleted: readDeletion(fields) };
  const item = raw.has(anchor) ? read(base, fields) : undefined;
  if (item !== undefined) return { item, problems: problems ?? noProblems };
  const incomplete: MapProblem = { kind: 'incomplete', register, id, field: anchor };
  return { item, problems: [...(problems ?? noProblems), incomplete] };
}

const evidenceSchema = z.object({
  level: z.enum(knowledgeLevels),
  on: z.iso.date(),
  note: z.optional(z.string()),
  from: z.optional(z.string()),
  place: z.optional(z.string()),
});

/** The source of what people say themselves. */
export const saidByPeople = 'said';

/** Reads what one person knows of one component: a register for each source. */
export function readKnowledge(id: string, raw: RawItem): ReadItem<Knowledge> {
  const problems: MapProblem[] = [];
  const evidence: KnowledgeEvidence[] = [];
  for (const [source, value] of raw) {
    const said = evidenceSchema.safeParse(value);
    if (!said.success) {
      problems.push({ kind: 'bad-value', register: 'knowledge', id, field: source });
      continue;
    }
    evidence.push({ source, ...said.data, note: said.data.note ?? '' });
  }
  evidence.sort((a, b) => (a.source < b.source ? -1 : 1));
  const [first, ...others] = evidence;
  const ends = pairEnds(id);
  if (first === undefined || ends === undefined) return { item: undefined, problems };
  const won =
    evidence.find(({ source }) => source === saidByPeople) ?? others.reduce(higher, first);
  const [personId, componentId] = ends;
  const item = {
    person: personId,
    component: componentId,
    level: won.level,
    on: won.on,
    source: won.source,
    evidence,
  };
  return { item, problems };
}

function higher(a: KnowledgeEvidence, b: KnowledgeEvidence): KnowledgeEvidence {
  return knowledgeLevels.indexOf(b.level) > knowledgeLevels.indexOf(a.level) ? b : a;
}
