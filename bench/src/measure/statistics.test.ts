import { expect, test } from 'vitest';
import { median, percentile, slope } from './statistics.ts';

test('the median of an even count lies between the two middle values', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([])).toBeNaN();
});

test('a percentile is interpolated between ranks', () => {
  expect(percentile([10, 20, 30], 0.75)).toBe(25);
  expect(percentile([7], 0.99)).toBe(7);
});

test('the slope ignores a constant offset', () => {
  const points = [1000, 2000, 5000].map((x) => ({ x, y: 3 * x + 4_000_000 }));
  expect(slope(points)).toBeCloseTo(3);
});
