import { expect, test } from 'vitest';
import { frontMatterFields } from './front-matter-fields.ts';

test('fields keep their order; lists are joined', () => {
  const text = '---\ntitle: A\ncomponents: [db, 2]\ndraft: true\n---\nbody';
  expect(frontMatterFields(text)).toEqual([
    { key: 'title', value: 'A' },
    { key: 'components', value: 'db, 2' },
    { key: 'draft', value: 'true' },
  ]);
});

test('deeper values stay YAML', () => {
  expect(frontMatterFields('---\nowner:\n  team: sre\n---\n')).toEqual([
    { key: 'owner', value: 'team: sre' },
  ]);
});

test('what is no list of fields is shown as written', () => {
  for (const block of ['---\na: [\n---\n', '---\njust words\n---\n', '+++\na = 1\n+++\n']) {
    expect(frontMatterFields(block)).toEqual([{ key: '', value: block.split('\n')[1] }]);
  }
});

test('a text without front matter has no fields', () => {
  expect(frontMatterFields('# Title\n')).toEqual([]);
  expect(frontMatterFields('---\n---\n')).toEqual([]);
});
