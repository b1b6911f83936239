import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { appendEntry, type EntryContext, readStamp } from './entries.ts';
import { canonicalForm, entryHash, readChain } from './entry-chain.ts';
import { person } from './run-fixture.ts';
import { verifyChain } from './verify-chain.ts';

/** Somebody on a device, in one of two tabs of it, writes; or what one tab has reaches another. */
const step = fc.oneof(
  fc.record({ tab: fc.nat(5), atMs: fc.nat(40), text: fc.string({ unit: 'binary' }) }),
  fc.record({ from: fc.nat(5), to: fc.nat(5) }),
);

const deviceOf = (tab: number): string => `device ${tab % 3}`;

function contextOf(tab: number, nowMs: number): EntryContext {
  const base = person(`Person ${tab % 4}`, nowMs);
  return { ...base, actor: { ...base.actor, device: deviceOf(tab) } };
}

function history(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
  const tabs = Array.from({ length: 6 }, () => new Y.Doc());
  const sync = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  for (const one of steps) {
    if ('tab' in one) {
      const doc = tabs[one.tab];
      if (doc === undefined) continue;
      const fields = { kind: 'note', text: one.text, deep: { bytes: new Uint8Array([one.atMs]) } };
      appendEntry(doc.getArray('entries'), fields, contextOf(one.tab, one.atMs));
    } else {
      const [from, to] = [tabs[one.from], tabs[one.to]];
      if (from !== undefined && to !== undefined) sync(from, to);
    }
  }
  const all = new Y.Doc();
  for (const tab of tabs) sync(tab, all);
  return { tabs, all };
}

function listOf(doc: Y.Doc): readonly unknown[] {
  return doc.getArray('entries').toArray();
}

const histories = fc.array(step, { minLength: 1, maxLength: 40 });

/** Hashes that some other entry names. */
function named(list: readonly unknown[]): ReadonlySet<string> {
  const hashes = new Set<string>();
  for (const value of list) {
    const chain = typeof value === 'object' && value !== null ? readChain(value) : undefined;
    if (chain !== undefined) hashes.add(chain.prev).add(chain.seen);
  }
  return hashes;
}

