import { afterEach, describe, expect, test } from 'vitest';
import { type IncidentNews, newsForMs } from '@holdfast/shared/alerting/incident-news';
import type { Clock } from '@holdfast/shared/replica/ports';
import { createDeliveryQueue, type DeliveryQueue, type DeliveryResult } from './delivery-queue.ts';
import type { PostResult } from './post.ts';

/** Time that passes when it is told to, timers in their order, and what follows from them. */
function handClock() {
  let nowMs = 1_000_000;
  let timers: { readonly atMs: number; readonly task: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    setTimer(delayMs, task) {
      const timer = { atMs: nowMs + delayMs, task };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    afterTurn: (task) => queueMicrotask(task),
  };
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  async function pass(ms: number): Promise<void> {
    await settled();
    const untilMs = nowMs + ms;
    for (;;) {
      const [next] = timers.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      timers = timers.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.task();
      await settled();
    }
    nowMs = untilMs;
  }
  return { clock, pass };
}

const queues: DeliveryQueue[] = [];
afterEach(() => queues.splice(0).forEach((queue) => queue.stop()));

function start(answer: (id: string, attempt: number) => PostResult['kind']) {
  const { clock, pass } = handClock();
  const sent: string[] = [];
  const taken: string[] = [];
  const results: DeliveryResult[] = [];
  const queue = createDeliveryQueue({
    url: 'http://x.example/',
    secret: Buffer.from('secret'),
    clock,
    random: { bytes: (length) => new Uint8Array(length), fraction: () => 0.5 },
    post(_url, headers) {
      const id = headers['webhook-id'] ?? '';
      sent.push(id);
      const kind = answer(id, sent.filter((one) => one === id).length);
      return Promise.resolve(kind === 'taken' ? { kind } : { kind, problem: 'answered 500' });
    },
    onTaken: ({ id }) => taken.push(id),
    count: (result) => results.push(result),
  });
  queues.push(queue);
  return { queue, pass, sent, taken, results, clock };
}

function news(id: string, happenedAtMs = 1_000_000): IncidentNews {
  return {
    id,
    type: 'incident.declared',
    workspace: 'demo',
    incident: 'incident:1',
    title: 'Down',
    severity: 1,
    status: 'investigating',
    drill: false,
    by: 'Ana',
    text: '',
    happenedAtMs,
  };
}

describe('news for one target', () => {
  test('are told at their time, in order, each once', async () => {
    const { queue, pass, sent, taken } = start(() => 'taken');
    queue.add(news('b'), 5_000);
    queue.add(news('a'), 0);
    queue.add(news('a'), 0);
    await pass(4_000);
    expect(sent).toEqual(['a']);
    await pass(1_000);
    expect(taken).toEqual(['a', 'b']);
    expect(queue.state()).toMatchObject({ circuit: 'closed', waiting: 0, problem: undefined });
  });

  test('that another relay told are not told', async () => {
    const { queue, pass, sent } = start(() => 'taken');
    queue.add(news('a'), 15_000);
    await pass(10_000);
    queue.remove('a');
    await pass(10_000);
    expect(sent).toEqual([]);
  });

  test('are told again, ever later, until they are taken; meanwhile the circuit is open', async () => {
    const { queue, pass, sent, taken } = start((_, attempt) =>
      attempt < 9 ? 'unreachable' : 'taken',
    );
    queue.add(news('a'), 0);
    await pass(20_000);
    expect(sent).toHaveLength(5);
    expect(queue.state()).toMatchObject({ circuit: 'open', waiting: 1, problem: 'answered 500' });
    await pass(30 * 60_000);
    expect(sent).toHaveLength(9);
    expect(taken).toEqual(['a']);
    expect(queue.state().circuit).toBe('closed');
  });

  test('that are refused hold nothing up', async () => {
    const { queue, pass, taken } = start((id) => (id === 'bad' ? 'refused' : 'taken'));
    queue.add(news('bad'), 0);
    for (let n = 0; n < 20; n += 1) queue.add(news(String(n)), 100);
    await pass(60_000);
    expect(taken).toHaveLength(20);
    expect(queue.state()).toMatchObject({ circuit: 'closed', waiting: 1 });
  });

  test('are given up after a day, and the oldest where too many wait', async () => {
    const { queue, pass, results } = start(() => 'unreachable');
    queue.add(news('a'), 0);
    await pass(newsForMs + 10 * 60_000);
    expect(queue.state().waiting).toBe(0);
    expect(results.at(-1)).toBe('given-up');
    for (let n = 0; n < 1_100; n += 1) queue.add(news(String(n), 1e12), 1e9);
    expect(queue.state().waiting).toBe(1_000);
  });
});
