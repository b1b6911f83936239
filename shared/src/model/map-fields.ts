import { daySchema } from './day.ts';
import { z } from 'zod/mini';
import { limits } from './meta.ts';
import type { Contact, Deletion, MapLink, Provenance } from './map-value.ts';
import type { RawItem } from './map-registers.ts';

/** Limits of what the map holds beside those of `meta.ts`, in UTF-16 code units. */
export const mapLimits = {
  nameLength: limits.titleLength,
  wordLength: limits.itemLength,
  noteLength: 4_000,
  urlLength: 2_000,
  members: limits.items,
} as const;

const deletionSchema = z.object({ atMs: z.number().check(z.gte(0)), by: z.string() });
const provenanceSchema = z.object({
  file: z.string(),
  place: z.optional(z.string()),
  line: z.optional(z.int().check(z.gte(1))),
  commit: z.optional(z.string()),
  brought: z.string(),
});
const urlSchema = z
  .string()
  .check(z.regex(/^https?:\/\/[^\s/?#]+/i), z.maxLength(mapLimits.urlLength));

export function isWebAddress(text: string): boolean {
  return urlSchema.safeParse(text).success;
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/**
 * Reads the registers of one item after another. Maps have tens of thousands of items: one reader
 * for all of them, and plain checks where a schema would say no more.
 */
export interface FieldReader {
  /** Goes to an item; `report` hears the name of each register that could not be taken. */
  start(item: RawItem, report: (field: string) => void): void;
  has(name: string): boolean;
  text(name: string): string;
  flag(name: string): boolean;
  /** Within `from`..`to`, both included; else absent. */
  number(name: string, from: number, to: number): number | undefined;
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  day(name: string): string;
  as<T>(name: string, schema: Schema<T>): T | undefined;
  /** Members by code unit; their values, for sets that have them. */
  set(name: string): readonly string[];
  entries(name: string): readonly (readonly [member: string, value: unknown])[];
  report(field: string): void;
}

const none: readonly never[] = [];
const noItem: RawItem = new Map();
type Sets = ReadonlyMap<string, readonly (readonly [string, unknown])[]>;
const noSets: Sets = new Map();

export function createFieldReader(): FieldReader {
  let item = noItem;
  let report: (field: string) => void = () => undefined;
  let sets: Sets | undefined;
  const refuse = (name: string): undefined => {
    report(name);
    return undefined;
  };
  const as = <T>(name: string, schema: Schema<T>): T | undefined => {
    const value = item.get(name);
    if (value === undefined) return undefined;
    const read = schema.safeParse(value);
    return read.success ? read.data : refuse(name);
  };
  const entries = (name: string): readonly (readonly [string, unknown])[] => {
    sets ??= splitSets(item);
    return sets.get(name) ?? none;
  };
  return {
    start(next, to) {
      item = next;
      report = to;
      sets = undefined;
    },
    as,
    entries,
    report: (field) => report(field),
    has: (name) => item.has(name),
    text(name) {
      const value = item.get(name);
      if (value === undefined) return '';
      if (typeof value === 'string' && value.length <= mapLimits.noteLength) return value;
      return refuse(name) ?? '';
    },
    flag(name) {
      const value = item.get(name);
      if (typeof value === 'boolean') return value;
      return (value === undefined ? undefined : refuse(name)) ?? false;
    },
    number(name, from, to) {
      const value = item.get(name);
      if (value === undefined) return undefined;
      return typeof value === 'number' && value >= from && value <= to ? value : refuse(name);
    },
    oneOf(name, values) {
      const said = item.get(name);
      if (said === undefined) return undefined;
      return values.find((one) => one === said) ?? refuse(name);
    },
    day: (name) => as(name, daySchema) ?? '',
    set(name) {
      const members = entries(name);
      return members.length === 0 ? none : members.map(([member]) => member);
    },
  };
}

function splitSets(item: RawItem): Sets {
  let sets: Map<string, [string, unknown][]> | undefined;
  for (const [key, value] of item) {
    const at = key.indexOf('/');
    if (at < 0) continue;
    const name = key.slice(0, at);
    sets ??= new Map();
    const members = sets.get(name);
    const member = key.slice(at + 1);
    if (members === undefined) sets.set(name, [[member, value]]);
    else members.push([member, value]);
  }
  if (sets === undefined) return noSets;
  for (const members of sets.values()) members.sort(([a], [b]) => (a < b ? -1 : 1));
  return sets;
}

export function readDeletion(fields: FieldReader): Deletion | undefined {
  if (!fields.has('deleted')) return undefined;
  // However it is written: marked is marked.
  return fields.as('deleted', deletionSchema) ?? { atMs: 0, by: '' };
}

export function readSources(fields: FieldReader): readonly Provenance[] {
  const all = fields.entries('sources');
  if (all.length === 0) return none;
  const read: Provenance[] = [];
  for (const [member, value] of all) {
    const colon = member.indexOf(':');
    const said = provenanceSchema.safeParse(value);
    if (colon < 1 || !said.success) fields.report(`sources/${member}`);
    else read.push({ from: member.slice(0, colon), ref: member.slice(colon + 1), ...said.data });
  }
  return read;
}

/** Members of the set of contacts are `<kind>:<value>`. */
export function readContacts(fields: FieldReader): readonly Contact[] {
  return fields.set('contacts').map((member) => {
    const colon = member.indexOf(':');
    return colon < 1
      ? { kind: 'other', value: member }
      : { kind: member.slice(0, colon), value: member.slice(colon + 1) };
  });
}

export function readLinks(fields: FieldReader): readonly MapLink[] {
  const links: MapLink[] = [];
  for (const [url, title] of fields.entries('links')) {
    if (isWebAddress(url)) links.push({ url, title: typeof title === 'string' ? title : '' });
    else fields.report(`links/${url}`);
  }
  return links.length === 0 ? none : links;
}
