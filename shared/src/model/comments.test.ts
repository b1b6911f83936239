import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  acceptSuggestion,
  addComment,
  countOpenDiscussions,
  decideDiscussion,
  readDiscussions,
  replyTo,
  suggestChange,
  takeBackAcceptance,
} from './comments.ts';
import type { EntryContext } from './entries.ts';
import { reviewRunbook } from './review.ts';
import { replaceBody, runbookBody } from './runbook.ts';

let made = 0;
let clockMs = 1_000;
function by(name: string): EntryContext {
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => (made = (made * 75 + 74) % 65_537) & 255);
  return { actor: { name, device: name }, nowMs: (clockMs += 1), random: { bytes } };
}

function written(text: string): Y.Doc {
  const doc = new Y.Doc();
  runbookBody(doc).insert(0, text);
  return doc;
}

function merge(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function only(doc: Y.Doc) {
  const [discussion, ...others] = readDiscussions(doc);
  expect(others).toEqual([]);
  if (discussion === undefined) throw new Error('there is none');
  return discussion;
}

function suggested(doc: Y.Doc, range: { from: number; to: number }, replacement: string): string {
  const said = suggestChange(doc, { range, replacement, text: '' }, by('Ana'));
  if (!said.ok) throw new Error(said.problem);
  return said.id;
}

describe('comments', () => {
  it('stay with their words while others write around them', () => {
    const doc = written('Stop the primary, then wait.');
    expect(
      addComment(doc, { range: { from: 9, to: 16 }, text: 'which one?' }, by('Ana')),
    ).toMatchObject({ ok: true });
    runbookBody(doc).insert(0, '# Failover\n\n');
    runbookBody(doc).insert(9 + 12, 'old ');
    const { place, quote, isAsQuoted } = only(doc);
    expect(quote).toBe('primary');
    expect(isAsQuoted).toBe(true);
    expect(runbookBody(doc).toString().slice(place?.from, place?.to)).toBe('primary');
  });

  it('outlive their words', () => {
    const doc = written('Stop the primary.');
    addComment(doc, { range: { from: 9, to: 16 }, text: 'why?' }, by('Ana'));
    runbookBody(doc).delete(5, 12);
    expect(only(doc)).toMatchObject({ place: undefined, quote: 'primary', text: 'why?' });
  });

  it('have replies, are resolved and opened again', () => {
    const doc = written('Stop the primary.');
    addComment(doc, { range: { from: 0, to: 4 }, text: 'why?' }, by('Ana'));
    const { id } = only(doc);
    replyTo(doc, id, 'It is old.', by('Bo'));
    expect(countOpenDiscussions(doc)).toEqual({ comments: 1, suggestions: 0 });
    expect(decideDiscussion(doc, id, 'resolve', by('Bo'))).toEqual({ ok: true, changed: true });
    expect(decideDiscussion(doc, id, 'resolve', by('Bo'))).toEqual({ ok: true, changed: false });
    expect(only(doc)).toMatchObject({
      state: 'resolved',
      decided: { by: 'Bo' },
      replies: [{ by: 'Bo', text: 'It is old.' }],
    });
    expect(countOpenDiscussions(doc)).toEqual({ comments: 0, suggestions: 0 });
    decideDiscussion(doc, id, 'reopen', by('Ana'));
    expect(only(doc).state).toBe('open');
  });

  it('refuse what says nothing, is about nothing or too long', () => {
    const doc = written('Stop.');
    const at = { from: 0, to: 4 };
    expect(addComment(doc, { range: at, text: '  ' }, by('Ana'))).toMatchObject({
      reason: 'no-words',
    });
    expect(addComment(doc, { range: { from: 2, to: 2 }, text: 'x' }, by('Ana'))).toMatchObject({
      reason: 'no-place',
    });
    expect(addComment(doc, { range: { from: 2, to: 99 }, text: 'x' }, by('Ana'))).toMatchObject({
      reason: 'no-place',
    });
    expect(addComment(doc, { range: at, text: 'x'.repeat(10_001) }, by('Ana'))).toMatchObject({
      reason: 'too-long',
    });
    expect(
      suggestChange(doc, { range: at, replacement: 'Stop', text: '' }, by('Ana')),
    ).toMatchObject({ reason: 'no-change' });
    expect(readDiscussions(doc)).toEqual([]);
  });

  it('pass over what they cannot read', () => {
    const doc = written('Stop.');
    addComment(doc, { range: { from: 0, to: 4 }, text: 'why?' }, by('Ana'));
    const [entry] = doc.getArray('comments').toArray();
    const odd = { item: { client: 9, clock: 4_000_000_000 }, tname: 'meta', assoc: 0 };
    doc
      .getArray('comments')
      .push([
        7,
        { kind: 'comment' },
        { ...Object(entry), id: 'odd', anchor: { start: odd, end: odd } },
        { ...Object(entry), id: 'lost', kind: 'reply', of: 'nobody', text: 'x' },
      ]);
    expect(
      readDiscussions(doc).map(({ id, place }) => [id === 'odd', place === undefined]),
    ).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

describe('suggestions', () => {
  it('are written into the text when they are accepted, and undone with their acceptance', () => {
    const doc = written('Wait 5 minuts, then go on.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    const undo = new Y.UndoManager([runbookBody(doc), doc.getArray('comments')]);
    expect(acceptSuggestion(doc, id, by('Bo'))).toEqual({ ok: true, changed: true });
    expect(runbookBody(doc).toString()).toBe('Wait 5 minutes, then go on.');
    expect(only(doc)).toMatchObject({ state: 'accepted', decided: { by: 'Bo' } });
    expect(acceptSuggestion(doc, id, by('Bo'))).toMatchObject({ reason: 'not-open' });
    undo.undo();
    expect(runbookBody(doc).toString()).toBe('Wait 5 minuts, then go on.');
    expect(only(doc).state).toBe('open');
  });

  it('are not written over words that have changed since, nor where those are gone, nor while it is locked', () => {
    const doc = written('Wait 5 minuts, then go on.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    const changed = copyOf(doc);
    runbookBody(changed).insert(6, '0');
    expect(acceptSuggestion(changed, id, by('Bo'))).toMatchObject({ reason: 'changed' });
    const gone = copyOf(doc);
    runbookBody(gone).delete(0, 14);
    expect(acceptSuggestion(gone, id, by('Bo'))).toMatchObject({ reason: 'gone' });
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, by('Cy'));
    expect(acceptSuggestion(doc, id, by('Bo'))).toMatchObject({ reason: 'locked' });
    expect(runbookBody(doc).toString()).toBe('Wait 5 minuts, then go on.');
  });

  it('decided differently by two who had not seen each other are a conflict until one decides', () => {
    const doc = written('Wait 5 minuts.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    const other = copyOf(doc);
    acceptSuggestion(doc, id, by('Bo'));
    decideDiscussion(other, id, 'reject', by('Cy'));
    merge(doc, other);
    expect(only(doc).conflict.map(({ decision, by: who }) => [decision, who])).toEqual([
      ['accept', 'Bo'],
      ['reject', 'Cy'],
    ]);
    decideDiscussion(doc, id, 'reject', by('Bo'));
    expect(only(doc)).toMatchObject({ state: 'rejected', conflict: [] });
  });

  it('accepted twice at the same moment say so, and are there once', () => {
    const doc = written('Wait 5 minuts.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    const other = copyOf(doc);
    acceptSuggestion(doc, id, by('Bo'));
    acceptSuggestion(other, id, by('Cy'));
    merge(doc, other);
    expect(only(doc)).toMatchObject({ state: 'accepted', mayBeTwice: false, isWritten: true });
    expect(only(doc).conflict).toHaveLength(2);
    expect(runbookBody(doc).toString()).toBe('Wait 5 minutes.');
    expect(acceptSuggestion(other, id, by('Cy'))).toEqual({ ok: true, changed: true });
    merge(doc, other);
    expect(only(doc)).toMatchObject({ state: 'accepted', conflict: [] });
    expect(runbookBody(doc).toString()).toBe('Wait 5 minutes.');
  });

  it('accepted twice over words that one of the two had written anew may be there twice, and say so', () => {
    const doc = written('Wait 5 minuts.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    const other = copyOf(doc);
    runbookBody(other).delete(7, 6);
    runbookBody(other).insert(7, 'minuts');
    expect(only(other).isAsQuoted).toBe(true);
    acceptSuggestion(doc, id, by('Bo'));
    acceptSuggestion(other, id, by('Cy'));
    merge(doc, other);
    expect(only(doc)).toMatchObject({ state: 'accepted', mayBeTwice: true });
  });

  it('only note the acceptance where the text reads so already', () => {
    const doc = written('Wait 5 minuts.');
    const id = suggested(doc, { from: 5, to: 13 }, '5 minutes');
    runbookBody(doc).insert(12, 'e');
    expect(only(doc)).toMatchObject({ isWritten: true, isAsQuoted: false });
    expect(acceptSuggestion(doc, id, by('Bo'))).toEqual({ ok: true, changed: true });
    expect(runbookBody(doc).toString()).toBe('Wait 5 minutes.');
  });

  it('are taken back out of the text, by whoever sees them, and can be accepted again', () => {
    for (const [quote, replacement] of [
      ['5 minuts', '5 minutes'],
      ['Wait', 'Look around'],
      ['Wait 5 minuts.', ''],
      ['5', 'five'],
      ['Wait', 'Then wait'],
      ['😀 ', 'a 😀 b'],
    ] as const) {
      const doc = written('Wait 5 minuts. 😀 ');
      const from = 'Wait 5 minuts. 😀 '.indexOf(quote);
      const id = suggested(doc, { from, to: from + quote.length }, replacement);
      const changed = 'Wait 5 minuts. 😀 '.replace(quote, replacement);
      acceptSuggestion(doc, id, by('Bo'));
      expect(runbookBody(doc).toString()).toBe(changed);
      const other = copyOf(doc);
      expect(takeBackAcceptance(other, id, by('Cy'))).toMatchObject({ ok: true });
      merge(doc, other);
      expect(runbookBody(doc).toString()).toBe('Wait 5 minuts. 😀 ');
      expect(only(doc)).toMatchObject({ state: 'open', isAsQuoted: true });
      expect(takeBackAcceptance(doc, id, by('Cy'))).toMatchObject({ reason: 'changed' });
      expect(acceptSuggestion(doc, id, by('Bo'))).toMatchObject({ ok: true });
      expect(runbookBody(doc).toString()).toBe(changed);
    }
  });

  it('keep their place on other devices when an acceptance is undone', () => {
    const doc = written('Stop. Wait. Go.');
    const id = suggested(doc, { from: 6, to: 10 }, 'Look');
    const undo = new Y.UndoManager([runbookBody(doc), doc.getArray('comments')]);
    acceptSuggestion(doc, id, by('Bo'));
    undo.undo();
    const other = copyOf(doc);
    expect(only(other)).toMatchObject({ state: 'open', isAsQuoted: true, place: { from: 6 } });
  });
});

describe('words that were taken away', () => {
  it('are found again where undo brings them back, also with others around them', () => {
    const doc = written('1. Stop.\n2. Switch the zone.\n');
    const from = '1. Stop.\n2. '.length;
    addComment(doc, { range: { from, to: from + 10 }, text: 'who?' }, by('Ana'));
    const undo = new Y.UndoManager(runbookBody(doc));
    runbookBody(doc).delete(9, 19);
    expect(only(doc).place).toBeUndefined();
    undo.undo();
    const other = copyOf(doc);
    expect(only(other)).toMatchObject({ place: { from }, isAsQuoted: true });
  });

  it('are not taken for the same words elsewhere', () => {
    const doc = written('Stop the primary. Look. Start the primary.');
    addComment(doc, { range: { from: 9, to: 16 }, text: 'which?' }, by('Ana'));
    runbookBody(doc).delete(0, 18);
    expect(only(doc)).toMatchObject({ place: undefined, isAsQuoted: false });
  });
});

describe('words that stand twice side by side', () => {
  it('are not taken for each other when one of them goes', () => {
    const doc = written('Wait.\nWait.\nGo.\n');
    const id = suggested(doc, { from: 0, to: 6 }, 'Look.\n');
    runbookBody(doc).delete(0, 6);
    expect(only(doc)).toMatchObject({ place: undefined, isAsQuoted: false });
    expect(acceptSuggestion(doc, id, by('Bo'))).toMatchObject({ reason: 'gone' });
  });
});

describe('an accepted change', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀'), maxLength: 8 });
  const writing = fc.record({ isBefore: fc.boolean(), insert: words, on: fc.constantFrom(0, 1) });

  it('is there once, whatever is written around it meanwhile and whoever accepts it', () => {
    fc.assert(
      fc.property(
        fc.tuple(words, words, words),
        words,
        fc.array(writing, { maxLength: 6 }),
        fc.boolean(),
        ([before, quote, after], replacement, writings, isAcceptedFirst) => {
          // A single character has no inside: what is written right beside it comes between.
          fc.pre(Array.from(quote).length > 1 && quote !== replacement);
          const first = written(before + quote + after);
          const range = { from: before.length, to: before.length + quote.length };
          const id = suggested(first, range, replacement);
          const second = copyOf(first);
          const docs = [first, second] as const;
          let expected = before.length + replacement.length + after.length;
          const write = () => {
            for (const { on, isBefore, insert } of writings) {
              const { place } = only(docs[on]);
              if (place === undefined) continue;
              runbookBody(docs[on]).insert(isBefore ? place.from : place.to, insert);
              expected += insert.length;
            }
          };
          const accept = () => docs.every((doc) => acceptSuggestion(doc, id, by('Bo')).ok);
          if (!isAcceptedFirst) write();
          const isAccepted = accept();
          if (isAcceptedFirst) write();
          merge(first, second);
          expect(runbookBody(second).toString()).toBe(runbookBody(first).toString());
          expect(only(second)).toEqual(only(first));
          expect(isAccepted).toBe(true);
          expect(runbookBody(first).length).toBe(expected);
          expect(only(first)).toMatchObject({ state: 'accepted', mayBeTwice: false });
          expect(only(first).conflict).toHaveLength(2);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The characters of `text` that are in `set`, or the others. */
function among(text: string, set: string, isIn = true): string {
  return text
    .split('')
    .filter((character) => set.includes(character) === isIn)
    .join('');
}

describe('anchors', () => {
  const edit = fc.record({
    on: fc.constantFrom(0, 1),
    at: fc.nat(60),
    remove: fc.nat(6),
    insert: fc.stringMatching(/^[A-Z]{0,4}$/),
    isWhole: fc.boolean(),
    syncs: fc.boolean(),
  });

  it('cover what is left of their words, and the same on every device', () => {
    // Each character once, so that what is left can be told from what was written since.
    const text = 'abcdefghijklmnopqrstuvwxyz0123456789';
    fc.assert(
      fc.property(fc.nat(35), fc.nat(35), fc.array(edit, { maxLength: 12 }), (a, b, edits) => {
        const first = written(text);
        const range = { from: Math.min(a, b), to: Math.max(a, b) + 1 };
        addComment(first, { range, text: 'x' }, by('Ana'));
        const second = copyOf(first);
        const docs = [first, second] as const;
        for (const { on, at, remove, insert, isWhole, syncs } of edits) {
          const body = runbookBody(docs[on]);
          const now = body.toString();
          const from = Math.min(at, now.length);
          const next = now.slice(0, from) + insert + now.slice(from + remove);
          if (isWhole) replaceBody(docs[on], next);
          else {
            body.delete(from, Math.min(remove, now.length - from));
            body.insert(from, insert);
          }
          if (syncs) merge(first, second);
        }
        merge(first, second);
        const { place, quote } = only(first);
        expect(only(second).place).toEqual(place);
        const now = runbookBody(first).toString();
        const covered = place === undefined ? '' : now.slice(place.from, place.to);
        expect(among(covered, quote)).toBe(among(now, quote));
        expect(among(covered, among(text, quote, false))).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
