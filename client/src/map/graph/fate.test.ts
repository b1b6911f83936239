import { expect, test } from 'vitest';
import { fatesOf } from './fate.ts';

const boxOf = new Map([
  ['web', 'web'],
  ['a', 'cluster:system/x'],
  ['b', 'cluster:system/x'],
  ['c', 'cluster:system/x'],
  ['d', 'cluster:system/y'],
]);

test('a component says what becomes of it, the first that is said', () => {
  const fates = fatesOf(boxOf, { taken: ['web'], falls: ['web'], degraded: ['web'] });
  expect([...fates]).toEqual([['web', { kind: 'taken', count: 1 }]]);
});

test('several drawn as one say the gravest, and of how many', () => {
  const fates = fatesOf(boxOf, { taken: ['a'], falls: ['b'], degraded: ['c', 'd', 'gone'] });
  expect([...fates]).toEqual([
    ['cluster:system/x', { kind: 'falls', count: 2 }],
    ['cluster:system/y', { kind: 'degraded', count: 1 }],
  ]);
});

test('for whom nobody is left is told beside what else becomes of it', () => {
  const fates = fatesOf(boxOf, { falls: ['web'], orphaned: ['web', 'a', 'b', 'gone'] });
  expect([...fates]).toEqual([
    ['web', { kind: 'falls', count: 1, orphaned: 1 }],
    ['cluster:system/x', { kind: 'orphaned', count: 2, orphaned: 2 }],
  ]);
});
