import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { markdownLanguage } from '../markdown-language.ts';
import { blocks } from './blocks.ts';
import { slashAt } from './slash-place.ts';

/** The query at the `|` of a text. */
function queryAt(text: string): string | undefined {
  const at = text.indexOf('|');
  const doc = text.replace('|', '');
  const state = EditorState.create({ doc, extensions: [markdownLanguage()] });
  ensureSyntaxTree(state, doc.length, 5_000);
  return slashAt(state, at)?.query;
}

test.each([
  ['/|', ''],
  ['words /|', ''],
  ['- /st|', 'st'],
  ['> /warn|', 'warn'],
  ['a /runbook dns fail|', 'runbook dns fail'],
])('asks for the menu: %s', (text, query) => {
  expect(queryAt(text)).toBe(query);
});

test.each([
  'and/|',
  'and / or|',
  '/etc/|',
  'https://|',
  'https://example.com/|',
  '`/|`',
  '```sh\n/|\n```',
  'words\n\n    ls /|',
  '---\ntitle: /|\n---\n',
  '<!-- /| -->',
])('does not: %j', (text) => {
  expect(queryAt(text)).toBeUndefined();
});

test('a step goes on with the numbered list above it', () => {
  const step = blocks.find(({ id }) => id === 'step');
  expect(step?.template('')).toBe('1. ${}');
  expect(step?.template('1. one\n2. two\n')).toBe('3. ${}');
  expect(step?.template('1. one\n\n   ```sh\n   ls\n   ```\n\n')).toBe('2. ${}');
  expect(step?.template('  4) one\n')).toBe('  5) ${}');
  expect(step?.template('1. one\n\nwords\n')).toBe('1. ${}');
});
