import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { appendEntry, appendKnownEntries, membersOf, readEntries, readStamp } from './entries.ts';
import { fitsItsId, isMisnamed } from './entry-id.ts';
import { person } from './run-fixture.ts';

const anything = z.looseObject({});

function write(doc: Y.Doc, text: string, name = 'Ana', nowMs = 1_000): string {
  return appendEntry(doc.getArray('entries'), { kind: 'note', text }, person(name, nowMs)).id;
}

function membersIn(doc: Y.Doc): readonly object[] {
  return doc
    .getArray<unknown>('entries')
    .toArray()
    .filter((one) => typeof one === 'object' && one !== null);
}

function only(doc: Y.Doc): object {
  const [entry] = membersIn(doc);
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

/** What is read: texts by the id that they are read under. */
function textsIn(doc: Y.Doc): ReadonlyMap<string, unknown> {
  return new Map(
    readEntries(doc.getArray('entries'), anything).map((one) => [one.id, one['text']]),
  );
}

function sync(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

describe('the id of an entry', () => {
  it('follows from all that it says, and when it was made', () => {
    const doc = new Y.Doc();
    const id = write(doc, 'hello');
    const entry = only(doc);
    expect(fitsItsId(entry)).toBe(true);
    for (const change of [
      { text: 'hello ' },
      { by: 'Ben' },
      { salt: '' },
      { more: 1 },
      { id: `1${id.slice(1)}` },
      { id: `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}` },
    ]) {
      expect(fitsItsId({ ...entry, ...change })).toBe(false);
      expect(isMisnamed({ ...entry, ...change })).toBe(true);
    }
    // One of an older version may have any.
    expect(isMisnamed({ ...entry, salt: undefined, id: 'x' })).toBe(false);
  });

  it('fits whatever can be said, also as others read it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.anything(), fc.nat(), (text, value, nowMs) => {
        const doc = new Y.Doc();
        const fields = { kind: 'note', text, value: JSON.stringify(value), __proto__: undefined };
        const bytes = new Uint8Array([nowMs & 255]);
        appendEntry(doc.getArray('entries'), { ...fields, bytes }, person('Ana', nowMs));
        const other = new Y.Doc();
        sync(doc, other);
        expect(fitsItsId(only(other))).toBe(true);
      }),
    );
  });

  it('is another for each of two that say the same at once', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    write(a, 'same');
    write(b, 'same');
    sync(a, b);
    expect(textsIn(b).size).toBe(2);
  });
});

const steps = fc.array(
  fc.oneof(
    fc.record({ honest: fc.nat(2), text: fc.string({ maxLength: 3 }) }),
    // Writes under an id that was seen, on a copy that may not have that entry.
    fc.record({
      forge: fc.nat(2),
      of: fc.nat(20),
      by: fc.constantFrom<object>({ by: 'Mallory' }, { salt: undefined }, { chain: undefined }, {}),
      client: fc.constantFrom(1, 2, 2 ** 32 - 1, 2 ** 32 - 2),
      text: fc.string({ maxLength: 3 }),
    }),
    fc.record({ from: fc.nat(2), to: fc.nat(2) }),
  ),
  { minLength: 3, maxLength: 25 },
);

describe('entries under the id of another', () => {
  it('take nothing from it and hide nothing of themselves, whatever came first', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        const honest = new Map<string, unknown>();
        const seen: object[] = [];
        const forged = new Set<unknown>();
        let forgeries = 0;
        for (const one of all) {
          if ('honest' in one) {
            const doc = docs[one.honest];
            if (doc === undefined) continue;
            honest.set(write(doc, one.text, `Person ${one.honest}`), one.text);
            seen.push(...membersIn(doc).slice(-1));
          } else if ('forge' in one) {
            const doc = docs[one.forge];
            const of = seen[one.of % Math.max(1, seen.length)];
            if (doc === undefined || of === undefined) continue;
            forgeries += 1;
            const theirs = new Y.Doc();
            // No client id twice in one document: what that does is no matter of entries.
            theirs.clientID = Math.abs(one.client - 10 * forgeries);
            sync(doc, theirs);
            const text = `forged ${forgeries} ${one.text}`;
            theirs.getArray('entries').insert(0, [{ ...of, ...one.by, text }]);
            forged.add(text);
            sync(theirs, doc);
          } else {
            const [from, to] = [docs[one.from], docs[one.to]];
            if (from !== undefined && to !== undefined) sync(from, to);
          }
        }
        for (const from of docs) for (const to of docs) sync(from, to);
        const [first, ...others] = docs.map(textsIn);
        for (const other of others) expect(other).toEqual(first);
        for (const [id, text] of honest) expect(first?.get(id)).toBe(text);
        const read = [...(first ?? [])];
        expect(new Set(read.map(([, text]) => text))).toEqual(
          new Set([...honest.values(), ...forged]),
        );
        for (const [id] of read) expect(id.length).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('are read the same by every kind of reader', () => {
    const doc = new Y.Doc();
    const id = write(doc, 'real');
    doc.getArray('entries').insert(0, [{ ...only(doc), kind: 'vote', text: 'mine' }]);
    const kinds = (kind: string) =>
      readEntries(doc.getArray('entries'), z.object({ kind: z.literal(kind), text: z.string() }));
    expect(kinds('note')).toMatchObject([{ id, text: 'real' }]);
    expect(kinds('vote')).toMatchObject([{ text: 'mine' }]);
    expect(kinds('vote')[0]?.id).not.toBe(id);
  });

  it('cannot be taken for those that are read under an id of their own', () => {
    const doc = new Y.Doc();
    const id = write(doc, 'real');
    const entries = doc.getArray<unknown>('entries');
    entries.push([{ ...only(doc), text: 'second' }]);
    const made = [...textsIn(doc).keys()].find((one) => one !== id) ?? '';
    entries.insert(0, [{ ...only(doc), text: 'third', id: made }]);
    expect(textsIn(doc).get(id)).toBe('real');
    expect(textsIn(doc).get(made)).toBe('second');
    expect(textsIn(doc).size).toBe(3);
  });

  it('of chance are both read, the same one under it everywhere', () => {
    const old = { by: 'Ana', device: 'd', happenedAtMs: 1, posted: { ms: 1, n: 0 }, id: 'old' };
    const chain = { n: 1, prev: '', seen: '' };
    const list = [
      { ...old, chain, text: 'one' },
      { ...old, chain, text: 'two' },
    ];
    const ids = (of: readonly object[]) =>
      new Map(membersOf(of).map(({ entry, stamp }) => [entry, stamp.id]));
    const told = ids(list);
    expect([...told.values()]).toContain('old');
    expect(new Set(told.values()).size).toBe(2);
    expect(ids(list.toReversed())).toEqual(told);
    expect(list.map((one) => readStamp(one)?.id)).toEqual(['old', 'old']);
  });

  it('of machines are one, as relays that are told apart each write it down', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    for (const [doc, nowMs] of [
      [a, 5],
      [b, 9],
    ] as const) {
      const machine = { ...person('', nowMs), actor: { name: 'Alertmanager', device: '' } };
      const added = [{ id: 'alert', fields: { kind: 'alert', text: 'disk' }, happenedAtMs: nowMs }];
      appendKnownEntries(doc.getArray('entries'), added, machine);
    }
    sync(a, b);
    expect([...textsIn(b)]).toEqual([['alert', 'disk']]);
  });
});
