import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { best, rank } from './rank.ts';

const titles = ['PostgreSQL failover with Patroni', 'DNS failover', 'Loss of a zone', 'Restore'];
const find = (query: string) => best(titles, query, (title) => title, 10);

test('nothing typed gives all, in their order', () => {
  expect(find(' ')).toEqual(titles);
});

test('beginnings come before words, words before parts, and slips last', () => {
  expect(find('dns')).toEqual(['DNS failover']);
  expect(find('fail')).toEqual(['PostgreSQL failover with Patroni', 'DNS failover']);
  expect(find('pat post')).toEqual(['PostgreSQL failover with Patroni']);
  expect(find('sql')).toEqual(['PostgreSQL failover with Patroni']);
  expect(find('retsore')).toEqual(['Restore']);
  expect(find('postgers')).toEqual(['PostgreSQL failover with Patroni']);
  expect(find('failvoer dns')).toEqual(['DNS failover']);
});

test('short words and other words are not taken for slips', () => {
  expect(find('xns')).toEqual([]);
  expect(find('kubernetes')).toEqual([]);
});

test('a title is found by any of its beginnings, and by one with two letters swapped', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{6,20}$/), fc.nat({ max: 3 }), (word, at) => {
      expect(rank(word, word.slice(0, at + 1))).toBe(0);
      const swapped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      expect(rank(word, swapped)).toBeLessThanOrEqual(3);
    }),
  );
});
