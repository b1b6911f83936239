import { expect, test } from 'vitest';
import { choiceOf, suggestionsFor } from './scope-match.ts';

const [backup, orders, db] = ['Orders DB backup', 'Orders DB', 'DB of customers'].map(
  (label, at) => ({ value: String(at), label }),
);
const all = [backup, orders, db].filter((one) => one !== undefined);

test('what is called just so comes first, whatever its case', () => {
  expect(suggestionsFor(' orders db ', all)).toEqual([orders, backup]);
  expect(suggestionsFor('', all)).toEqual(all);
});

test('Enter takes what is called so, or the first that fits', () => {
  expect(choiceOf('orders DB', all, 'enter')).toBe(orders);
  expect(choiceOf('db', all, 'enter')).toBe(backup);
  expect(choiceOf('cache', all, 'enter')).toBe('none');
});

test('leaving takes what is called so, or the only one that fits, and guesses nothing', () => {
  expect(choiceOf('ORDERS DB', all, 'leaving')).toBe(orders);
  expect(choiceOf('custom', all, 'leaving')).toBe(db);
  expect(choiceOf('db', all, 'leaving')).toBe('several');
  expect(choiceOf('cache', all, 'leaving')).toBe('none');
});
