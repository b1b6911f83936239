import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { appendEntry, type EntryContext, readEntries } from './entries.ts';

const noteSchema = z.object({ kind: z.literal('note'), text: z.string() });

function contextAt(nowMs: number, seed: number, name = 'Ana'): EntryContext {
  let next = seed;
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65_537) & 255);
  return { actor: { name, device: 'd1' }, nowMs, random: { bytes } };
}

function note(doc: Y.Doc, text: string, context: EntryContext) {
  return appendEntry(doc.getArray('entries'), { kind: 'note', text }, context);
}

function texts(doc: Y.Doc): readonly string[] {
  return readEntries(doc.getArray('entries'), noteSchema).map(({ text }) => text);
}

describe('entries', () => {
  it('come back with who, when and an id', () => {
    const doc = new Y.Doc();
    const stamp = note(doc, 'hello', contextAt(5_000, 1));
    expect(readEntries(doc.getArray('entries'), noteSchema)).toEqual([
      { kind: 'note', text: 'hello', ...stamp },
    ]);
    expect(stamp).toMatchObject({ by: 'Ana', device: 'd1', happenedAtMs: 5_000 });
  });

  it('follow what their author had seen, also where the clock runs behind', () => {
    const doc = new Y.Doc();
    note(doc, 'first', contextAt(9_000, 1));
    note(doc, 'second', contextAt(4_000, 2));
    note(doc, 'third', contextAt(4_000, 3));
    expect(texts(doc)).toEqual(['first', 'second', 'third']);
  });

  it('are the same, in the same order, on all devices, whatever came first', () => {
    const writes = fc.array(fc.record({ on: fc.nat(2), atMs: fc.nat(50), syncs: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(writes, (given) => {
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        for (const [n, { on, atMs, syncs }] of given.entries()) {
          const doc = docs[on];
          if (doc === undefined) continue;
          note(doc, String(n), contextAt(atMs, n));
          if (syncs) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        }
        for (const a of docs) for (const b of docs) Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
        const [first, ...others] = docs.map(texts);
        for (const other of others) expect(other).toEqual(first);
        expect(first?.length).toBe(given.length);
      }),
    );
  });

  it('that cannot be read are passed over', () => {
    const doc = new Y.Doc();
    const stamp = note(doc, 'good', contextAt(1, 1));
    const entries = doc.getArray<unknown>('entries');
    entries.push([7, 'x', null, { kind: 'note' }, { ...stamp, kind: 'note', text: 'same id' }]);
    entries.push([{ ...stamp, id: 'other', kind: 'vote', text: 'x' }]);
    expect(texts(doc)).toEqual(['good']);
  });
});
