import { expect, test } from 'vitest';
import { deviceOf, forbidden } from '../kept-values-fixture.ts';
import { keepChoices, noChoices, readChoicesKept } from './kept-choices.ts';

const said = {
  component: 'shop',
  repository: 'shop',
  rows: [{ folder: 'web', component: 'storefront' }],
  exclude: '*.svg',
};

test('what was said of a repository is there again, of each its own, until nothing is left of it', () => {
  const { device, texts } = deviceOf();
  expect(readChoicesKept('a', 'shop', device)).toEqual(noChoices('shop'));
  expect(keepChoices('a', 'shop', said, device)).toBe(true);
  expect(readChoicesKept('a', 'shop', device)).toEqual(said);
  expect(readChoicesKept('a', 'other', device)).toEqual(noChoices('other'));
  expect(readChoicesKept('b', 'shop', device)).toEqual(noChoices('shop'));
  expect(keepChoices('a', 'shop', noChoices('shop'), device)).toBe(true);
  expect(texts.size).toBe(0);
});

test('what cannot be read counts for nothing, and whether it can be kept is told', () => {
  const { device, texts } = deviceOf();
  for (const broken of ['', '{', '[]', '7']) {
    texts.set('holdfast-git-choices/a/shop', broken);
    expect(readChoicesKept('a', 'shop', device)).toEqual(noChoices('shop'));
  }
  texts.set('holdfast-git-choices/a/shop', '{"component":"shop","rows":[{"folder":1}]}');
  expect(readChoicesKept('a', 'shop', device)).toEqual({ ...noChoices('shop'), component: 'shop' });
  expect(readChoicesKept('a', 'shop', forbidden)).toEqual(noChoices('shop'));
  expect(keepChoices('a', 'shop', said, forbidden)).toBe(false);
  expect(keepChoices('a', 'shop', noChoices('shop'), forbidden)).toBe(true);
});
