import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import type { TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { appendEntry, type EntryContext, type EntryFields, type EntryStamp } from './entries.ts';
import { type IncidentEntry, readIncidentEntries } from './incident-entries.ts';
import { foldIncident, type IncidentState } from './incident-fold.ts';
import { isWithdrawn } from './incident-withdrawn.ts';
import { canHaveHappened } from './moments.ts';

/** UTF-16 code units of what is said at once, at most; pasted output may have `maxOutputLength`. */
export const maxEntryLength = 10_000;

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

export function isSettled<T>(
  {
    now,
    conflict,
  }: { readonly now: { readonly value: T } | undefined; readonly conflict: readonly unknown[] },
  value: T,
): boolean {
  return now?.value === value && conflict.length === 0;
}

/** Appends an entry with what the author's own wall clock shows. */
export function append(
  doc: Y.Doc,
  fields: EntryFields,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): { readonly ok: true; readonly changed: true; readonly stamp: EntryStamp } {
  const seen = fields['after'];
  const after = Array.isArray(seen)
    ? { after: [...seen, ...withdrawnIds(doc, fields['kind'])] }
    : {};
  const withWall = { ...fields, ...after, wallMs: context.nowMs };
  const entries = doc.getArray('entries');
  const stamp = appendEntry(entries, withWall, context, Math.max(0, happenedAtMs));
  return { ok: true, changed: true, stamp };
}

/** Whoever decides anew has seen what was withdrawn: should that hold after all, it is older news. */
function withdrawnIds(doc: Y.Doc, kind: unknown): readonly string[] {
  const entries = readIncidentEntries(doc);
  if (!entries.some((entry) => entry.kind === 'correction' && entry.withdrawn)) return [];
  const { corrections } = foldIncident(entries);
  return entries
    .filter((entry) => entry.kind === kind && isWithdrawn(corrections, entry))
    .map(({ id }) => id);
}

export const unchanged = { ok: true, changed: false } as const;

export function words(text: string): { readonly text: string | undefined } {
  return { text: wellFormed(text).trim() || undefined };
}

export function tooLongWords(text: string): Refused | undefined {
  return text.trim().length > maxEntryLength ? tooLong(maxEntryLength) : undefined;
}

export function tooLong(most: number): Refused {
  return refuse('too-long', `At most ${most.toLocaleString('en')} characters.`);
}

/** Refused where nothing can have happened at `atMs` yet: a mistyped year, for the most part. */
export function impossibleTime(atMs: number, { nowMs }: EntryContext): Refused | undefined {
  if (canHaveHappened(atMs, nowMs)) return undefined;
  return refuse(
    'no-time',
    atMs < 0
      ? 'Times before 1970 cannot be kept. Check the year.'
      : 'That time has not come yet. Check the year and the day.',
  );
}

export function noEntry(): Refused {
  return refuse('no-entry', 'This entry is not here.');
}

export function refuse(reason: IncidentRefused, problem: string): Refused {
  return { ok: false, reason, problem };
}
