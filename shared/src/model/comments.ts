import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import { indexedText } from './body-text.ts';
import type { CommandResult } from './command.ts';
import {
  appendEntry,
  type EntryContext,
  type EntryFields,
  type EntryStamp,
  headsOf,
  readEntries,
} from './entries.ts';
import { refuseLocked } from './review.ts';
import { runbookBody, touchRunbook } from './runbook.ts';
import {
  anchorRange,
  locate,
  type Located,
  repetitionOf,
  repetitions,
  type TextRange,
  textAnchorSchema,
} from './text-anchor.ts';
import { writeOnce } from './write-once.ts';

/**
 * What people say about places in a runbook's text, as entries in its root `comments`: remarks and
 * proposed changes, replies to them, and what was decided. A place is an anchor and the words that
 * stood there, so that a remark outlives its words.
 */

const idField = z.string().check(z.minLength(1), z.maxLength(64));
const decisionKinds = ['resolve', 'accept', 'reject', 'reopen'] as const;
const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('comment'),
    anchor: textAnchorSchema,
    quote: z.string(),
    /** The same words stood elsewhere, too, so that they cannot be told by how they read. */
    repeated: z.optional(z.enum(repetitions)),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('suggestion'),
    anchor: textAnchorSchema,
    quote: z.string(),
    /** The same words stood elsewhere, too, so that they cannot be told by how they read. */
    repeated: z.optional(z.enum(repetitions)),
    replacement: z.string(),
    text: z.string(),
  }),
  z.object({ kind: z.literal('reply'), of: idField, text: z.string() }),
  z.object({
    kind: z.literal('decision'),
    of: idField,
    decision: z.enum(decisionKinds),
    /** Decisions that the author had seen and that this one takes the place of. */
    after: z.readonly(z.array(z.string())),
    /** Of an acceptance: the name of the edit that it made; absent where the text read so already. */
    wrote: z.optional(z.string()),
  }),
]);
type CommentEntry = z.infer<typeof entrySchema> & EntryStamp;
type Decision = Extract<CommentEntry, { kind: 'decision' }>;

export interface Reply extends EntryStamp {
  readonly text: string;
}

/** A remark or a proposed change, with all that was said about it. */
export interface Discussion extends EntryStamp {
  /** What to put in place of the words; absent in a remark. */
  readonly replacement?: string;
  /** The remark, or why the change is proposed; in a proposal it may be empty. */
  readonly text: string;
  /** The words that stood there when it was said. */
  readonly quote: string;
  /** Where its words are now; undefined where they are gone. */
  readonly place: TextRange | undefined;
  /** False where something else stands at its place now than its words. */
  readonly isAsQuoted: boolean;
  /** What is proposed stands there already, whoever wrote it. */
  readonly isWritten: boolean;
  readonly replies: readonly Reply[];
  readonly state: 'open' | 'resolved' | 'accepted' | 'rejected';
  /** Who decided that; absent while nobody has. */
  readonly decided?: EntryStamp;
  /**
   * People decided without having seen each other, and it matters: differently, or they accepted the
   * same change twice. Empty where it does not.
   */
  readonly conflict: readonly (EntryStamp & { readonly decision: Decision['decision'] })[];
  /** Of those, acceptances made different edits, as the text was not the same: it may be there twice. */
  readonly mayBeTwice: boolean;
}

const stateOf = {
  resolve: 'resolved',
  accept: 'accepted',
  reject: 'rejected',
  reopen: 'open',
} as const satisfies Record<Decision['decision'], Discussion['state']>;

/** The entries; their document's array is made when it is first written. */
export function runbookComments(doc: Y.Doc): Y.Array<unknown> {
  return doc.getArray('comments');
}

/** All discussions: those in the text in its order, then those whose words are gone, oldest first. Never throws. */
export function readDiscussions(doc: Y.Doc): readonly Discussion[] {
  const entries = readEntries(runbookComments(doc), entrySchema);
  if (entries.length === 0) return [];
  const body = runbookBody(doc);
  const text = indexedText(body);
  return fold(entries)
    .map(({ root, replies, decisions }): Discussion => {
      const { kind: _, anchor: __, repeated: ___, ...said } = root;
      const { range, reads } = locateRoot(body, text, root) ?? {};
      const place = range === undefined || range.to === range.from ? undefined : range;
      const isWritten = root.kind === 'suggestion' && reads === root.replacement;
      const isAsQuoted = reads === root.quote;
      return { ...said, place, isAsQuoted, isWritten, replies, ...decide(decisions) };
    })
    .sort((a, b) => (a.place?.from ?? Infinity) - (b.place?.from ?? Infinity) || 0);
}

