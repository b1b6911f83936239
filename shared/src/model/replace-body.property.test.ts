import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { replaceBody } from './runbook.ts';
import { smallestEdits } from './text-edit.ts';

const line = fc.oneof(
  fc.constantFrom(
    '',
    '# Title',
    '- [ ] step',
    '```sh',
    'kubectl get pods',
    '😀😁',
    '한국어',
    '\uFEFF',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', ' \n')), { maxLength: 12 })
  .map((lines) => lines.map(([words, ending]) => words + ending).join(''));

function docOf(body: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('body').insert(0, body);
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe('smallestEdits', () => {
  it('turns one text into the other, in order and without splitting a pair', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = smallestEdits(before, after);
        let result = '';
        let at = 0;
        for (const edit of edits) {
          expect(edit.at).toBeGreaterThanOrEqual(at);
          result += before.slice(at, edit.at) + edit.insert;
          at = edit.at + edit.remove;
          expect(edit.insert).not.toMatch(/\p{Surrogate}/u);
          expect(before.slice(edit.at, at)).not.toMatch(/\p{Surrogate}/u);
        }
        expect(result + before.slice(at)).toBe(after);
      }),
    );
  });

  it('gives up on texts with nothing in common, and replaces them whole', () => {
    const before = Array.from({ length: 5_000 }, (_, n) => `a${n}a`).join('\n');
    const after = Array.from({ length: 5_000 }, (_, n) => `b${n}b`).join('\n');
    expect(smallestEdits(before, after)).toEqual([{ at: 0, remove: before.length, insert: after }]);
  });
});

describe('replaceBody', () => {
  it('gives the text, also on another replica', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const doc = docOf(before);
        replaceBody(doc, after);
        expect(copyOf(doc).getText('body').toJSON()).toBe(after);
      }),
    );
  });

  it('keeps what somebody else writes elsewhere in the text meanwhile', () => {
    fc.assert(
      fc.property(text, text, text, (head, before, after) => {
        const shared = `${head}\n== a line that stays ==\n`;
        const mine = docOf(shared + before);
        const theirs = copyOf(mine);
        theirs.getText('body').insert(head.length + 1, 'THEIRS\n');
        replaceBody(mine, shared + after);
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
        Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
        const merged = mine.getText('body').toJSON();
        expect(merged).toBe(`${head}\nTHEIRS\n== a line that stays ==\n${after}`);
        expect(theirs.getText('body').toJSON()).toBe(merged);
      }),
    );
  });
});
