import { encodeUtf8 } from 'lib0/string';
import { expect, test } from 'vitest';
import { plainMarkdown } from './plain-markdown.ts';
import { planExport } from './plan-export.ts';
import { planRunbookImport } from './plan-import.ts';

const file = (path: string, text: string) => ({ path, bytes: encodeUtf8(text) });

test('a file without an ending is Markdown where it begins as such, among other Markdown files', () => {
  const files = [
    file('a/one.md', '# One\n'),
    file('a/Two', '# Two\n\ntext'),
    file('a/Three', '---\r\ntitle: Three\r\n---\r\n'),
    file('a/Makefile', '# Build\n\nall:\n'),
    file('a/LICENSE', '# Licence\n'),
    file('a/script', '#!/bin/sh\n# Run\n'),
    file('a/words', 'only words\n'),
    file('a/.hidden', '# Hidden\n'),
    { path: 'a/binary', bytes: new Uint8Array([35, 32, 65, 0, 1]) },
    file('b/Alone', '# Alone\n'),
  ];
  expect(plainMarkdown(files)).toEqual(new Set(['a/Two', 'a/Three']));
  const decisions = planRunbookImport({ root: 'ops', files, existing: () => undefined });
  const kinds = new Map(decisions.map(({ path, kind }) => [path, kind]));
  expect(kinds.get('a/Two')).toBe('create');
  expect(kinds.get('a/words')).toBe('skip');
});

test('its path stays as it was on export, beside one of the same name; a tool’s file gets an ending', () => {
  const paths = (sources: readonly string[]) =>
    planExport(
      sources.map((sourcePath, at) => ({
        name: `runbook:${at}`,
        sourcePath,
        title: 'T',
        body: '# T\n',
        besideText: [],
      })),
    ).map(({ path }) => path);
  expect(paths(['a/Two', 'a/Two.md', 'a/two'])).toEqual(['a/Two', 'a/Two.md', 'a/two-2']);
  expect(paths(['a/Two/x.md', 'a/Two'])).toEqual(['a/Two/x.md', 'a/Two-2']);
  expect(paths(['a/.git/hooks/post-merge', 'a/Makefile', 'runbooks'])).toEqual([
    'a/.git/hooks/post-merge.md',
    'a/Makefile.md',
    'runbooks.md',
  ]);
});
