import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import type { CommandResult } from './command.ts';
import { appendEntry, type EntryContext, type EntryStamp, readEntries } from './entries.ts';
import { limits } from './meta.ts';
import { type Verdict, verdicts } from './verdict.ts';

/**
 * What people say of a version of a runbook's text, as entries in its root `reviews`: verdicts;
 * that a version is approved and the text locked; that it is unlocked again. `withdraw` takes one
 * of these back as if it had not been said; what was said stays readable.
 */

/** One verdict; `version` is the `textHash` of the text that was reviewed. */
export interface Review extends EntryStamp {
  readonly verdict: Verdict;
  readonly version: string;
  /** In the reviewer's words; may be empty. */
  readonly note: string;
}

/** Why a text is locked: who approved which version of it, and when. */
export interface Lock extends EntryStamp {
  readonly version: string;
}

const idField = z.string().check(z.minLength(1), z.maxLength(64));
const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('review'),
    verdict: z.enum(verdicts),
    version: idField,
    note: z.string(),
  }),
  z.object({ kind: z.literal('lock'), version: idField }),
  z.object({ kind: z.literal('unlock'), of: z.readonly(z.array(idField)) }),
  z.object({ kind: z.literal('withdraw'), of: idField }),
]);
type ReviewEntry = z.infer<typeof entrySchema> & EntryStamp;

/** The entries; their document's array is made when it is first written. */
export function runbookReviews(doc: Y.Doc): Y.Array<unknown> {
  return doc.getArray('reviews');
}

/** All verdicts that were not withdrawn, in clock order. */
export function readReviews(doc: Y.Doc): readonly Review[] {
  return standing(doc).filter((entry) => entry.kind === 'review');
}

/**
 * Why the text is locked now; undefined where it is not. An unlock ends the locks that its author
 * knew of, so that an approval given at the same moment elsewhere stands.
 */
export function readLock(doc: Y.Doc): Lock | undefined {
  return openLocks(standing(doc)).at(-1);
}

/** Who unlocked the text last, while it is unlocked. */
export function readUnlock(doc: Y.Doc): EntryStamp | undefined {
  const entries = standing(doc);
  if (openLocks(entries).length > 0) return undefined;
  return entries.findLast((entry) => entry.kind === 'unlock');
}

function standing(doc: Y.Doc): readonly ReviewEntry[] {
  const entries = readEntries(runbookReviews(doc), entrySchema);
  const withdrawn = new Set(
    entries.flatMap((entry) => (entry.kind === 'withdraw' ? [entry.of] : [])),
  );
  return entries.filter(({ id }) => !withdrawn.has(id));
}

function openLocks(entries: readonly ReviewEntry[]): readonly Lock[] {
  const ended = new Set(entries.flatMap((entry) => (entry.kind === 'unlock' ? entry.of : [])));
  return entries.filter((entry) => entry.kind === 'lock').filter(({ id }) => !ended.has(id));
}

/** A command that appended: the ids of its entries, for `withdraw`. */
export type Appended<Reason extends string> =
  | { readonly ok: true; readonly ids: readonly string[] }
  | Extract<CommandResult<Reason>, { ok: false }>;

/** Gives a verdict on a version, perhaps one that is no longer the present text. */
export function reviewRunbook(
  doc: Y.Doc,
  review: {
    readonly verdict: Verdict;
    readonly version: string;
    readonly note: string;
    /** Approves it: the text is locked until somebody unlocks it. */
    readonly lock?: boolean;
  },
  context: EntryContext,
  /** Wall clock, ms since 1970, where it was not just now. */
  happenedAtMs?: number,
): Appended<'note-too-long'> {
  const note = wellFormed(review.note).trim();
  if (note.length > limits.descriptionLength) {
    const problem = `A note has at most ${limits.descriptionLength.toLocaleString('en')} characters.`;
    return { ok: false, reason: 'note-too-long', problem };
  }
  const { verdict, version } = review;
  const array = runbookReviews(doc);
  return doc.transact(() => {
    const said = appendEntry(
      array,
      { kind: 'review', verdict, version, note },
      context,
      happenedAtMs,
    );
    if (review.lock !== true || verdict !== 'works') return { ok: true, ids: [said.id] };
    const lock = appendEntry(array, { kind: 'lock', version }, context, happenedAtMs);
    return { ok: true, ids: [said.id, lock.id] };
  });
}

/** Ends every lock that is known here; gives the id of its entry, for `withdraw`, or none where the text was not locked. */
export function unlockRunbook(doc: Y.Doc, context: EntryContext): readonly string[] {
  const of = openLocks(standing(doc)).map(({ id }) => id);
  if (of.length === 0) return [];
  return [appendEntry(runbookReviews(doc), { kind: 'unlock', of }, context).id];
}

/** Takes back what `reviewRunbook` or `unlockRunbook` wrote. */
export function withdraw(doc: Y.Doc, ids: readonly string[], context: EntryContext): void {
  doc.transact(() => {
    for (const of of ids) appendEntry(runbookReviews(doc), { kind: 'withdraw', of }, context);
  });
}

/** Why a command that changes the text is refused while it is locked; undefined where it is not. */
export function refuseLocked(
  doc: Y.Doc,
): { readonly ok: false; readonly reason: 'locked'; readonly problem: string } | undefined {
  const lock = readLock(doc);
  if (lock === undefined) return undefined;
  const who = lock.by === '' ? 'Somebody' : lock.by;
  const problem = `${who} approved this text and locked it. Unlock it first to change it.`;
  return { ok: false, reason: 'locked', problem };
}

/**
 * The verdicts that count for trust, by when they were given: of each person the last "works" on
 * `version` and at all, and what each said against it after the last "works" of anybody. However
 * many reviews there are, this is a few for each person.
 */
export function tellingReviews(reviews: readonly Review[], version: string): readonly Review[] {
  const byTime = reviews.toSorted((a, b) => a.happenedAtMs - b.happenedAtMs);
  const lastWorks = byTime.findLastIndex(({ verdict }) => verdict === 'works');
  const last = new Map<string, Review>();
  for (const [index, review] of byTime.entries()) {
    if (review.verdict !== 'works') {
      if (index > lastWorks) last.set(`against\n${review.by}`, review);
      continue;
    }
    last.set(`works\n${review.by}`, review);
    if (review.version === version) last.set(`works now\n${review.by}`, review);
  }
  const telling = new Set(last.values());
  return byTime.filter((review) => telling.has(review));
}
