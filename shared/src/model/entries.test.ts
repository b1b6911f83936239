import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { entryHash } from './entry-chain.ts';
import { appendEntry, appendKnownEntries, type EntryContext, readEntries } from './entries.ts';

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

  it('say which person wrote them, where that is known, whatever else stands there', () => {
    const doc = new Y.Doc();
    const entries = doc.getArray('entries');
    const context = contextAt(5_000, 1);
    note(doc, 'hello', { ...context, actor: { ...context.actor, person: 'ana@example.org' } });
    const other = { kind: 'note', text: 'odd', by: 'Ben', device: 'd2', happenedAtMs: 1 };
    entries.push([{ ...other, id: 'x', person: 7, posted: { ms: 9_000, n: 0 } }]);
    const read = readEntries(entries, noteSchema);
    expect(read.map(({ person }) => person)).toEqual(['ana@example.org', undefined]);
  });

  it('tell whoever signs them what was written', () => {
    const doc = new Y.Doc();
    const entries = doc.getArray('entries');
    const made: unknown[] = [];
    const context = {
      ...contextAt(5_000, 1),
      made: (of: unknown, one: unknown) => made.push(of, one),
    };
    const { id } = note(doc, 'half \ud800', context);
    expect(made).toEqual([entries, { id, hash: entryHash(entries.get(0)) }]);
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
    entries.push([7, 'x', null, { kind: 'note' }]);
    entries.push([{ ...stamp, id: 'other', kind: 'vote', text: 'x' }]);
    expect(texts(doc)).toEqual(['good']);
  });

  it('are all read in their order after a stamp that has no end', () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const [ms, n, order] of [
      [9_000, most, ['hostile', 'one', 'two', 'three', 'four']],
      [9_000, 2 ** 53, ['hostile', 'one', 'two', 'three', 'four']],
      [1e300, 0, ['hostile', 'one', 'two', 'three', 'four']],
      // After the last moment of all nothing can follow; nothing is lost.
      [1e300, most, undefined],
    ] as const) {
      const doc = new Y.Doc();
      const stamp = note(new Y.Doc(), 'x', contextAt(1, 1));
      const entries = doc.getArray<unknown>('entries');
      entries.push([{ ...stamp, kind: 'note', text: 'hostile', posted: { ms, n } }]);
      note(doc, 'one', contextAt(5_000, 2));
      note(doc, 'two', contextAt(5_001, 3));
      const more = ['three', 'four'].map((text) => {
        return { id: `id ${text}`, fields: { kind: 'note', text }, happenedAtMs: 5_002 };
      });
      appendKnownEntries(entries, more, contextAt(5_002, 4));
      if (order === undefined) expect(texts(doc)).toHaveLength(5);
      else expect(texts(doc)).toEqual(order);
    }
  });

  it('of a device whose clock is centuries ahead are read, and so are those after them', () => {
    const doc = new Y.Doc();
    note(doc, 'one', contextAt(1e14, 1));
    note(doc, 'two', contextAt(5_000, 2));
    expect(texts(doc)).toEqual(['one', 'two']);
  });

  it('that are said to be of a year nobody means happened when they were posted', () => {
    const doc = new Y.Doc();
    const entries = doc.getArray<unknown>('entries');
    const said = { kind: 'note', text: 'x', by: '', device: '', happenedAtMs: 1e300 };
    entries.push([{ ...said, id: 'a', posted: { ms: 7_000, n: 0 } }]);
    entries.push([{ ...said, id: 'b', posted: { ms: 1e300, n: 0 } }]);
    expect(readEntries(entries, noteSchema).map(({ happenedAtMs }) => happenedAtMs)).toEqual([
      7_000, 0,
    ]);
  });
});
