import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { liveLimits, stateLimits } from './admission.ts';
import {
  after,
  bytesOf,
  deletes,
  letter,
  nothing,
  outcome,
  raw,
  rooted,
  runOf,
  typed,
} from './admission-test-bytes.ts';

describe('refused', () => {
  it('a zero-length GC, which no fresh replica could load', () => {
    const pill = raw(1, 1, 3, 0, 0, 0, 0);
    expect(outcome(pill)).toBe('empty-run');
  });

  it('zero-length contents: deleted, text, values, JSON', () => {
    for (const ref of [1, 2, 4, 8]) expect(outcome(runOf(1, 0, rooted(ref, 0)))).toBe('empty-run');
  });

  it('a zero-length gap, a client without structs, an empty delete range, a client without ranges', () => {
    expect(outcome(runOf(1, 0, raw(10, 0)), new Map([[1, 9]]))).toBe('empty-run');
    expect(outcome(bytesOf(1, 0, 1, 0, 0))).toBe('empty-run');
    expect(outcome(deletes([1, 0, 0]), new Map([[1, 9]]))).toBe('empty-run');
    expect(outcome(bytesOf(0, 1, 1, 0, raw(0)), new Map([[1, 9]]))).not.toBe('admitted');
  });

  it('a squat on the clocks that a victim will use, beyond the limit', () => {
    const squat = runOf(5, 0, bytesOf(0, liveLimits.maxUnseenDeletedLength + 1));
    expect(outcome(squat)).toBe('too-many');
    const deleted = rooted(1, liveLimits.maxUnseenDeletedLength + 1);
    expect(outcome(runOf(5, 0, deleted))).toBe('too-many');
    expect(outcome(squat, new Map([[5, liveLimits.maxUnseenDeletedLength]]))).toBe('admitted');
  });

  it('seven bytes that declare 33 million structs', () => {
    const bomb = bytesOf(1, 33_554_432, 1, 0);
    expect(bomb).toHaveLength(7);
    expect(outcome(bomb)).toBe('too-many');
    expect(outcome(bomb, nothing, { ...stateLimits, maxStructs: 2 ** 40 })).toBe('truncated');
  });

  it('declared counts beyond what follows, of clients, values and deletes', () => {
    expect(outcome(bytesOf(4096, 1, 1, 0))).toBe('truncated');
    expect(outcome(runOf(1, 0, rooted(8, 100_000)))).toBe('truncated');
    expect(outcome(bytesOf(0, 1, 1, 10_000, 0, 1), new Map([[1, 9]]))).toBe('truncated');
  });

  it('100,000 zero-length deletes', () => {
    const ranges = Array.from({ length: 100_000 }, () => raw(0, 0));
    const update = bytesOf(0, 1, 1, ranges.length, ...ranges);
    expect(outcome(update, new Map([[1, 9]]))).toBe('too-many');
    expect(outcome(update, new Map([[1, 9]]), stateLimits)).toBe('empty-run');
  });

  it('delete ranges that overlap or go back, and a client deleted from twice', () => {
    const known = new Map([[1, 100]]);
    expect(outcome(bytesOf(0, 1, 1, 2, 0, 50, 10, 5), known)).toBe('bad-order');
    expect(outcome(bytesOf(0, 1, 1, 2, 50, 5, 0, 5), known)).toBe('bad-order');
    expect(outcome(deletes([1, 0, 1], [1, 5, 1]), known)).toBe('bad-order');
  });

  it('a flood of root names', () => {
    const structs = Array.from({ length: 65 }, (_, i) => bytesOf(4, 1, `root ${i}`, 'a'));
    expect(outcome(runOf(1, 0, ...structs))).toBe('too-many');
    expect(outcome(runOf(1, 0, ...structs.slice(0, 64)))).toBe('admitted');
  });

  it('a root name that the document does not have, where the names are given', () => {
    const limits = { ...liveLimits, rootNames: new Set(['t']) };
    expect(outcome(runOf(1, 0, letter()), nothing, limits)).toBe('admitted');
    const other = bytesOf(4, 1, 'u', 'a');
    expect(outcome(runOf(1, 0, letter(), other), nothing, limits)).toBe('foreign-root');
  });

  it('bytes that one parser of Yjs reads as a gap and the other as an item (0x2A)', () => {
    for (const info of [0x2a, 0x4a, 0x8a, 0x20, 0x40, 0x80]) {
      const update = runOf(1, 0, bytesOf(raw(info), 1));
      expect(outcome(update, new Map([[1, 9]]))).toBe('unknown-form');
    }
  });

  it('a lone surrogate, overlong forms and other malformed UTF-8', () => {
    const malformed = [
      [0xed, 0xa0, 0xbd],
      [0xed, 0xb8, 0x80],
      [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xf0, 0x80, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0x80],
      [0xff],
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98],
      [0xc3, 0x28],
    ];
    for (const bytes of malformed) {
      expect(outcome(runOf(1, 0, rooted(4, bytes.length, raw(...bytes))))).toBe('bad-text');
    }
  });

  it('__proto__ as root name, map key, format key, node name and key of a value', () => {
    const name = '__proto__';
    const updates = [
      bytesOf(4, 1, name, 'a'),
      bytesOf(raw(0x28), 1, 't', name, 1, raw(126)),
      rooted(6, name, 'true'),
      rooted(7, 3, name),
      rooted(8, 1, raw(118), 1, name, raw(126)),
      rooted(8, 1, raw(117), 1, raw(118), 1, name, raw(126)),
      rooted(5, '{"__proto__":{"isAdmin":true}}'),
      rooted(5, '[{"\\u005f_proto__":1}]'),
      rooted(2, 1, '{"a":{"__proto__":1}}'),
      rooted(6, 'bold', '{"__proto__":1}'),
    ];
    for (const struct of updates) expect(outcome(runOf(1, 0, struct))).toBe('reserved-name');
    expect(outcome(runOf(1, 0, letter(name)))).toBe('admitted');
  });

  it('an update that lost its last byte, at every length', () => {
    const update = typed((doc) => {
      doc.getMap('m').set('steps', [1, -2.5, 'three', null, { four: new Uint8Array(4) }]);
      doc.getText('t').insert(0, 'fail over', { bold: true });
      doc.getText('t').delete(2, 3);
    });
    expect(outcome(update)).toBe('admitted');
    for (let size = 0; size < update.length; size += 1) {
      expect(outcome(update.subarray(0, size))).not.toBe('admitted');
    }
  });

  it('bytes after the end', () => {
    expect(outcome(bytesOf(0, 0, 0))).toBe('trailing-bytes');
    expect(
      outcome(
        bytesOf(
          typed((doc) => doc.getText('t').insert(0, 'a')),
          1,
        ),
      ),
    ).toBe('trailing-bytes');
  });

  it('values nested too deep, in both codings', () => {
    const depth = 100_000;
    const nested = bytesOf(...Array.from({ length: depth }, () => raw(117, 1)), raw(126));
    expect(outcome(runOf(1, 0, rooted(8, 1, nested)))).toBe('too-deep');
    const json = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(outcome(runOf(1, 0, rooted(5, json)))).toBe('too-deep');
    expect(outcome(runOf(1, 0, rooted(5, JSON.stringify('['.repeat(depth)))))).toBe('admitted');
  });

  it('a flood of values', () => {
    const limits = { ...liveLimits, maxValues: 10 };
    const many = bytesOf(raw(117), 11, raw(...Array<number>(11).fill(126)));
    expect(outcome(runOf(1, 0, rooted(8, 1, many)), nothing, limits)).toBe('too-many');
    expect(outcome(runOf(1, 0, rooted(5, '[1,2,3,4,5,[6,7,8],9]')), nothing, limits)).toBe(
      'too-many',
    );
  });

  it('a nested document', () => {
    const update = typed((doc) => doc.getMap('m').set('sub', new Y.Doc()));
    expect(outcome(update)).toBe('subdocument');
  });

  it('contents, types, parents and values of unknown kinds', () => {
    for (const ref of [11, 15, 31])
      expect(outcome(runOf(1, 0, rooted(ref, 1)))).toBe('unknown-form');
    expect(outcome(runOf(1, 0, rooted(7, 7)))).toBe('unknown-form');
    expect(outcome(runOf(1, 0, bytesOf(4, 2, 1, 0, 'a')))).toBe('unknown-form');
    for (const tag of [0, 115, 128, 255]) {
      expect(outcome(runOf(1, 0, rooted(8, 1, raw(tag))))).toBe('unknown-form');
    }
  });

  it('JSON that does not parse', () => {
    for (const json of ['', '{', '"', 'undefined', '{a:1}', '[1]]', '"\\"']) {
      expect(outcome(runOf(1, 0, rooted(5, json)))).toBe('bad-json');
    }
    expect(outcome(runOf(1, 0, rooted(2, 2, 'undefined', '{"a":[]}')))).toBe('admitted');
  });

  it('numbers that are too large or not in their shortest form', () => {
    expect(outcome(runOf(1, 0, letter()).with(2, 0x81))).not.toBe('admitted');
    expect(outcome(bytesOf(1, 1, raw(0x81, 0), 0, letter(), 0))).toBe('bad-number');
    expect(outcome(bytesOf(1, 1, raw(...Array<number>(9).fill(0xff), 1), 0, letter(), 0))).toBe(
      'bad-number',
    );
    expect(outcome(bytesOf(1, 1, Number.MAX_SAFE_INTEGER, 0, letter(), 0))).toBe('admitted');
    expect(outcome(runOf(1, 2 ** 31 - 2, letter('ab')), new Map([[1, 2 ** 31 - 2]]))).toBe(
      'bad-number',
    );
    expect(outcome(runOf(1, 0, rooted(8, 1, raw(125, 0x81, 0))))).toBe('bad-number');
  });

  it('clients twice or in ascending order, which the parsers of Yjs read differently', () => {
    const run = (client: number): Uint8Array => bytesOf(1, client, 0, letter());
    expect(outcome(bytesOf(2, run(5), run(3), 0))).toBe('admitted');
    expect(outcome(bytesOf(2, run(3), run(5), 0))).toBe('bad-order');
    expect(outcome(bytesOf(2, run(3), run(3), 0))).toBe('bad-order');
  });

  it('a struct that builds on itself or on its own future: Yjs would throw', () => {
    expect(outcome(runOf(1, 0, after(1, 0, 4, 'a')))).toBe('bad-reference');
    expect(outcome(runOf(1, 0, letter(), after(1, 7, 4, 'a')))).toBe('bad-reference');
    expect(outcome(runOf(1, 0, bytesOf(4, 0, 1, 0, 'a')))).toBe('bad-reference');
  });

  it('structs that wait for each other: they would stay pending for ever', () => {
    const five = bytesOf(1, 5, 0, after(3, 0, 4, 'a'));
    expect(outcome(bytesOf(2, five, bytesOf(1, 3, 0, after(5, 0, 4, 'a')), 0))).toBe(
      'bad-reference',
    );
    const zigzag = bytesOf(
      2,
      bytesOf(2, 5, 0, letter(), after(3, 0, 4, 'a')),
      bytesOf(2, 3, 0, after(5, 0, 4, 'a'), after(5, 1, 4, 'a')),
      0,
    );
    expect(outcome(zigzag)).toBe('admitted');
    expect(outcome(bytesOf(2, five, bytesOf(1, 3, 0, after(5, 1, 4, 'a')), 0))).toBe('missing');
  });

  it('more bytes than the limit, and names that are too long', () => {
    const large = typed((doc) => doc.getText('t').insert(0, 'x'.repeat(liveLimits.maxUpdateBytes)));
    expect(outcome(large)).toBe('too-large');
    expect(outcome(large, nothing, stateLimits)).toBe('admitted');
    const key = 'k'.repeat(liveLimits.maxNameLength + 1);
    expect(outcome(typed((doc) => doc.getMap('m').set(key, 1)))).toBe('long-name');
  });

  it('more clients than the limit', () => {
    const runs = Array.from({ length: 5 }, (_, i) => bytesOf(1, 9 - i, 0, letter()));
    const update = bytesOf(5, ...runs, 0);
    expect(outcome(update, nothing, { ...liveLimits, maxClients: 4 })).toBe('too-many');
  });
});
