import { expect, test } from 'vitest';
import { summarise } from './report.ts';

const figures = [{ key: 'cpu', label: 'CPU', unit: 'µs', digits: 0, isRatio: true }];

test('ratios are taken within each round, so that a slow round does not count twice', () => {
  const [, own] = summarise(figures, [
    { server: 'floor', rounds: [{ cpu: 10 }, { cpu: 100 }, { cpu: 10 }] },
    { server: 'holdfast', rounds: [{ cpu: 12 }, { cpu: 120 }, { cpu: 12 }] },
  ]);
  expect(own?.medians).toEqual({ cpu: 12 });
  expect(own?.ratios['cpu']).toBeCloseTo(1.2);
});

test('a failed round and an absent floor leave gaps, not zeros', () => {
  const [own] = summarise(figures, [{ server: 'holdfast', rounds: [undefined, { cpu: 7 }] }]);
  expect(own?.medians).toEqual({ cpu: 7 });
  expect(own?.ratios).toEqual({});
});
