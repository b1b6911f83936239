import { expect, test } from 'vitest';
import { readFrontMatter } from './front-matter.ts';
import { textAbout } from './text-about.ts';

test('a text says what it is about, beside what its front matter says already', () => {
  const plain = textAbout('## Meaning\n', ['Orders: DB', 'Orders: DB', ' ', 'Shop']);
  expect(readFrontMatter(plain).components).toEqual(['Orders: DB', 'Shop']);
  expect(plain.endsWith('## Meaning\n')).toBe(true);
  const tagged = textAbout('---\ntags: [a]\n---\n\ntext\n', ['Shop']);
  expect(readFrontMatter(tagged)).toMatchObject({ tags: ['a'], components: ['Shop'] });
});

test('it stays as it was where it says that already, or nothing is to be said', () => {
  const said = '---\nservices: [cart]\n---\ntext';
  expect(textAbout(said, ['Shop'])).toBe(said);
  expect(textAbout('text', [' '])).toBe('text');
  const broken = '---\na: [\n---\ntext';
  expect(textAbout(broken, ['Shop'])).toBe(broken);
});