/** How many wait for somebody, without looking for their places. */
export function countOpenDiscussions(doc: Y.Doc): {
  readonly comments: number;
  readonly suggestions: number;
} {
  const open = fold(readEntries(runbookComments(doc), entrySchema)).filter(
    ({ decisions }) => decide(decisions).state === 'open',
  );
  const suggestions = open.filter(({ root }) => root.kind === 'suggestion').length;
  return { comments: open.length - suggestions, suggestions };
}

function locateRoot(body: Y.Text, text: string, root: Folded['root']): Located | undefined {
  const words = root.kind === 'suggestion' ? [root.quote, root.replacement] : [root.quote];
  return locate(body, text, root.anchor, words, root.repeated);
}

interface Folded {
  readonly root: Extract<CommentEntry, { kind: 'comment' | 'suggestion' }>;
  readonly replies: Reply[];
  readonly decisions: Decision[];
}

function fold(entries: readonly CommentEntry[]): readonly Folded[] {
  const byId = new Map<string, Folded>();
  for (const entry of entries) {
    if (entry.kind === 'comment' || entry.kind === 'suggestion') {
      byId.set(entry.id, { root: entry, replies: [], decisions: [] });
    }
  }
  for (const entry of entries) {
    if (entry.kind === 'reply') byId.get(entry.of)?.replies.push(entry);
    if (entry.kind === 'decision') byId.get(entry.of)?.decisions.push(entry);
  }
  return [...byId.values()];
}

function decide(
  decisions: readonly Decision[],
): Pick<Discussion, 'state' | 'decided' | 'conflict' | 'mayBeTwice'> {
  const heads = headsOf(decisions);
  const winner = heads.at(-1);
  if (winner === undefined) return { state: 'open', conflict: [], mayBeTwice: false };
  const said = new Set(heads.map(({ decision }) => decision));
  const isConflict =
    heads.length > 1 && said.has('accept') ? true : said.has('reject') && said.size > 1;
  const writes = new Set(heads.flatMap(({ wrote }) => wrote ?? []));
  return {
    state: stateOf[winner.decision],
    decided: winner,
    conflict: isConflict ? heads : [],
    mayBeTwice: isConflict && writes.size > 1,
  };
}

type Refused = 'no-words' | 'too-long' | 'no-place' | 'no-change';
type Said =
  | { readonly ok: true; readonly id: string }
  | Extract<CommandResult<Refused>, { ok: false }>;

/** Says something about a stretch of the text. */
export function addComment(
  doc: Y.Doc,
  comment: { readonly range: TextRange; readonly text: string },
  context: EntryContext,
): Said {
  const text = wellFormed(comment.text).trim();
  if (text === '') return refused('no-words', 'A comment needs words.');
  return addAt(doc, comment.range, { kind: 'comment', text }, context);
}

/** Proposes to put `replacement` in place of a stretch of the text; empty: to take it away. */
export function suggestChange(
  doc: Y.Doc,
  change: { readonly range: TextRange; readonly replacement: string; readonly text: string },
  context: EntryContext,
): Said {
  const replacement = wellFormed(change.replacement);
  const text = wellFormed(change.text).trim();
  const quote = quoteOf(doc, change.range);
  if (quote === replacement) return refused('no-change', 'The words are the same as before.');
  return addAt(doc, change.range, { kind: 'suggestion', replacement, text }, context);
}

/** Longest words of a comment, of a quoted stretch and of a proposed one, in UTF-16 code units. */
export const longestWords = 10_000;

function addAt(doc: Y.Doc, range: TextRange, fields: EntryFields, context: EntryContext): Said {
  const now = indexedText(runbookBody(doc));
  const whole = wholeCharacters(now, range);
  const quote = quoteOf(doc, whole);
  const anchor = anchorRange(runbookBody(doc), whole);
  if (anchor === undefined) return refused('no-place', 'Select the words that it is about.');
  const isTooLong = [quote, fields['text'], fields['replacement']].some(
    (words) => typeof words === 'string' && words.length > longestWords,
  );
  if (isTooLong) return tooLong();
  const place = { anchor, quote, repeated: repetitionOf(now, whole) };
  const stamp = appendEntry(runbookComments(doc), { ...fields, ...place }, context);
  return { ok: true, id: stamp.id };
}

/** Answers a remark or a proposal. */
export function replyTo(
  doc: Y.Doc,
  of: string,
  words: string,
  context: EntryContext,
): CommandResult<Refused> {
  const text = wellFormed(words).trim();
  if (text === '') return refused('no-words', 'A reply needs words.');
  if (text.length > longestWords) return tooLong();
  appendEntry(runbookComments(doc), { kind: 'reply', of, text }, context);
  return { ok: true, changed: true };
}

