import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { liveLimits } from './admission.ts';
import {
  admitted,
  after,
  bytesOf,
  deletes,
  letter,
  outcome,
  raw,
  rooted,
  runOf,
  typed,
} from './admission-test-bytes.ts';

describe('an honest update', () => {
  it('is admitted unchanged, with the clock it ends at', () => {
    const update = typed((doc) => doc.getText('t').insert(0, 'on call 📟'));
    expect(admitted(update)).toEqual({
      kind: 'admitted',
      update,
      content: 'new',
      hasDeletes: false,
      newStructs: true,
      holdsValues: false,
      endClocks: [[7, 10]],
      plain: true,
    });
  });

  it('counts text in UTF-16 units, as Yjs does, at every width of UTF-8', () => {
    for (const text of ['a', 'é', '한', '😀', '\uFEFF', '\uFFFD', '￿', '\u{10FFFF}']) {
      expect(admitted(runOf(1, 0, letter(text))).endClocks).toEqual([[1, text.length]]);
    }
  });

  it('is contained when it adds no struct and deletes nothing', () => {
    const update = typed((doc) => doc.getText('t').insert(0, 'abc'));
    const result = admitted(update, new Map([[7, 3]]));
    expect(result).toMatchObject({ content: 'contained', newStructs: false, hasDeletes: false });
    expect(result.update).toEqual(bytesOf(0, 0));
    expect(admitted(bytesOf(0, 0)).content).toBe('contained');
  });

  it('keeps its deletes when its structs are known', () => {
    const update = typed((doc) => {
      doc.getText('t').insert(0, 'abcd');
      doc.getText('t').delete(1, 2);
    });
    const result = admitted(update, new Map([[7, 4]]));
    expect(result).toMatchObject({ content: 'new', newStructs: false, hasDeletes: true });
    expect(result.update).toEqual(deletes([7, 1, 2]));
  });

  it('loses what is known of it, also in the middle of a struct', () => {
    const update = typed((doc) => doc.getText('t').insert(0, 'abcdef'));
    const result = admitted(update, new Map([[7, 2]]));
    expect(result.endClocks).toEqual([[7, 6]]);
    expect(Y.decodeUpdate(result.update).structs).toMatchObject([
      { id: { client: 7, clock: 2 }, length: 4, origin: { client: 7, clock: 1 } },
    ]);
  });

  it('does not mutate its input when the known structs are cut away', () => {
    // As a Buffer of Node: its slices are views.
    class Slicing extends Uint8Array<ArrayBuffer> {
      override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
        return this.subarray(start, end);
      }
    }
    const update = typed((doc) => doc.getText('t').insert(0, 'abc'));
    const given = Slicing.from(update);
    admitted(given, new Map([[7, 3]]));
    admitted(given, new Map([[7, 2]]));
    expect([...given]).toEqual([...update]);
  });

  it('may carry a lone surrogate as a JSON escape, which every replica keeps as it is', () => {
    expect(outcome(runOf(1, 0, rooted(5, '{"title":"\\ud83d"}')))).toBe('admitted');
  });

  it('may carry bytes of any size, none too', () => {
    expect(outcome(runOf(1, 0, rooted(3, 0)))).toBe('admitted');
    expect(outcome(runOf(1, 0, rooted(3, 2, raw(0xff, 0xff))))).toBe('admitted');
  });

  it('may use constructor and prototype as keys: nothing is inherited from them', () => {
    const update = typed((doc) => doc.getMap('m').set('constructor', { prototype: 1 }));
    expect(outcome(update)).toBe('admitted');
  });
});

describe('what is causally incomplete is missing, not refused', () => {
  it('a gap before the first struct', () => {
    expect(outcome(runOf(1, 1, letter()))).toBe('missing');
    expect(outcome(runOf(1, 1, letter()), new Map([[1, 1]]))).toBe('admitted');
  });

  it('a neighbour or a parent that is not held', () => {
    expect(outcome(runOf(1, 0, after(2, 5, 4, 'a')))).toBe('missing');
    expect(outcome(runOf(1, 0, after(2, 5, 4, 'a')), new Map([[2, 5]]))).toBe('missing');
    expect(outcome(runOf(1, 0, after(2, 5, 4, 'a')), new Map([[2, 6]]))).toBe('admitted');
    expect(outcome(runOf(1, 0, bytesOf(4, 0, 2, 5, 'a')))).toBe('missing');
  });

  it('a delete range beyond what is held (the future-delete bomb): it is never stored', () => {
    expect(outcome(deletes([9, 0, 1000]))).toBe('missing');
    expect(outcome(deletes([9, 0, 4]), new Map([[9, 3]]))).toBe('missing');
    expect(outcome(deletes([9, 0, 3]), new Map([[9, 3]]))).toBe('admitted');
  });

  it('one-character updates out of order (they would pile up pending)', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let i = 0; i < 50; i += 1) doc.getText('t').insert(i, 'x');
    const inReverse = updates.toReversed().slice(0, -1);
    expect(new Set(inReverse.map((update) => outcome(update)))).toEqual(new Set(['missing']));
  });

  it('a gap that mergeUpdates left, unless what belongs there is known; then it is cut out', () => {
    const doc = new Y.Doc();
    doc.clientID = 3;
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const text of ['a', 'b', 'c']) doc.getText('t').insert(0, text);
    const gapped = Y.mergeUpdates(updates.filter((_, i) => i !== 1));
    expect(outcome(gapped)).toBe('missing');
    expect(outcome(gapped, new Map([[3, 1]]))).toBe('missing');
    const cut = admitted(gapped, new Map([[3, 2]])).update;
    expect(Y.decodeUpdate(cut).structs).toMatchObject([{ id: { client: 3, clock: 2 }, length: 1 }]);
  });
});

describe('what admission cannot see', () => {
  it('equivocation: the same clocks with other content look like a repetition', () => {
    const first = typed((doc) => doc.getText('t').insert(0, 'AAAA'));
    const second = typed((doc) => doc.getText('t').insert(0, 'BBBB'));
    expect(admitted(first).endClocks).toEqual(admitted(second).endClocks);
    expect(admitted(second, new Map([[7, 4]])).content).toBe('contained');
  });
});

describe('plain', () => {
  it('holds for text, values, formats, deletes, and entries of nested types', () => {
    const map = bytesOf(raw(0x28), 0, 2, 0, 'title', 1, raw(126));
    const known = new Map([[2, 9]]);
    expect(admitted(runOf(1, 0, letter(), after(1, 0, 6, 'bold', 'true'), map), known).plain).toBe(
      true,
    );
    expect(admitted(deletes([2, 0, 9]), known).plain).toBe(true);
    expect(admitted(runOf(1, 0, rooted(7, 1))).plain).toBe(true);
  });

  it('does not hold for a shared type whose depth only the document knows', () => {
    const known = new Map([[2, 9]]);
    expect(admitted(runOf(1, 0, after(2, 8, 7, 1)), known).plain).toBe(false);
    expect(admitted(runOf(1, 0, bytesOf(7, 0, 2, 0, 1)), known).plain).toBe(false);
  });

  it('does not hold for many parts, whose cost only the document knows', () => {
    const letters = (count: number): Uint8Array =>
      runOf(1, 0, ...Array.from({ length: count }, () => letter()));
    expect(admitted(letters(liveLimits.maxPlainParts)).plain).toBe(true);
    expect(admitted(letters(liveLimits.maxPlainParts + 1)).plain).toBe(false);
  });
});
