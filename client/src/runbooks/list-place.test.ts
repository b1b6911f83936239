import { expect, test } from 'vitest';
import { readListPlace } from './list-place.ts';

test('a place is read back, anything else is no place', () => {
  expect(readListPlace({ state: { list: { row: 3, offset: 90 } } })).toEqual({
    row: 3,
    offset: 90,
  });
  for (const state of [null, 7, {}, { list: { row: '3' } }]) {
    expect(readListPlace({ state })).toBeUndefined();
  }
});
