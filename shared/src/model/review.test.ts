import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EntryContext } from './entries.ts';
import { textHash } from './ids.ts';
import { project } from './project.ts';
import { projectionSchema } from './projection.ts';
import {
  readLock,
  readReviews,
  readUnlock,
  reviewRunbook,
  runbookReviews,
  tellingReviews,
  unlockRunbook,
  withdraw,
} from './review.ts';
import { createRunbook, renameRunbook, runbookBody, setRunbookTags } from './runbook.ts';

let made = 0;

function by(name: string, nowMs: number): EntryContext {
  const bytes = (length: number) => Uint8Array.from({ length }, () => (made += 7) & 255);
  return { actor: { name, device: `of ${name}` }, nowMs, random: { bytes } };
}

function runbook(): { readonly doc: Y.Doc; readonly version: string } {
  const doc = new Y.Doc();
  createRunbook(doc, { title: 'DNS failover', body: '# DNS failover\n' }, 1, 'Ana');
  return { doc, version: textHash(runbookBody(doc).toJSON()) };
}

function ids(result: ReturnType<typeof reviewRunbook>): readonly string[] {
  if (!result.ok) throw new Error(result.problem);
  return result.ids;
}

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

describe('reviews', () => {
  it('say who found what of which version, in the order they were given', () => {
    const { doc, version } = runbook();
    reviewRunbook(doc, { verdict: 'works', version, note: '' }, by('Ana', 10));
    reviewRunbook(
      doc,
      { verdict: 'needs-changes', version: 'v0', note: ' Step 2 is gone ' },
      by('Ben', 20),
    );
    expect(readReviews(doc)).toMatchObject([
      { by: 'Ana', verdict: 'works', version, note: '', happenedAtMs: 10 },
      { by: 'Ben', verdict: 'needs-changes', version: 'v0', note: 'Step 2 is gone' },
    ]);
  });

  it('are taken back, and what else was said stays', () => {
    const { doc, version } = runbook();
    const first = reviewRunbook(doc, { verdict: 'works', version, note: '' }, by('Ana', 10));
    reviewRunbook(doc, { verdict: 'obsolete', version, note: '' }, by('Ben', 20));
    withdraw(doc, ids(first), by('Ana', 30));
    expect(readReviews(doc)).toMatchObject([{ by: 'Ben' }]);
    expect(runbookReviews(doc)).toHaveLength(3);
  });

  it('refuse a note that is too long, and write nothing', () => {
    const { doc, version } = runbook();
    const note = 'x'.repeat(2_001);
    expect(reviewRunbook(doc, { verdict: 'works', version, note }, by('Ana', 1))).toMatchObject({
      reason: 'note-too-long',
      problem: 'A note has at most 2,000 characters.',
    });
    expect(runbookReviews(doc)).toHaveLength(0);
  });

  it('are passed over where another version wrote what this one cannot read', () => {
    const { doc } = runbook();
    runbookReviews(doc).push([{ kind: 'review', verdict: 'splendid' }, 7]);
    expect(readReviews(doc)).toEqual([]);
    expect(readLock(doc)).toBeUndefined();
  });

  it('count by the last of each person, and against it only since the last "works"', () => {
    const { doc, version } = runbook();
    const say = (name: string, atMs: number, verdict: 'works' | 'needs-changes', of: string) =>
      reviewRunbook(doc, { verdict, version: of, note: '' }, by(name, 1_000), atMs);
    say('Ana', 10, 'works', version);
    say('Ana', 20, 'works', 'v0');
    say('Ana', 15, 'works', 'v0');
    say('Ben', 12, 'needs-changes', version);
    say('Cleo', 30, 'needs-changes', version);
    say('Cleo', 25, 'needs-changes', version);
    const telling = tellingReviews(readReviews(doc), version);
    expect(telling.map(({ by: who, happenedAtMs }) => [who, happenedAtMs])).toEqual([
      ['Ana', 10],
      ['Ana', 20],
      ['Cleo', 30],
    ]);
  });
});

describe('a locked text', () => {
  it('refuses commands that change it until it is unlocked, which is recorded', () => {
    const { doc, version } = runbook();
    reviewRunbook(doc, { verdict: 'works', version, note: '', lock: true }, by('Ana', 10));
    expect(readLock(doc)).toMatchObject({ by: 'Ana', version, happenedAtMs: 10 });
    const before = Y.encodeStateVector(doc);
    for (const refused of [
      renameRunbook(doc, 'Other', 20, 'Ben'),
      setRunbookTags(doc, ['dns'], 20, 'Ben'),
    ]) {
      expect(refused).toEqual({
        ok: false,
        reason: 'locked',
        problem: 'Ana approved this text and locked it. Unlock it first to change it.',
      });
    }
    expect(Y.encodeStateVector(doc)).toEqual(before);
    unlockRunbook(doc, by('Ben', 30));
    expect(readLock(doc)).toBeUndefined();
    expect(readUnlock(doc)).toMatchObject({ by: 'Ben', happenedAtMs: 30 });
    expect(renameRunbook(doc, 'Other', 40, 'Ben').ok).toBe(true);
    expect(unlockRunbook(doc, by('Ben', 50))).toEqual([]);
  });

  it('is locked again when the unlocking is taken back', () => {
    const { doc, version } = runbook();
    reviewRunbook(doc, { verdict: 'works', version, note: '', lock: true }, by('Ana', 10));
    withdraw(doc, unlockRunbook(doc, by('Ben', 30)), by('Ben', 31));
    expect(readLock(doc)).toMatchObject({ by: 'Ana' });
    expect(readUnlock(doc)).toBeUndefined();
  });

  it('is not locked by a verdict other than "works"', () => {
    const { doc, version } = runbook();
    reviewRunbook(doc, { verdict: 'obsolete', version, note: '', lock: true }, by('Ana', 10));
    expect(readLock(doc)).toBeUndefined();
  });

  it('stays locked by an approval that the unlocking did not know of', () => {
    const { doc: mine, version } = runbook();
    const theirs = new Y.Doc();
    reviewRunbook(mine, { verdict: 'works', version, note: '', lock: true }, by('Ana', 10));
    sync(mine, theirs);
    reviewRunbook(mine, { verdict: 'works', version, note: '', lock: true }, by('Cleo', 20));
    unlockRunbook(theirs, by('Ben', 30));
    sync(mine, theirs);
    for (const doc of [mine, theirs]) expect(readLock(doc)).toMatchObject({ by: 'Cleo' });
    unlockRunbook(theirs, by('Ben', 40));
    expect(readLock(theirs)).toBeUndefined();
  });

  it('keeps an edit of a device that had not heard of the lock, and shows another version', () => {
    const { doc: mine, version } = runbook();
    const theirs = new Y.Doc();
    sync(mine, theirs);
    reviewRunbook(mine, { verdict: 'works', version, note: '', lock: true }, by('Ana', 10));
    runbookBody(theirs).insert(0, 'New. ');
    sync(mine, theirs);
    const shown = project('runbook:01a', mine);
    expect(shown).toMatchObject({
      version: textHash('New. # DNS failover\n'),
      lock: { by: 'Ana', atMs: 10, version },
      reviews: [{ by: 'Ana', atMs: 10, verdict: 'works', version, note: '' }],
    });
    expect(projectionSchema.parse(shown)).toEqual(shown);
  });
});
