import { describe, expect, it } from 'vitest';
import { FeedReader } from './feed-reader.ts';
import { type Vector } from './vector.ts';

const doc = 'runbook:one';
const bytes = (n: number): Uint8Array => Uint8Array.of(n);
const markOf = (lsn: number): Vector => new Map([['sender', { boot: '00000001-s', lsn }]]);

/** A document whose edits 0, 1, 2 … each build on the one before; an answer holds all up to a number. */
function createReader() {
  const held = new Set<number>();
  const asked: number[] = [];
  const adopted: number[] = [];
  const reader = new FeedReader({
    take(_doc, update) {
      const n = update[0] ?? 0;
      const isAnswer = update.length > 1;
      if (!isAnswer && n > 0 && !held.has(n - 1)) {
        return { kind: 'missing', stateVector: new Uint8Array() };
      }
      for (let i = isAnswer ? 0 : n; i <= n; i++) held.add(i);
      return { kind: 'new', lsn: n, update };
    },
    stateVector: async () => new Uint8Array(),
    fetch: () => asked.push(asked.length + 1),
    adopt: (vector) => adopted.push(vector.get('sender')?.lsn ?? 0),
  });
  return { reader, held, asked, adopted, answer: (upTo: number) => Uint8Array.of(upTo, 1) };
}

describe('the reader of a feed', () => {
  it('[FE4] takes no mark while something is missing, and takes it once that has come', async () => {
    const { reader, asked, adopted, answer } = createReader();
    await reader.entry(doc, bytes(1));
    reader.mark(markOf(1));
    expect([asked, adopted]).toEqual([[1], []]);
    await reader.answer(1, doc, answer(1));
    expect(adopted).toEqual([1]);
  });

  it('[FE4] asks again for what came while the answer was under way', async () => {
    const { reader, held, asked, adopted, answer } = createReader();
    await reader.entry(doc, bytes(1));
    await reader.entry(doc, bytes(3));
    reader.mark(markOf(3));
    await reader.answer(1, doc, answer(1));
    expect([asked, adopted]).toEqual([[1, 2], []]);
    await reader.answer(2, doc, answer(3));
    expect(adopted).toEqual([3]);
    expect(held).toEqual(new Set([0, 1, 2, 3]));
  });

  it('[FE4] names what it could not take even whole, until it can', async () => {
    let isRefusing = true;
    const adopted: Vector[] = [];
    const reader = new FeedReader({
      take: (_doc, update) =>
        isRefusing
          ? { kind: 'refused', reason: 'too-large', detail: '' }
          : { kind: 'new', lsn: 1, update },
      stateVector: async () => new Uint8Array(),
      fetch: () => 1,
      adopt: (vector) => adopted.push(vector),
    });
    await reader.entry(doc, bytes(1));
    expect(reader.refused()).toEqual([]);
    await reader.answer(1, doc, bytes(1));
    reader.mark(markOf(1));
    expect([reader.refused(), adopted]).toEqual([[doc], []]);
    isRefusing = false;
    await reader.answer(1, doc, bytes(1));
    expect([reader.refused(), adopted]).toEqual([[], [markOf(1)]]);
  });
});
