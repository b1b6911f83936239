import { expect, it } from 'vitest';
import { createFairShare } from './fair-share.ts';

/** A clock that goes on only when it is told to. */
function createClock() {
  let nowMs = 0;
  const timers: { readonly atMs: number; readonly task: () => void }[] = [];
  return {
    monotonicMs: () => nowMs,
    setTimer(delayMs: number, task: () => void) {
      timers.push({ atMs: nowMs + delayMs, task });
      return () => undefined;
    },
    async pass(ms: number) {
      nowMs += ms;
      for (const { atMs, task } of timers.splice(0)) {
        if (atMs <= nowMs) task();
        else timers.push({ atMs, task });
      }
      for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
    },
  };
}

it('lets a device take a quarter of the time that its edits cost, and others go on meanwhile', async () => {
  const clock = createClock();
  const fairly = createFairShare(clock);
  const done: string[] = [];
  const costly = (name: string) => async () => {
    // The worker is at it for 100 ms.
    await new Promise<void>((resolve) => clock.setTimer(100, resolve));
    done.push(name);
  };
  for (const name of ['first', 'second']) void fairly('mallory', costly(name));
  await clock.pass(0);
  await clock.pass(100);
  expect(done).toEqual(['first']);
  void fairly('ada', costly('other'));
  await clock.pass(0);
  await clock.pass(100);
  expect(done).toEqual(['first', 'other']);
  await clock.pass(199);
  expect(done).toEqual(['first', 'other']);
  await clock.pass(1);
  await clock.pass(100);
  expect(done).toEqual(['first', 'other', 'second']);
});

it('holds nobody up for what costs next to nothing, and lets failures through', async () => {
  const clock = createClock();
  const fairly = createFairShare(clock);
  const done: number[] = [];
  for (let at = 0; at < 3; at += 1) void fairly('ada', () => done.push(at));
  await clock.pass(0);
  expect(done).toEqual([0, 1, 2]);
  await expect(fairly('ada', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(fairly('ada', () => 'on')).resolves.toBe('on');
});
