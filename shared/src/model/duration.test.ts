import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [0, '0 s'],
  [0.2, 'less than 1 s'],
  [45.4, '45 s'],
  [59.7, '1 min'],
  [60, '1 min'],
  [90, '1 min 30 s'],
  [123, '2 min 3 s'],
  [3_599, '59 min 59 s'],
  [3_600, '1 h'],
  [5_400, '1 h 30 min'],
  [12_000, '3 h 20 min'],
  [200_000, '2 days'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