describe('a chain', () => {
  it('holds for whatever people write on several devices and tabs, wherever it is looked at', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const { tabs, all } = history(steps);
        for (const doc of [...tabs, all]) {
          const report = verifyChain(listOf(doc));
          expect(report.breaks).toEqual([]);
          expect(report.unreadable).toBe(0);
          for (const { state } of report.devices) expect(state).toBe('intact');
        }
      }),
    );
  });

  it('shows every removal and change of an entry that another names', () => {
    fc.assert(
      fc.property(
        histories,
        fc.nat(),
        fc.constantFrom('removed', 'text', 'by', 'time'),
        (...given) => {
          const [steps, at, how] = given;
          const list = listOf(history(steps).all);
          const names = named(list);
          const known = list.filter((value) => names.has(entryHash(value)));
          const target = known[at % Math.max(1, known.length)];
          if (typeof target !== 'object' || target === null) return;
          const changed =
            how === 'removed'
              ? []
              : [
                  {
                    ...target,
                    ...(how === 'text' ? { text: 'what was never said', kind: 'decision' } : {}),
                    ...(how === 'by' ? { by: 'Somebody else' } : {}),
                    ...(how === 'time' ? { happenedAtMs: 77_777 } : {}),
                  },
                ];
          const tampered = list.flatMap((value) => (value === target ? changed : [value]));
          expect(verifyChain(tampered).breaks.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('shows every swap of an entry with one that had seen it', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (steps, first, second) => {
        const list = [...listOf(history(steps).all)];
        const a = first % Math.max(1, list.length);
        const b = second % Math.max(1, list.length);
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        if (!hasSeen(list, late, early)) return;
        [list[early], list[late]] = [list[late], list[early]];
        expect(verifyChain(list).breaks.some(({ kind }) => kind === 'order')).toBe(true);
      }),
    );
  });
});

/** Directly, or through others. */
function hasSeen(list: readonly unknown[], late: number, early: number): boolean {
  const places = new Map(list.map((value, place) => [entryHash(value), place]));
  const open = [late];
  const done = new Set<number>();
  for (const place of open) {
    if (place === early && place !== late) return true;
    const value = list[place];
    if (done.has(place) || typeof value !== 'object' || value === null) continue;
    done.add(place);
    const chain = readChain(value);
    for (const hash of [chain?.prev, chain?.seen]) {
      const before = hash === undefined ? undefined : places.get(hash);
      if (before !== undefined) open.push(before);
    }
  }
  return false;
}

describe('a device', () => {
  const write = (doc: Y.Doc, text: string, name = 'Ana') =>
    appendEntry(doc.getArray('entries'), { kind: 'note', text }, person(name));

  it('that wrote in two tabs at once has forked, and is intact', () => {
    const one = new Y.Doc();
    write(one, 'first');
    const two = new Y.Doc();
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    write(one, 'here');
    write(two, 'there');
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    write(one, 'and on');
    expect(verifyChain(listOf(one))).toEqual({
      devices: [
        {
          device: 'device of Ana',
          people: ['Ana'],
          state: 'intact',
          entries: 4,
          unchained: 0,
          forks: 1,
        },
      ],
      breaks: [],
      unreadable: 0,
    });
  });

  it('of an older version is in no chain until it is a new one, and then protected', () => {
    const doc = new Y.Doc();
    const old = { kind: 'note', text: 'old', ...stampOf('old', 'device of Ana') };
    doc.getArray('entries').push([old, 7]);
    expect(verifyChain(listOf(doc))).toMatchObject({
      devices: [{ state: 'unchained', unchained: 1 }],
      unreadable: 1,
    });
    write(doc, 'new');
    expect(verifyChain(listOf(doc))).toMatchObject({ devices: [{ state: 'intact' }], breaks: [] });
    const tampered = [{ ...old, text: 'other' }, ...listOf(doc).slice(1)];
    expect(verifyChain(tampered)).toMatchObject({
      devices: [{ state: 'broken' }],
      breaks: [{ kind: 'own', by: 'Ana' }],
    });
  });

  it('shows what is missing, doubled, or not where it says it is', () => {
    const doc = new Y.Doc();
    write(doc, 'one');
    write(doc, 'two', 'Ben');
    write(doc, 'three');
    const [one, two, three] = listOf(doc);
    const kinds = (...list: readonly unknown[]) => verifyChain(list).breaks.map(({ kind }) => kind);
    expect(kinds(one, two, three)).toEqual([]);
    expect(kinds(two, three)).toEqual(['seen', 'own']);
    expect(kinds(one, three)).toEqual(['seen']);
    expect(kinds(one, two, three, two)).toEqual(['doubled']);
    expect(kinds(three, one, two)).toEqual(['order', 'order']);
    // What nobody names yet: only a seal can show that it is gone.
    expect(kinds(one, two)).toEqual([]);
  });
});

function stampOf(id: string, device: string) {
  return { id, by: 'Ana', device, happenedAtMs: 1, posted: { ms: 1, n: 0 } };
}

describe('the canonical form', () => {
  it('is the stated one', () => {
    expect(
      canonicalForm({
        b: [1, -0.5, null, true],
        a: { z: new Uint8Array([1, 2, 3]), y: 'é"\n' },
        none: undefined,
      }),
    ).toBe('{"a":{"y":"é\\"\\n","z":{"bytes":"AQID"}},"b":[1,-0.5,null,true]}');
    expect(canonicalForm('\ud800')).toBe('"\ufffd"');
  });

  it('is the same after a document was stored and read', () => {
    const values = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.uint8Array(),
        fc.array(fc.integer()),
      ),
    );
    fc.assert(
      fc.property(values, (fields) => {
        const doc = new Y.Doc();
        appendEntry(doc.getArray('entries'), fields, person('Ana'));
        const read = new Y.Doc();
        Y.applyUpdate(read, Y.encodeStateAsUpdate(doc));
        const [here, there] = [listOf(doc)[0], listOf(read)[0]];
        expect(readStamp(here)).toEqual(readStamp(there));
        expect(canonicalForm(here)).toBe(canonicalForm(there));
      }),
    );
  });
});