/** Resolves or reopens a remark, rejects or reopens a proposal. The text stays as it is. */
export function decideDiscussion(
  doc: Y.Doc,
  of: string,
  decision: Exclude<Decision['decision'], 'accept'>,
  context: EntryContext,
): CommandResult {
  const known = decisionsOn(doc, of);
  const { state, conflict } = decide(known);
  if (state === stateOf[decision] && conflict.length === 0) return { ok: true, changed: false };
  append(doc, of, { decision }, known, context);
  return { ok: true, changed: true };
}

/**
 * Accepts a proposal and writes it into the text, both in one transaction. Refused where the text is
 * locked, and where its place does not read as it did when the change was proposed: what was meant
 * then may be wrong now. Where it reads as proposed already, nothing is written. Two who accept the
 * same without knowing of each other write it once (`write-once.ts`).
 */
export function acceptSuggestion(
  doc: Y.Doc,
  of: string,
  context: EntryContext,
): CommandResult<'locked' | 'gone' | 'changed' | 'not-open'> {
  const locked = refuseLocked(doc);
  if (locked !== undefined) return locked;
  const found = findSuggestion(doc, of);
  const known = decisionsOn(doc, of);
  const { state, conflict } = decide(known);
  if (found === undefined) return refused('not-open', 'This change is not known on this device.');
  if (state === 'accepted' && conflict.length === 0) {
    return refused('not-open', 'This change was accepted already.');
  }
  const { root, located } = found;
  if (located?.reads === root.replacement) {
    append(doc, of, { decision: 'accept' }, known, context);
    return { ok: true, changed: true };
  }
  if (located === undefined || (located.reads === undefined && isEmpty(located.range))) {
    return refused('gone', 'The words that it would change are gone.');
  }
  if (located.reads === undefined) {
    return refused('changed', 'The words that it would change have changed since.');
  }
  const change = { from: located.range.from, before: root.quote, after: root.replacement };
  doc.transact(() => {
    const wrote = writeOnce(runbookBody(doc), change, of);
    touchRunbook(doc, context.nowMs, context.actor.name);
    append(doc, of, { decision: 'accept', wrote }, known, context);
  });
  return { ok: true, changed: true };
}

/**
 * Takes an accepted change out of the text again and opens the proposal, in one transaction. Refused
 * where the text is locked or does not read as accepted any more.
 */
export function takeBackAcceptance(
  doc: Y.Doc,
  of: string,
  context: EntryContext,
): CommandResult<'locked' | 'changed'> {
  const locked = refuseLocked(doc);
  if (locked !== undefined) return locked;
  const found = findSuggestion(doc, of);
  if (found?.located?.reads !== found?.root.replacement || found?.located === undefined) {
    return refused('changed', 'The text was changed there since. Edit the text.');
  }
  const { root, located } = found;
  const change = { from: located.range.from, before: root.replacement, after: root.quote };
  doc.transact(() => {
    writeOnce(runbookBody(doc), change, `${of} back`);
    touchRunbook(doc, context.nowMs, context.actor.name);
    append(doc, of, { decision: 'reopen' }, decisionsOn(doc, of), context);
  });
  return { ok: true, changed: true };
}

function isEmpty({ from, to }: TextRange): boolean {
  return from === to;
}

function findSuggestion(doc: Y.Doc, of: string) {
  const root = readEntries(runbookComments(doc), entrySchema).find(({ id }) => id === of);
  if (root?.kind !== 'suggestion') return undefined;
  const body = runbookBody(doc);
  return { root, located: locateRoot(body, indexedText(body), root) };
}

function append(
  doc: Y.Doc,
  of: string,
  made: Pick<Decision, 'decision' | 'wrote'>,
  known: readonly Decision[],
  context: EntryContext,
): void {
  const after = headsOf(known).map(({ id }) => id);
  appendEntry(runbookComments(doc), { kind: 'decision', of, ...made, after }, context);
}

function decisionsOn(doc: Y.Doc, of: string): readonly Decision[] {
  return readEntries(runbookComments(doc), entrySchema).filter(
    (entry): entry is Decision => entry.kind === 'decision' && entry.of === of,
  );
}

function quoteOf(doc: Y.Doc, { from, to }: TextRange): string {
  return indexedText(runbookBody(doc)).slice(Math.max(0, from), Math.max(0, to));
}

/** The range, widened where an end would cut a surrogate pair in two. */
function wholeCharacters(text: string, { from, to }: TextRange): TextRange {
  const cuts = (at: number) =>
    at > 0 &&
    at < text.length &&
    /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
  return { from: cuts(from) ? from - 1 : from, to: cuts(to) ? to + 1 : to };
}

function tooLong(): { readonly ok: false; readonly reason: 'too-long'; readonly problem: string } {
  const most = longestWords.toLocaleString('en');
  return refused(
    'too-long',
    `At most ${most} characters, in the words and in what they are about.`,
  );
}

function refused<Reason extends string>(reason: Reason, problem: string) {
  return { ok: false as const, reason, problem };
}
