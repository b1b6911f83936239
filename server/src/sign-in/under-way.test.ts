import { expect, test } from 'vitest';
import { createSignInsUnderWay } from './under-way.ts';

function create(total = 4, perAddress = 2) {
  let nowMs = 0;
  const underWay = createSignInsUnderWay<string>({ lifeMs: 1000, total, perAddress }, () => nowMs);
  return { underWay, pass: (ms: number) => (nowMs += ms) };
}

test('what began is taken once', () => {
  const { underWay } = create();
  underWay.add('a', '::1', 'one');
  expect(underWay.take('b')).toBeUndefined();
  expect(underWay.take('a')).toBe('one');
  expect(underWay.take('a')).toBeUndefined();
});

test('what is too old is gone, and takes no place', () => {
  const { underWay, pass } = create();
  underWay.add('a', '::1', 'one');
  pass(999);
  underWay.add('b', '::2', 'two');
  pass(1);
  expect(underWay.take('a')).toBeUndefined();
  expect(underWay.size).toBe(1);
  expect(underWay.take('b')).toBe('two');
});

test('one address that begins again and again ends its own only', () => {
  const { underWay } = create();
  underWay.add('other', '::2', 'theirs');
  for (const state of ['a', 'b', 'c', 'd', 'e']) underWay.add(state, '::1', state);
  expect(underWay.size).toBe(3);
  expect(underWay.take('other')).toBe('theirs');
  expect(underWay.take('c')).toBeUndefined();
  expect(underWay.take('d')).toBe('d');
});

test('there are never more than the relay keeps, however many addresses', () => {
  const { underWay } = create();
  for (let n = 0; n < 100; n += 1) underWay.add(`state ${n}`, `address ${n}`, 'x');
  expect(underWay.size).toBe(4);
  expect(underWay.take('state 99')).toBe('x');
});
