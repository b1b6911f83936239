import { cutText, wellFormed } from '../markdown/characters.ts';
import { idEnding, readableId } from '../model/ids.ts';
import type { Acceptance } from '../model/map-acceptances.ts';
import type { Exclusion } from '../model/map-exclusions.ts';
import { mapLimits } from '../model/map-fields.ts';
import { pairKey } from '../model/map-registers.ts';
import type { MapTask } from '../model/map-tasks.ts';
import type {
  Contact,
  Deletion,
  KnowledgeEvidence,
  MapLink,
  Provenance,
  RegisterName,
} from '../model/map-value.ts';
import { cleanLine } from '../model/meta.ts';

/**
 * What an import brings, before anybody asked what is in the map. Every importer is a plain
 * function from texts to a draft. Ids follow from what an item is called there, so that whoever
 * imports the same files means the same items.
 */
export interface MapDraft {
  readonly items: readonly DraftItem[];
  readonly knowledge: readonly DraftKnowledge[];
  readonly notes: readonly ImportNote[];
  /** Only our own files have them. */
  readonly followUps?: FollowUps | undefined;
  /** What was looked through. Absent: the files of the items. */
  readonly extent?: DraftExtent | undefined;
}

/** What an import looked through: by this it is known what is no longer there. */
export interface DraftExtent {
  /** Every file that was read, also those that bring nothing. */
  readonly files: readonly DraftFile[];
  /** Folders of which every file that could bring something was read. */
  readonly folders: readonly DraftFile[];
  /** Paths of files and folders that are there, and were not read. */
  readonly unread: readonly string[];
  /** Whose items may be called gone: another importer's were never looked for. Absent: anybody's. */
  readonly importer?: string | undefined;
}

/** A file or folder. Without a `place`, one is worked out from what was imported before. */
export interface DraftFile {
  readonly path: string;
  readonly place?: string | undefined;
}

/** What people made of a map: what is to be done, which findings they live with, which scenarios do not apply. */
export interface FollowUps {
  readonly tasks: readonly MapTask[];
  readonly acceptances: readonly Acceptance[];
  readonly exclusions: readonly Exclusion[];
}

export type DraftValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly Contact[]
  | readonly MapLink[];

export interface DraftItem {
  readonly register: RegisterName;
  /** The importer: `backstage`, `compose`… */
  readonly from: string;
  /** What the item is called there. */
  readonly ref: string;
  readonly file: string;
  /** As `Provenance.place`. */
  readonly place?: string | undefined;
  /** Counted from 1. */
  readonly line?: number | undefined;
  readonly commit?: string | undefined;
  /** Where the map has no item that this one is. Fields refer to other items by theirs. */
  readonly id: string;
  /** By register field. What is not there is not said: an import leaves it alone. */
  readonly fields: Readonly<Record<string, DraftValue>>;
  /** Of a map that was written out: taken only for what is new here. */
  readonly deleted?: Deletion | undefined;
  readonly sources?: readonly DraftSource[] | undefined;
}

/** Where another import had found an item. */
export type DraftSource = Omit<Provenance, 'brought' | 'place'>;

export interface DraftKnowledge extends KnowledgeEvidence {
  readonly person: string;
  readonly component: string;
  readonly file: string;
  readonly line?: number | undefined;
}

/** Something that whoever imports should know. */
export interface ImportNote {
  /**
   * `dangling`: refers to something that no file has. `duplicate`: called as another. `unreadable`:
   * a file, or a part of it, that could not be read. `left-out`: read, but not taken.
   */
  readonly kind: 'dangling' | 'duplicate' | 'unreadable' | 'left-out';
  readonly file: string;
  readonly line?: number | undefined;
  /** In words, for a person. */
  readonly text: string;
}

/** A text with its place, for importers to read. */
export interface SourceFile {
  /** Relative to what was imported, parts joined by `/`. */
  readonly path: string;
  readonly text: string;
  /** The commit that it was read at, where that is known. */
  readonly commit?: string | undefined;
  /** Tells it from files elsewhere that are called the same, where that is known. */
  readonly place?: string | undefined;
}

export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly commit?: string | undefined;
}

