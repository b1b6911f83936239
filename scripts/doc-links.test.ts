import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from './list-files.ts';
import { repositoryRoot } from './repository.ts';

/** `[words](path 'title')`, as far as our documents write links. The formatter chooses the quotes. */
const linkPattern = /\[[^\]]*\]\((?<path>[^)\s]+)(?: (?<quote>["'])(?<title>.*?)\k<quote>)?\)/gu;

const documents = (await listFiles(repositoryRoot))
  .map((path) => relative(repositoryRoot, path))
  .filter((name) => /^(?:docs\/.*\.md|[A-Z]+\.md|[a-z]+\/README\.md)$/u.test(name));

test('there are documents to look at', () => {
  expect(documents).toContain('docs/reliability.md');
});

test.each(documents)('links of %s lead somewhere, and tests that they name exist', (document) => {
  const wrong: string[] = [];
  const text = readFileSync(join(repositoryRoot, document), 'utf8');
  // What stands in code is shown, and leads nowhere.
  for (const { groups } of text.replaceAll(/`[^`\n]*`/gu, '').matchAll(linkPattern)) {
    const [path = '', anchor] = (groups?.['path'] ?? '').split('#');
    if (path === '' || /^[a-z]+:/u.test(path)) continue;
    const target = join(repositoryRoot, dirname(document), decodeURIComponent(path));
    const name = relative(repositoryRoot, target);
    if (!existsSync(target)) {
      wrong.push(`${name} does not exist`);
      continue;
    }
    if (statSync(target).isDirectory()) continue;
    const targetText = readFileSync(target, 'utf8');
    const title = groups?.['title'];
    if (title !== undefined && !targetText.includes(title)) wrong.push(`${name} has no "${title}"`);
    if (anchor !== undefined && !anchorsOf(targetText).has(anchor)) {
      wrong.push(`${name} has no heading #${anchor}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** As GitHub makes them. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (?<heading>.*)$/gmu)].map(({ groups }) =>
      (groups?.['heading'] ?? '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
