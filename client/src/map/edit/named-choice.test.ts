import { expect, test } from 'vitest';
import { idsOf, labelsOf } from './named-choice.ts';

test('things of one name, however it is written, are told apart', () => {
  const labels = labelsOf([
    { id: '1', name: 'Web' },
    { id: '2', name: 'web' },
    { id: '3', name: 'db' },
  ]);
  expect([...labels.values()]).toEqual(['Web (1)', 'web (2)', 'db']);
  expect(idsOf(['web (2)', ' DB ', 'mail'], labels)).toEqual({ ids: ['2', '3'], added: ['mail'] });
});

test('a label that was seen goes on standing for the same thing', () => {
  const seen = labelsOf([
    { id: '1', name: 'web' },
    { id: '2', name: 'db' },
  ]);
  const now = labelsOf(
    [
      { id: '1', name: 'shop' },
      { id: '3', name: 'Web' },
      { id: '4', name: 'mail' },
    ],
    seen,
  );
  expect(Object.fromEntries(now)).toEqual({ 1: 'web', 2: 'db', 3: 'Web (3)', 4: 'mail' });
});
