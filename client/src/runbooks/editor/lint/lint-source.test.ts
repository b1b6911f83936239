import { lintText, type LintContext } from '@holdfast/shared/markdown/lint';
import { expect, test, vi } from 'vitest';
import { createLintSource } from './lint-source.ts';

const context: LintContext = {
  owners: [],
  variables: new Set(),
  deadLink: (href) => (href === 'missing.md' ? 'file' : undefined),
};

const section = (title: string) =>
  `## ${title}\n\n${'Words that fill the section. '.repeat(60)}\n\n[a](missing.md) \`ssh {{host}}\`\n\n`;

test('a long text is read in pieces, and an edit reads its own piece again', async () => {
  const pause = vi.fn(async () => {});
  const source = createLintSource({ pause });
  const titles = Array.from({ length: 40 }, (_, at) => `Part ${at}`);
  const text = titles.map(section).join('');
  expect(await source(text, () => context)).toEqual(lintText(text, context));
  const first = pause.mock.calls.length;
  expect(first).toBeGreaterThan(5);

  const edited = text.replace('Part 20', 'Another part [b](#nowhere)');
  expect(await source(edited, () => context)).toEqual(lintText(edited, context));
  expect(pause.mock.calls.length - first).toBeLessThan(4);
});
