import { expect, test } from 'vitest';
import { fitting } from './fitting.ts';

const options = { gap: 4, moreWidth: 20 };

test('all are shown where all fit, without room for a number', () => {
  expect(fitting([50, 50], 104, options)).toBe(2);
  expect(fitting([], 104, options)).toBe(0);
});

test('where one does not fit, the number has its room', () => {
  expect(fitting([50, 50], 103, options)).toBe(1);
  expect(fitting([30, 30, 60], 103, options)).toBe(2);
  expect(fitting([40, 40, 60], 103, options)).toBe(1);
});

test('one is shown however narrow it is', () => {
  expect(fitting([400, 10], 100, options)).toBe(1);
});
