import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPaced } from './paced.ts';

test('does in a turn what fits into its time, in order, and the rest in the next turns', async () => {
  let nowMs = 0;
  const done: number[] = [];
  const paced = createPaced({ budgetMs: 10, monotonicMs: () => nowMs });
  for (let task = 1; task <= 5; task++) {
    paced.add(() => {
      done.push(task);
      nowMs += 6;
    });
  }
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual([1, 2]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4, 5]);
  paced.add(() => done.push(6));
  await nextTurn();
  expect(done).toHaveLength(6);
});

test('what a task adds is done too', async () => {
  const done: string[] = [];
  const paced = createPaced({ budgetMs: 10, monotonicMs: () => 0 });
  paced.add(() => {
    done.push('first');
    paced.add(() => done.push('second'));
  });
  await nextTurn();
  expect(done).toEqual(['first', 'second']);
});
