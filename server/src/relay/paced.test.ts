import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createNodeClock } from './node-clock.ts';
import { createPaced } from './paced.ts';

/** Real turns of the event loop; time passes only where a test says so. */
function setUp({ width = 1 } = {}) {
  const clock = createNodeClock();
  const time = { nowMs: 0 };
  const paced = createPaced({
    clock: { ...clock, monotonicMs: () => time.nowMs },
    budgetMs: 10,
    width,
  });
  return { clock, time, paced };
}

test('does in a turn what fits into its time, in order, and the rest in the next turns', async () => {
  const { time, paced } = setUp();
  const done: number[] = [];
  for (let task = 1; task <= 5; task++) {
    paced.add(() => {
      done.push(task);
      time.nowMs += 6;
    });
  }
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual([1, 2]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4, 5]);
  paced.add(() => void done.push(6));
  await nextTurn();
  expect(done).toHaveLength(6);
});

test('what a task adds is done too, after those that came before', async () => {
  const { paced } = setUp();
  const done: string[] = [];
  paced.add(() => {
    done.push('first');
    paced.add(() => void done.push('third'));
  });
  paced.add(() => void done.push('second'));
  await nextTurn();
  expect(done).toEqual(['first', 'second', 'third']);
});

test('what is live goes first, however much is waiting', async () => {
  const { clock, time, paced } = setUp();
  const done: string[] = [];
  for (let task = 0; task < 20; task++) {
    paced.add(() => {
      done.push('paced');
      time.nowMs += 10;
    });
  }
  for (let turn = 0; turn < 10; turn++) {
    clock.afterTurn(() => {
      done.push('edit');
      clock.atTurnEnd(() => done.push('write'));
    });
    await nextTurn();
    expect(done.splice(0)).toEqual(['edit', 'write', 'paced']);
  }
});

test('what a task sets off, many promises deep, counts as its time', async () => {
  const { time, paced } = setUp({ width: 10 });
  const done: number[] = [];
  for (let task = 1; task <= 4; task++) {
    paced.add(async () => {
      for (let depth = 0; depth < 20; depth++) await Promise.resolve();
      done.push(task);
      time.nowMs += 6;
    });
  }
  await nextTurn();
  expect(done).toEqual([1, 2]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4]);
});

test('no more tasks are under way at once than allowed, and a failed one makes room too', async () => {
  const { paced } = setUp({ width: 2 });
  const started: number[] = [];
  const ends: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  const answers = [0, 1, 2, 3, 4].map((task) =>
    paced.ask(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(task);
          ends.push({ resolve: () => resolve(task), reject });
        }),
    ),
  );
  await nextTurn();
  await nextTurn();
  expect(started).toEqual([0, 1]);
  ends[1]?.resolve();
  expect(await answers[1]).toBe(1);
  await nextTurn();
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.reject(new Error('unreadable'));
  await expect(answers[0]).rejects.toThrow('unreadable');
  await nextTurn();
  expect(started).toEqual([0, 1, 2, 3]);
  ends[2]?.resolve();
  ends[3]?.resolve();
  await Promise.all([answers[2], answers[3]]);
  await nextTurn();
  expect(started).toEqual([0, 1, 2, 3, 4]);
  ends[4]?.resolve();
  expect(await Promise.all(answers.slice(1))).toEqual([1, 2, 3, 4]);
});
