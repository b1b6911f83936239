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

const textSchema = z.string().check(z.maxLength(mapLimits.noteLength));
const flagSchema = z.boolean();
const numberSchema = z.number();
const daySchema = z.iso.date();
const deletionSchema = z.object({ atMs: z.number().check(z.gte(0)), by: z.string() });
const provenanceSchema = z.object({
  file: z.string(),
  line: z.optional(z.int().check(z.gte(1))),
  commit: z.optional(z.string()),
  brought: z.string(),
});
const urlSchema = z
  .string()
  .check(z.regex(/^https?:\/\/[^\s/?#]+/i), z.maxLength(mapLimits.urlLength));

export function isDay(text: string): boolean {
  return daySchema.safeParse(text).success;
}

export function isWebAddress(text: string): boolean {
  return urlSchema.safeParse(text).success;
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** Reads the registers of one item; `report` hears the name of each that could not be taken. */
export interface FieldReader {
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
}

const none: readonly never[] = [];

export function fieldReader(item: RawItem, report: (field: string) => void): FieldReader {
  let sets: Map<string, [string, unknown][]> | undefined;
  const setsNow = (): Map<string, [string, unknown][]> => (sets ??= splitSets(item));
  const as = <T>(name: string, schema: Schema<T>): T | undefined => {
    const value = item.get(name);
    if (value === undefined) return undefined;
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    report(name);
    return undefined;
  };
  return {
    as,
    has: (name) => item.has(name),
    text: (name) => as(name, textSchema) ?? '',
    flag: (name) => as(name, flagSchema) ?? false,
    number(name, from, to) {
      const value = as(name, numberSchema);
      if (value === undefined || (value >= from && value <= to)) return value;
      report(name);
      return undefined;
    },
    oneOf(name, values) {
      const said = item.get(name);
      const value = values.find((one) => one === said);
      if (value === undefined && said !== undefined) report(name);
      return value;
    },
    day: (name) => as(name, daySchema) ?? '',
    set: (name) =>
      setsNow()
        .get(name)
        ?.map(([member]) => member) ?? none,
    entries: (name) => setsNow().get(name) ?? none,
  };
}

function splitSets(item: RawItem): Map<string, [string, unknown][]> {
  const sets = new Map<string, [string, unknown][]>();
  for (const [key, value] of item) {
    const at = key.indexOf('/');
    if (at < 0) continue;
    const name = key.slice(0, at);
    const members = sets.get(name);
    const member = key.slice(at + 1);
    if (members === undefined) sets.set(name, [[member, value]]);
    else members.push([member, value]);
  }
  for (const members of sets.values()) members.sort(([a], [b]) => (a < b ? -1 : 1));
  return sets;
}

export function readDeletion(fields: FieldReader): Deletion | undefined {
  if (!fields.has('deleted')) return undefined;
  // However it is written: marked is marked.
  return fields.as('deleted', deletionSchema) ?? { atMs: 0, by: '' };
}

export function readSources(
  fields: FieldReader,
  report: (field: string) => void,
): readonly Provenance[] {
  const read: Provenance[] = [];
  for (const [member, value] of fields.entries('sources')) {
    const colon = member.indexOf(':');
    const said = provenanceSchema.safeParse(value);
    if (colon < 1 || !said.success) report(`sources/${member}`);
    else read.push({ from: member.slice(0, colon), ref: member.slice(colon + 1), ...said.data });
  }
  return read.length === 0 ? none : read;
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

export function readLinks(
  fields: FieldReader,
  report: (field: string) => void,
): readonly MapLink[] {
  const links: MapLink[] = [];
  for (const [url, title] of fields.entries('links')) {
    if (isWebAddress(url)) links.push({ url, title: typeof title === 'string' ? title : '' });
    else report(`links/${url}`);
  }
  return links.length === 0 ? none : links;
}
