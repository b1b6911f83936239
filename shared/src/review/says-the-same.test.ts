import { expect, it } from 'vitest';
import { saysTheSame } from './says-the-same.ts';

it('compares plain data, in which undefined is as good as absent', () => {
  const one = { a: [1, { b: 'c' }], d: Number.NaN };
  expect(saysTheSame(one, { d: Number.NaN, a: [1, { b: 'c', e: undefined }] })).toBe(true);
  expect(saysTheSame({ b: 'c', e: undefined }, { b: 'c' })).toBe(true);
  expect(saysTheSame({ b: 'c' }, { b: 'c', e: 1 })).toBe(false);
  expect(saysTheSame({ b: 'c', e: 1 }, { b: 'c' })).toBe(false);
  expect(saysTheSame([1, 2], [1])).toBe(false);
  expect(saysTheSame([], {})).toBe(false);
  expect(saysTheSame(null, {})).toBe(false);
  expect(saysTheSame('1', 1)).toBe(false);
});
