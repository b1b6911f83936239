import * as fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import { findDocuments } from './find-documents.ts';
import {
  decodeHead,
  decodeLists,
  decodeWords,
  encodeHead,
  encodeLists,
  encodeWords,
  listPieces,
  wordPieces,
} from './index-rows.ts';
import { createWordIndex, putDocument, type WordIndex } from './word-index.ts';

function indexOf(texts: readonly string[]): WordIndex {
  const index = createWordIndex();
  for (const [at, text] of texts.entries()) {
    const doc = `runbook:${at}`;
    putDocument(index, { doc, stamp: `s${at}`, title: text, names: [], labels: [], text });
  }
  return index;
}

function read(index: WordIndex): WordIndex {
  const head = decodeHead(encodeHead(index));
  if (head === undefined) throw new Error('no head');
  const next = createWordIndex();
  for (let piece = 0; piece < wordPieces(head); piece += 1) {
    expect(decodeWords(next, head, encodeWords(index, piece))).toBe(true);
  }
  for (let piece = 0; piece < listPieces(head); piece += 1) {
    expect(decodeLists(next, encodeLists(index, piece))).toBe(true);
  }
  return next;
}

describe('an index in rows', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40, unit: 'binary' }), { maxLength: 150 }),
        (texts) => {
          const index = indexOf(texts);
          expect(read(index)).toEqual(index);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps many words in several pieces', () => {
    const index = indexOf([Array.from({ length: 20_000 }, (_, n) => `word${n}`).join(' ')]);
    expect(wordPieces({ words: index.terms.length })).toBe(3);
    expect(findDocuments(read(index), 'word19999')).toHaveLength(1);
  });

  it('takes nothing of a piece that is not what was written', () => {
    const index = indexOf(['alpha beta', 'gamma', 'delta']);
    const row = encodeLists(index, 0);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: row.length }),
        fc.uint8Array({ maxLength: 12 }),
        (cut, junk) => {
          const next = createWordIndex();
          const head = { version: 1 as const, words: index.terms.length, slots: 3 };
          decodeWords(next, head, encodeWords(index, 0));
          const damaged = Uint8Array.from([...row.slice(0, cut), ...junk]);
          const isTaken = decodeLists(next, damaged);
          if (!isTaken) expect(next.slotByDoc.size).toBe(0);
          for (const list of next.slots) {
            for (const id of list?.ids ?? []) expect(id).toBeLessThan(next.terms.length);
          }
        },
      ),
    );
  });

  it('tells words that are too few, doubled, or no text', () => {
    const index = indexOf(['alpha beta']);
    const head = { version: 1 as const, words: 2, slots: 1 };
    for (const row of [
      encodeUtf8('alpha'),
      encodeUtf8('alpha\nalpha'),
      Uint8Array.from([0xff, 0x0a, 0xff]),
    ]) {
      expect(decodeWords(createWordIndex(), head, row)).toBe(false);
    }
    expect(decodeWords(createWordIndex(), head, encodeWords(index, 0))).toBe(true);
    for (const head of ['', '{', '{"version":0,"words":1,"slots":1}', '{"version":1,"words":-1}']) {
      expect(decodeHead(encodeUtf8(head))).toBeUndefined();
    }
  });
});
