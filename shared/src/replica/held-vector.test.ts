import { expect, test } from 'vitest';
import { HeldVector } from './held-vector.ts';
import { emptyVector } from './vector.ts';

const at = (lsn: number, boot = '00000001-a') => ({ boot, lsn });

test('a store without an entry is not remembered; one that got an entry is', () => {
  const held = new HeldVector(emptyVector);
  const news = [
    held.adopt(
      'b',
      new Map([
        ['b', at(0)],
        ['c', at(0)],
      ]),
      'own',
    ),
    held.adopt(
      'b',
      new Map([
        ['b', at(1)],
        ['c', at(0)],
      ]),
      'own',
    ),
  ];
  expect(news).toEqual([false, true]);
  expect(held.held).toEqual(new Map([['b', at(1)]]));
});

test('a store that is remembered is taken at its word, also with an empty log', () => {
  const held = new HeldVector(new Map([['b', at(4)]]));
  held.adopt('b', new Map([['b', at(0, '00000002-b')]]), 'own');
  expect(held.held).toEqual(new Map([['b', at(0, '00000002-b')]]));
});
