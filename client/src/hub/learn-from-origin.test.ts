import { expect, test } from 'vitest';
import { learnFromOrigin } from './learn-from-origin.ts';

function world(answers: readonly (readonly string[] | Error)[]) {
  const known: string[] = [];
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  let asked = 0;
  const stop = learnFromOrigin({
    clock: {
      setTimer(ms, run) {
        timers.push({ ms, run });
        return () => void timers.splice(0);
      },
    },
    ask: async () => {
      const answer = answers[asked++];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer');
      return answer;
    },
    learn: (addresses) => void known.push(...addresses),
    isAnyKnown: () => known.length > 0,
  });
  return {
    known,
    stop,
    timers,
    asked: () => asked,
    async next(): Promise<void> {
      await settled();
      timers.shift()?.run();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the origin is asked until it tells of a relay, ever less often', async () => {
  const { known, timers, asked, next } = world([new Error('slow'), [], ['ws://a']]);
  await settled();
  expect(timers.map(({ ms }) => ms)).toEqual([1000]);
  await next();
  expect(timers.map(({ ms }) => ms)).toEqual([2000]);
  await next();
  expect(known).toEqual(['ws://a']);
  expect(asked()).toBe(3);
  expect(timers).toEqual([]);
});

test('it is not asked any more once the hub is closed', async () => {
  const { stop, timers } = world([]);
  await settled();
  stop();
  expect(timers).toEqual([]);
});
