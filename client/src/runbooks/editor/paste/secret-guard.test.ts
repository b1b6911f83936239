import { EditorState, type TransactionSpec } from '@codemirror/state';
import { expect, test } from 'vitest';
import { secretsBroughtIn } from './secret-guard.ts';

const token = ['gh', 'p_q7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0yAabcd'].join('');

function broughtIn(doc: string, spec: TransactionSpec): readonly string[] {
  return secretsBroughtIn(EditorState.create({ doc }).update(spec));
}

test('a secret that comes in at once is noticed, whatever stands around it', () => {
  expect(broughtIn('a\n', { changes: { from: 2, insert: `export T=${token}\nb` } })).toEqual([
    'github-token',
  ]);
  const value = 'q7Xw2Lk9ZrT4vB8nM3pD6sF1';
  expect(broughtIn('token=', { changes: { from: 6, insert: value } })).toEqual(['assigned-secret']);
  expect(broughtIn('', { changes: { from: 0, insert: value } })).toEqual([]);
});

test('what was there before, and typing, are let be', () => {
  const doc = `${token}\nwords\n`;
  expect(
    broughtIn(doc, { changes: { from: doc.length, insert: 'a longer line of words' } }),
  ).toEqual([]);
  expect(broughtIn(doc, { changes: { from: 0, to: 3 } })).toEqual([]);
  expect(
    broughtIn(token.slice(0, -1), { changes: { from: token.length - 1, insert: 'd' } }),
  ).toEqual([]);
});
