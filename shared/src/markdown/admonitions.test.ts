import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { maskAdmonitions } from './admonitions.ts';
import { readCallout } from './callout.ts';
import { parseMarkdown } from './parse.ts';

function calloutsOf(root: Root): readonly (readonly [string, readonly string[]])[] {
  const found: [string, readonly string[]][] = [];
  visit(root, 'blockquote', (quote) => {
    const callout = readCallout(quote);
    if (callout !== undefined)
      found.push([callout.kind, callout.children.map((child) => toString(child))]);
  });
  return found;
}

test('an admonition is a callout with its title and all that it says', () => {
  const text = `!!! warning "Two primaries"
    Writes are lost.

    1. Stop it

        not yet


    2. Look

    \`\`\`sh
    one

      two
    \`\`\`
after

??? danger
    folded

???+ made-up inline end "Open"

    words
`;
  const root = parseMarkdown(text);
  expect(calloutsOf(root)).toEqual([
    ['warning', ['Two primaries', 'Writes are lost.', 'Stop itnot yetLook', 'one\n\n  two']],
    ['caution', ['folded']],
    ['note', ['Open', 'words']],
  ]);
  expect(root.children.map(({ type }) => type)).toEqual([
    'blockquote',
    'paragraph',
    'blockquote',
    'blockquote',
  ]);
  visit(root, 'listItem', ({ position }) => {
    expect(text.slice(position?.start.offset)).toMatch(/^[12]\. (?:Stop|Look)/);
  });
});

test.each([
  ['code that shows one', '```md\n!!! note\n    words\n```\n'],
  ['one that says nothing', '!!! note\n\nwords\n'],
  ['one that touches a heading of nothing', 'words\n!!! \n    words\n'],
  ['exclamations', '!!! Do not do this:\n\n    rm -rf /\n'],
])('%s is left as it is', (_, text) => {
  expect(maskAdmonitions(text)).toBe(text);
});

test('one that touches another is shown as it is written', () => {
  const root = parseMarkdown('!!! note\n    one\n!!! tip\n    two\n');
  expect(toString(root)).toContain('!!! tip');
});

test('masking moves no word, whatever the text', () => {
  const line = fc.constantFrom(
    '!!! note',
    '??? tip "T"',
    '',
    '  ',
    '    words',
    '     1. step',
    '        code',
    '    ```',
    '```',
    '# A',
    '> quote',
    '\tx',
  );
  const texts = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n\n\n')), { maxLength: 14 })
    .map((lines) => lines.map((pair) => pair.join('')).join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const masked = maskAdmonitions(text);
      expect(masked).toHaveLength(text.length);
      for (const { 0: word, index } of text.matchAll(/[^\s!?>]+/g))
        expect(masked.slice(index, index + word.length)).toBe(word);
      visit(parseMarkdown(text), (node: Nodes) => {
        if (node.type !== 'listItem') return;
        expect(text.slice(node.position?.start.offset)).toMatch(/^1\. step/);
      });
    }),
    { numRuns: 3000 },
  );
});
