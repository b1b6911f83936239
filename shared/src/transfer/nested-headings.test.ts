import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outline } from '../markdown/outline.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { headingsBelow } from './nested-headings.ts';

it('brings headings below that of their section, and leaves the rest as it is', () => {
  expect(headingsBelow('## Why\n\nA # disk.\n\n### When\n\n```\n# not one\n```\n', 2)).toBe(
    '### Why\n\nA # disk.\n\n#### When\n\n```\n# not one\n```\n',
  );
  expect(headingsBelow('Why\nnot\n===\n\nWhen\n---\nx', 2)).toBe('### Why not\n\n#### When\nx');
  expect(headingsBelow('#\n\n###### Deep', 2)).toBe('### \n\n###### Deep');
  expect(headingsBelow('### Why\n\nWhen\n', 2)).toBe('### Why\n\nWhen\n');
});

it('leaves no heading above, and the same words in all, whatever the text', () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        '# a',
        '## b',
        '### c ##',
        '#e',
        'f #',
        'd',
        'g\\',
        '===',
        '---',
        '',
        '> # q',
        '- # l',
        '```',
      ),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(lines, (some) => {
      const text = some.join('\n');
      const below = headingsBelow(text, 2);
      const own = parseMarkdown(below).children.filter((node) => node.type === 'heading');
      expect(own.every(({ depth }) => depth > 2)).toBe(true);
      const told = (of: string) =>
        outline(parseMarkdown(of)).map((one) => one.text.replace(/\s+/gu, ''));
      expect(told(below)).toEqual(told(text));
    }),
  );
});
