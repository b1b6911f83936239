import { createHostRows } from '@holdfast/shared/replica/host-rows';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import type { Clock } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { openProjectionKeeper } from './projection-keeper.ts';
import { readProjections } from './projection-packs.ts';
import { createVolatileStore } from './volatile-store.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';

/** Time that passes only when told to; what waits for it gets real turns in between. */
function testClock() {
  let nowMs = 0;
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    setTimer(delayMs, task) {
      timers.set(task, nowMs + delayMs);
      return () => timers.delete(task);
    },
    afterTurn: (task) => void setImmediate(task),
  };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    clock,
    async pass(ms: number) {
      const untilMs = nowMs + ms;
      while (nowMs < untilMs) {
        nowMs += 10;
        for (const [task, atMs] of [...timers]) {
          if (atMs > nowMs || !timers.delete(task)) continue;
          task();
        }
        for (let turns = 0; turns < 10; turns += 1) await turn();
      }
    },
  };
}

it('makes the projection of a large document that comes in part by part now and then, of others at once', async () => {
  const store = createVolatileStore(undefined);
  const replica = await openReplica({
    role: 'leaf',
    name: 'one',
    store,
    clock: createWebClock(),
    random: createWebRandom(),
    heavy: inlineHeavyWork,
  });
  const { clock, pass } = testClock();
  const made: string[] = [];
  const keeper = await openProjectionKeeper({
    replica,
    clock,
    kept: await readProjections(createHostRows(store)),
    onEntries: (entries) => made.push(...entries.map(({ doc }) => doc)),
    onText: () => undefined,
  });
  onTestFinished(async () => {
    keeper.close();
    await replica.close();
  });
  const [large, small] = ['runbook:large', 'runbook:small'];
  const largeDoc = new Y.Doc();
  const smallDoc = new Y.Doc();
  const call = async (name: string, doc: Y.Doc, title: string): Promise<void> => {
    doc.getMap('meta').set('title', title);
    await replica.submit(name, Y.encodeStateAsUpdate(doc));
  };
  const countOf = (doc: string): number => made.filter((one) => one === doc).length;
  largeDoc.getText('body').insert(0, 'x'.repeat(2_000_000));
  await call(large, largeDoc, 'First');
  while (countOf(large) === 0) await pass(10);
  // It rests for 0.8 s: of five changes within them one is made, and a small one is not kept waiting.
  for (let at = 0; at < 5; at += 1) {
    await call(large, largeDoc, `Then ${at}`);
    await pass(40);
  }
  await call(small, smallDoc, 'Failover');
  while (countOf(small) === 0) await pass(10);
  expect(countOf(large)).toBe(1);
  while (keeper.waiting() > 0 || countOf(large) < 2) await pass(10);
  await pass(1000);
  expect(countOf(large)).toBe(2);
  expect(keeper.waiting()).toBe(0);
});
