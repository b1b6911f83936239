import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import { expect, test } from 'vitest';
import { countGroups, filesToRun } from './import-state.ts';

const imagesLeft = [{ path: 'a.png', problem: 'conflict' }] as const;
const files: readonly PlannedFile[] = [
  { path: 'new.md', kind: 'create' },
  { path: 'locked.md', kind: 'locked', imagesLeft },
  { path: 'text.md', kind: 'conflict' },
  { path: 'image.md', kind: 'unchanged', imagesLeft },
  { path: 'both.md', kind: 'change', imagesLeft },
  { path: 'same.md', kind: 'unchanged' },
  { path: 'settled.md', kind: 'record', images: 1 },
  { path: 'x.png', kind: 'skip' },
];

test('an image that changed on both sides is a conflict, whatever the text does; a locked text is kept aside', () => {
  expect(countGroups(files)).toEqual({
    conflict: 3,
    locked: 1,
    new: 1,
    changed: 1,
    unchanged: 1,
    skipped: 1,
  });
});

test('of a conflict nothing is done unless somebody chose, but for a text that has news of its own', () => {
  expect(filesToRun(files, new Map())).toEqual(['new.md', 'both.md', 'settled.md']);
  const choices = new Map([
    ['text.md', 'ours'],
    ['image.md', 'theirs'],
    ['locked.md', 'theirs'],
  ] as const);
  expect(filesToRun(files, choices)).toEqual([
    'new.md',
    'text.md',
    'image.md',
    'both.md',
    'settled.md',
  ]);
});