/** The id of an imported item: readable, and the same for all who import it. */
export function draftId(from: string, register: RegisterName, ref: string): string {
  const words = ref
    .slice(ref.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const ending = idEnding('map import', from, register, ref).slice(0, 12);
  return words === '' ? ending : `${words}-${ending}`;
}

/** Collects a draft; the same item said twice is one, with the fields of both. */
export function createDraft(from: string) {
  const items = new Map<string, DraftItem>();
  const knowledge: DraftKnowledge[] = [];
  const notes: ImportNote[] = [];
  return {
    notes,
    knowledge,
    /** The id that an item of that name has, or will have. */
    idOf: (register: RegisterName, ref: string): string => draftId(from, register, ref),
    has: (register: RegisterName, ref: string): boolean =>
      items.has(`${register} ${draftId(from, register, ref)}`),
    fieldsOf: (register: RegisterName, ref: string): Readonly<Record<string, DraftValue>> =>
      items.get(`${register} ${draftId(from, register, ref)}`)?.fields ?? {},
    add(
      register: RegisterName,
      ref: string,
      place: Place,
      fields: Readonly<Record<string, DraftValue | undefined>>,
      id = draftId(from, register, ref),
    ): string {
      const key = `${register} ${id}`;
      const known = items.get(key);
      const said = { ...known?.fields, ...withoutAbsent(fields) };
      const { file, line, commit } = known ?? place;
      items.set(key, { register, from, ref: cutRef(ref), file, line, commit, id, fields: said });
      return id;
    },
    /** Says that one component needs another. */
    need(
      fromId: string,
      toId: string,
      place: Place,
      fields: Readonly<Record<string, DraftValue | undefined>> = {},
    ): void {
      if (fromId === toId) {
        const name = items.get(`components ${fromId}`)?.fields['name'];
        const text = `${typeof name === 'string' ? name : readableId(fromId)} is said to need itself. That is left out.`;
        notes.push({ kind: 'left-out', file: place.file, line: place.line, text });
        return;
      }
      const id = pairKey(fromId, toId);
      const key = `dependencies ${id}`;
      const known = items.get(key)?.fields;
      const said = { kind: 'hard', ...known, ...withoutAbsent(fields) };
      items.set(key, { register: 'dependencies', from, ref: id, ...place, id, fields: said });
    },
    note(kind: ImportNote['kind'], place: Pick<Place, 'file' | 'line'>, text: string): void {
      notes.push({ kind, file: place.file, line: place.line, text: cutText(cleanLine(text), 500) });
    },
    done: (): MapDraft => ({ items: [...items.values()], knowledge, notes }),
  };
}
export type DraftBuilder = ReturnType<typeof createDraft>;

function cutRef(ref: string): string {
  return cutText(cleanLine(ref), mapLimits.nameLength);
}

function withoutAbsent(
  fields: Readonly<Record<string, DraftValue | undefined>>,
): Record<string, DraftValue> {
  const said: Record<string, DraftValue> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) said[name] = value;
  return said;
}

/** One line for a name, cut to what a register takes; undefined where nothing is said. */
export function nameText(value: unknown): string | undefined {
  return lineText(value, mapLimits.nameLength);
}

export function wordText(value: unknown): string | undefined {
  return lineText(value, mapLimits.wordLength);
}

function lineText(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = cutText(cleanLine(String(value)), most);
  return text === '' ? undefined : text;
}

export function proseText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = cutText(wellFormed(value).trim(), mapLimits.noteLength);
  return text === '' ? undefined : text;
}

/** Words of a list, each once. */
export function wordList(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const words = value.flatMap((one) => wordText(one) ?? []);
  return [...new Set(words)].slice(0, mapLimits.members);
}

/** Several drafts as one. */
export function joinDrafts(drafts: readonly MapDraft[]): MapDraft {
  return {
    items: drafts.flatMap(({ items }) => items),
    knowledge: drafts.flatMap(({ knowledge }) => knowledge),
    notes: drafts.flatMap(({ notes }) => notes),
    followUps: {
      tasks: drafts.flatMap(({ followUps }) => followUps?.tasks ?? []),
      acceptances: drafts.flatMap(({ followUps }) => followUps?.acceptances ?? []),
      exclusions: drafts.flatMap(({ followUps }) => followUps?.exclusions ?? []),
    },
  };
}

/** Is there nothing in it for the map? Notes are nothing. */
export function bringsNothing({ items, knowledge, followUps }: MapDraft): boolean {
  const { tasks = [], acceptances = [], exclusions = [] } = followUps ?? {};
  const made = tasks.length + acceptances.length + exclusions.length;
  return items.length + knowledge.length + made === 0;
}

/** How a reference is told: nobody knows what it leads to. */
export function danglingText(what: string, needs: string, to: string): string {
  return `${what} ${needs} ${to}, which no file has.`;
}

/** Is it a plain object, whatever is in it? */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
