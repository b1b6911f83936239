import { wellFormed } from '../markdown/characters.ts';
import type { EntryContext, EntryFields } from './entries.ts';
import { canHaveHappened } from './moments.ts';

/** UTF-16 code units of what is said at once, at most; pasted output may have `maxOutputLength`. */
export const maxEntryLength = 10_000;

export interface RefusedBy<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
  /** In words, for a person. */
  readonly problem: string;
}

export const unchanged = { ok: true, changed: false } as const;

export function refuse<Reason extends string>(reason: Reason, problem: string): RefusedBy<Reason> {
  return { ok: false, reason, problem };
}

export function words(text: string): { readonly text: string | undefined } {
  return { text: wellFormed(text).trim() || undefined };
}

export function tooLongWords(text: string): RefusedBy<'too-long'> | undefined {
  return text.trim().length > maxEntryLength ? tooLong(maxEntryLength) : undefined;
}

export function tooLong(most: number): RefusedBy<'too-long'> {
  return refuse('too-long', `At most ${most.toLocaleString('en')} characters.`);
}

/** Refused where nothing can have happened at `atMs` yet: a mistyped year, for the most part. */
export function impossibleTime(
  atMs: number,
  { nowMs }: Pick<EntryContext, 'nowMs'>,
): RefusedBy<'no-time'> | undefined {
  if (canHaveHappened(atMs, nowMs)) return undefined;
  return refuse(
    'no-time',
    atMs < 0
      ? 'Times before 1970 cannot be kept. Check the year.'
      : 'That time has not come yet. Check the year and the day.',
  );
}

export function noEntry(): RefusedBy<'no-entry'> {
  return refuse('no-entry', 'This entry is not here.');
}

/**
 * A decision's fields with what was withdrawn named as seen, too: should that hold after all, it is
 * older news.
 */
export function havingSeen(fields: EntryFields, withdrawn: () => readonly string[]): EntryFields {
  const seen = fields['after'];
  return Array.isArray(seen) ? { ...fields, after: [...seen, ...withdrawn()] } : fields;
}
