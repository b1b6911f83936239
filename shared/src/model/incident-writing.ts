import type * as Y from 'yjs';
import type { TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { appendEntry, type EntryContext, type EntryFields, type EntryStamp } from './entries.ts';
import { type IncidentEntry, readIncidentEntries } from './incident-entries.ts';
import { foldIncident, type IncidentState } from './incident-fold.ts';
import { isWithdrawn } from './corrections.ts';
import { havingSeen } from './entry-writing.ts';

export type IncidentRefused =
  | TitleRefused
  | 'exists'
  | 'no-incident'
  | 'no-entry'
  | 'no-words'
  | 'too-long'
  | 'no-name'
  | 'no-link'
  | 'no-day'
  | 'no-time'
  | 'itself';
export type Result = CommandResult<IncidentRefused>;
export type Refused = Extract<Result, { ok: false }>;
/** A command that always appends gives the entry's stamp. */
export type Said = Refused | { readonly ok: true; readonly stamp: EntryStamp };

export function read(doc: Y.Doc): {
  readonly state: IncidentState;
  readonly entries: readonly IncidentEntry[];
} {
  const entries = readIncidentEntries(doc);
  return { entries, state: foldIncident(entries) };
}

/** Appends an entry with what the author's own wall clock shows. */
export function append(
  doc: Y.Doc,
  fields: EntryFields,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): { readonly ok: true; readonly changed: true; readonly stamp: EntryStamp } {
  const seen = havingSeen(fields, () => withdrawnIds(doc, fields['kind']));
  const withWall = { ...seen, wallMs: context.nowMs };
  const entries = doc.getArray('entries');
  const stamp = appendEntry(entries, withWall, context, Math.max(0, happenedAtMs));
  return { ok: true, changed: true, stamp };
}

function withdrawnIds(doc: Y.Doc, kind: unknown): readonly string[] {
  const entries = readIncidentEntries(doc);
  if (!entries.some((entry) => entry.kind === 'correction' && entry.withdrawn)) return [];
  const { corrections } = foldIncident(entries);
  return entries
    .filter((entry) => entry.kind === kind && isWithdrawn(corrections, entry))
    .map(({ id }) => id);
}
