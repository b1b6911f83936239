import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byPeoplesOrder, firstNames } from './name-order.ts';

test('numbers within names count as numbers', () => {
  expect(['node 10', 'Node 9', 'node 1'].toSorted(byPeoplesOrder)).toEqual([
    'node 1',
    'Node 9',
    'node 10',
  ]);
});

test('the first names are those that sorting all of them gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'A', 'a 2', 'a 10'))),
      fc.integer({ min: 1, max: 8 }),
      (names, most) => {
        expect(firstNames(names, most)).toEqual(names.toSorted(byPeoplesOrder).slice(0, most));
      },
    ),
  );
});
