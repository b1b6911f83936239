import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceOf, forbidden } from '../kept-values-fixture.ts';
import { none } from './corrections.ts';
import { keepCorrections, readCorrectionsKept } from './kept-corrections.ts';

test('what was said is there again, of each workspace its own, until it is forgotten', () => {
  const person = fc.record({
    name: fc.string(),
    emails: fc.array(fc.string()),
    names: fc.array(fc.string()),
    bot: fc.boolean(),
  });
  const said = fc.record({
    listed: fc.array(person),
    links: fc.array(fc.tuple(fc.string(), fc.string())).map((pairs) => new Map(pairs)),
  });
  fc.assert(
    fc.property(said, said, (one, other) => {
      const { device, texts } = deviceOf();
      expect(keepCorrections('a', one, device)).toBe(true);
      expect(keepCorrections('b', other, device)).toBe(true);
      expect(readCorrectionsKept('a', device)).toEqual(one);
      expect(readCorrectionsKept('b', device)).toEqual(other);
      expect(readCorrectionsKept('c', device)).toEqual(none);
      keepCorrections('a', none, device);
      keepCorrections('b', none, device);
      expect(texts.size).toBe(0);
    }),
  );
});

test('what cannot be read counts for nothing, and what cannot be kept is told', () => {
  const { device, texts } = deviceOf();
  for (const broken of ['', '{', '[]', '{"listed":[{"name":1}],"links":[]}']) {
    texts.set('holdfast-who-is-who/a', broken);
    expect(readCorrectionsKept('a', device)).toEqual(none);
  }
  expect(readCorrectionsKept('a', forbidden)).toEqual(none);
  expect(keepCorrections('a', none, forbidden)).toBe(true);
  expect(keepCorrections('a', { ...none, links: new Map([['x', '']]) }, forbidden)).toBe(false);
});
