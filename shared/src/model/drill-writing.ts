import type * as Y from 'yjs';
import type { TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { isWithdrawn } from './corrections.ts';
import { type DrillEntry, readDrillEntries } from './drill-entries.ts';
import { type DrillState, foldDrill } from './drill-fold.ts';
import { appendEntry, type EntryContext, type EntryFields, type EntryStamp } from './entries.ts';
import { havingSeen, refuse, type RefusedBy } from './entry-writing.ts';

export type DrillRefused =
  | TitleRefused
  | 'exists'
  | 'no-drill'
  | 'no-entry'
  | 'no-words'
  | 'too-long'
  | 'too-many'
  | 'no-name'
  | 'no-link'
  | 'no-day'
  | 'no-time'
  | 'negative'
  | 'fixed'
  | 'empty-file'
  | 'too-large';
export type DrillResult = CommandResult<DrillRefused>;
/** A command that always appends gives the entry's stamp. */
export type DrillSaid = RefusedBy<DrillRefused> | { readonly ok: true; readonly stamp: EntryStamp };

export function readForWriting(doc: Y.Doc): {
  readonly state: DrillState;
  readonly entries: readonly DrillEntry[];
} {
  const entries = readDrillEntries(doc);
  return { entries, state: foldDrill(entries) };
}

/** Appends an entry with what the author's own wall clock shows. */
export function appendToDrill(
  doc: Y.Doc,
  fields: EntryFields,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): { readonly ok: true; readonly changed: true; readonly stamp: EntryStamp } {
  const seen = havingSeen(fields, () => withdrawnIds(doc, fields['kind']));
  const entry = { ...seen, wallMs: context.nowMs };
  const stamp = appendEntry(doc.getArray('entries'), entry, context, Math.max(0, happenedAtMs));
  return { ok: true, changed: true, stamp };
}

function withdrawnIds(doc: Y.Doc, kind: unknown): readonly string[] {
  const entries = readDrillEntries(doc);
  if (!entries.some((entry) => entry.kind === 'correction' && entry.withdrawn)) return [];
  const { corrections } = foldDrill(entries);
  return entries
    .filter((entry) => isSameMatter(entry.kind, kind) && isWithdrawn(corrections, entry))
    .map(({ id }) => id);
}

function isSameMatter(a: unknown, b: unknown): boolean {
  const isEnd = (kind: unknown) => kind === 'verdict' || kind === 'aborted';
  return a === b || (isEnd(a) && isEnd(b));
}

/** Nothing of a drill is here yet. */
export function isDrillEmpty(doc: Y.Doc): boolean {
  return (
    doc.getMap('meta').size === 0 &&
    doc.getArray('runs').length === 0 &&
    doc.getArray('entries').length === 0
  );
}

export function alreadyADrill(): RefusedBy<'exists'> {
  return refuse('exists', 'This document already holds a drill.');
}
