import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import type { DocumentName } from '../protocol/names.ts';
import { appendEntry, type EntryContext, type EntryStamp, readEntries } from './entries.ts';
import { textHash } from './ids.ts';
import { cleanLine, limits } from './meta.ts';
import { packText, unpackText } from './packed-text.ts';
import { recordsToDrop } from './thin-versions.ts';

/**
 * The past of a runbook's text, in a document of its own, `runbook-history:<id>`, that is opened
 * only to look at it or to add to it. Its root `versions` holds entries: a record of each version
 * worth keeping, with its whole text, so that none depends on another; and the names of some.
 */
export const versionReasons = [
  'named',
  'review',
  'run',
  'pause',
  'restored',
  'before-restore',
  'before-import',
  'import',
] as const;
export type VersionReason = (typeof versionReasons)[number];

/** These are never thinned out, nor is what has a name. */
const keptReasons: readonly VersionReason[] = ['named', 'review', 'run'];

/** `by` is who had it recorded, `people` who wrote since the version before, as far as is known. */
export interface VersionRecord extends EntryStamp {
  readonly version: string;
  readonly reason: VersionReason;
  readonly people: readonly string[];
  /** Deflated. */
  readonly text: Uint8Array;
}

/** One version as people see it: neighbouring records of the same text are one. */
export interface RecordedVersion {
  /** `textHash` of the text. */
  readonly version: string;
  /** Wall clock, ms since 1970, of its first record. */
  readonly atMs: number;
  /** Empty where it has none. */
  readonly name: string;
  /** Who wrote since the version before; empty where it is not known. */
  readonly people: readonly string[];
  /** In clock order; at least one. */
  readonly records: readonly VersionRecord[];
}

const idField = z.string().check(z.minLength(1), z.maxLength(64));
const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('version'),
    version: idField,
    reason: z.enum(versionReasons),
    people: z.readonly(z.array(z.string())),
    text: z.instanceof(Uint8Array),
  }),
  // Of a record; the last one counts, and an empty one takes the name away.
  z.object({ kind: z.literal('name'), of: idField, name: z.string() }),
]);

/** The document that holds the past of a runbook. */
export function historyDocument(runbook: DocumentName): DocumentName {
  return `runbook-history:${runbook.slice('runbook:'.length)}`;
}

/** The entries; their document's array is made when it is first written. */
export function historyEntries(doc: Y.Doc): Y.Array<unknown> {
  return doc.getArray('versions');
}

/** All versions, oldest first. Never throws on what others wrote. */
export function readVersions(doc: Y.Doc): readonly RecordedVersion[] {
  const { records, names } = readHistory(doc);
  const versions: RecordedVersion[] = [];
  for (const record of records) {
    const last = versions.at(-1);
    const isSame = last?.version === record.version;
    if (isSame) versions.pop();
    versions.push({
      version: record.version,
      atMs: Math.min(record.happenedAtMs, isSame ? last.atMs : record.happenedAtMs),
      name: names.get(record.id) ?? (isSame ? last.name : ''),
      people: [...new Set([...(isSame ? last.people : []), ...record.people])],
      records: [...(isSame ? last.records : []), record],
    });
  }
  return versions;
}

/** The text of a version; undefined where none of its records can be unpacked. */
export function versionText({ records }: RecordedVersion): string | undefined {
  for (const { text, version } of records.toReversed()) {
    const unpacked = unpackText(text, version);
    if (unpacked !== undefined) return unpacked;
  }
  return undefined;
}

export interface NewVersion {
  readonly text: string;
  readonly reason: VersionReason;
  /** Who wrote since the last version, as far as is known. */
  readonly people: readonly string[];
  /** Wall clock, ms since 1970, where it was not just now. */
  readonly happenedAtMs?: number;
}

/**
 * Records a version, and thins out old ones; says whether it wrote. What the last version already
 * is is kept again only where it was not named, reviewed or run before, and now is.
 */
export function recordVersion(doc: Y.Doc, added: NewVersion, context: EntryContext): boolean {
  const text = wellFormed(added.text);
  const version = textHash(text);
  const last = readVersions(doc).at(-1);
  const known = last?.version === version ? last : undefined;
  const isNews =
    keptReasons.includes(added.reason) &&
    known?.records.some(({ reason }) => reason === added.reason) !== true;
  if (known !== undefined && !isNews) return false;
  const people = [...(known?.people ?? []), ...added.people].map(cleanLine);
  doc.transact(() => {
    appendEntry(
      historyEntries(doc),
      {
        kind: 'version',
        version,
        reason: added.reason,
        people: [...new Set(people)].filter((name) => name !== ''),
        text: packText(text),
      },
      context,
      added.happenedAtMs,
    );
    thinOut(doc, context.nowMs);
  });
  return true;
}

/** Names a version, or takes its name away, wherever in the past it is; says whether it wrote. */
export function nameVersion(
  doc: Y.Doc,
  version: RecordedVersion,
  name: string,
  context: EntryContext,
): boolean {
  const of = version.records.at(-1)?.id;
  const clean = cleanLine(name).slice(0, limits.titleLength);
  if (of === undefined || clean === version.name) return false;
  doc.transact(() => {
    // Written anew, so that it stays where another device thins it out without knowing of the name.
    rewrite(doc, of, {});
    appendEntry(historyEntries(doc), { kind: 'name', of, name: clean }, context);
  });
  return true;
}

interface History {
  readonly records: readonly VersionRecord[];
  /** By record. */
  readonly names: ReadonlyMap<string, string>;
}

function readHistory(doc: Y.Doc): History {
  const entries = readEntries(historyEntries(doc), entrySchema);
  const records = entries.filter((entry) => entry.kind === 'version');
  const names = new Map(
    entries.flatMap((entry) => (entry.kind === 'name' ? [[entry.of, entry.name] as const] : [])),
  );
  return { records, names };
}

/** Drops what `recordsToDrop` names; who wrote then is said by the next one that stays. */
function thinOut(doc: Y.Doc, nowMs: number): void {
  const { records, names } = readHistory(doc);
  const dropped = recordsToDrop(
    records.map(({ id, happenedAtMs: atMs, reason, text }) => ({
      id,
      atMs,
      isKept: keptReasons.includes(reason) || (names.get(id) ?? '') !== '',
      bytes: text.length,
    })),
    nowMs,
  );
  let passedOn: readonly string[] = [];
  for (const { id, people } of records) {
    const all = [...new Set([...passedOn, ...people])];
    if (dropped.has(id)) {
      removeEntry(doc, id);
      passedOn = all;
    } else {
      if (all.length > people.length) rewrite(doc, id, { people: all });
      passedOn = [];
    }
  }
}

const identified = z.looseObject({ id: idField, kind: z.literal('version') });

/** Puts a record in its own place anew, with `part` changed. */
function rewrite(doc: Y.Doc, id: string, part: { readonly people?: readonly string[] }): void {
  const before = removeEntry(doc, id);
  if (before !== undefined) historyEntries(doc).push([{ ...before, ...part }]);
}

function removeEntry(doc: Y.Doc, id: string): z.infer<typeof identified> | undefined {
  const entries = historyEntries(doc);
  let removed: z.infer<typeof identified> | undefined;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = identified.safeParse(entries.get(index));
    if (!entry.success || entry.data.id !== id) continue;
    removed = entry.data;
    entries.delete(index);
  }
  return removed;
}
