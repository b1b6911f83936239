import type { IncidentProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { expect, it } from 'vitest';
import { createObservable } from '../../hub/observable.ts';
import type { Projections } from '../../runbooks/list-model.ts';
import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { incidentWords } from '../incident-words.ts';
import { createNotifier } from './create-notifier.ts';
import type { IncidentNews } from './incident-news.ts';

const minuteMs = 60_000;
const beginMs = 1_000 * minuteMs;

function setUp(options: { before?: Projections | undefined; looked?: boolean } = {}) {
  const feed = createObservable<Projections | undefined>(
    'before' in options ? options.before : new Map(),
  );
  const told: IncidentNews[] = [];
  const timers: { atMs: number; run: () => void }[] = [];
  const now = { ms: beginMs, isLookedAt: options.looked ?? false };
  let lookedAway = (): void => undefined;
  const stop = createNotifier({
    projections: feed,
    context: () => ({ me: 'Ana', nowMs: now.ms, words: incidentWords() }),
    shouldTell: async () => !now.isLookedAt,
    tell: (news) => told.push(news),
    whenLookedAway: (run) => {
      lookedAway = run;
      return () => undefined;
    },
    setTimer: (delayMs, run) => {
      const timer = { atMs: now.ms + delayMs, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  async function pass(ms: number): Promise<void> {
    const endMs = now.ms + ms;
    for (;;) {
      const next = timers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      timers.splice(timers.indexOf(next), 1);
      now.ms = next.atMs;
      next.run();
      // Whether somebody looks is asked for, and answered later.
      await Promise.resolve();
      await Promise.resolve();
    }
    now.ms = endMs;
  }
  const put = (name: DocumentName, part: Partial<IncidentProjection>): void => {
    feed.set(
      new Map([
        ...(feed.get() ?? []),
        [name, incidentProjection({ declaredBy: 'Ben', declaredAtMs: now.ms, ...part })],
      ]),
    );
  };
  const lookAway = (): void => {
    now.isLookedAt = false;
    lookedAway();
  };
  return { feed, told, now, pass, put, lookAway, stop };
}

it('tells of what others declare and change, once it stands', async () => {
  const { told, put, pass } = setUp();
  put('incident:01a', {});
  put('incident:01a', { severity: 2 });
  await pass(2_000);
  expect(told).toEqual([
    { incident: 'incident:01a', title: 'SEV2 Checkout fails', lines: ['Declared by Ben'] },
  ]);
  const atMs = beginMs + 2_000;
  put('incident:01a', {
    severity: 1,
    status: 'identified',
    decided: { severity: { by: 'Ben', atMs }, status: { by: 'Cy', atMs } },
    roles: [{ role: 'scribe', person: 'ana', by: 'Ben', atMs }],
  });
  await pass(2_000);
  expect(told[1]?.lines).toEqual([
    'Severity: SEV1, was SEV2, by Ben',
    'Status: Identified, by Cy',
    'You are Scribe, by Ben',
  ]);
  // The same again is nothing new.
  put('incident:01a', {
    severity: 1,
    status: 'identified',
    roles: [{ role: 'scribe', person: 'Ana', by: 'Ben', atMs }],
    text: 'more was said',
  });
  await pass(2_000);
  expect(told).toHaveLength(2);
});

it('is not fooled by what arrives late', async () => {
  const { told, put, pass, now } = setUp();
  // Declared and resolved while this device was away.
  put('incident:01a', { status: 'resolved', declaredAtMs: 1 });
  // Live, and heard of only now.
  put('incident:01b', { declaredAtMs: now.ms - 180 * minuteMs });
  await pass(2_000);
  expect(told.map(({ lines }) => lines)).toEqual([['Declared by Ben, 3 h 00 min ago']]);
  // Old entries that change nothing of what holds.
  put('incident:01b', { declaredAtMs: 2, text: 'old words', changedAtMs: 5 });
  await pass(2_000);
  expect(told).toHaveLength(1);
});

it('tells of nothing that was there before, nor while somebody looks, nor what I did', async () => {
  const before = new Map([
    ['incident:01a' as const, incidentProjection({ declaredAtMs: 1, people: ['Ana'] })],
  ]);
  const { told, put, pass, now, feed } = setUp({ before: undefined });
  feed.set(before);
  await pass(2_000);
  put('incident:01a', {
    severity: 1,
    declaredAtMs: beginMs,
    decided: { severity: { by: 'Ana', atMs: now.ms }, status: { by: '', atMs: 0 } },
  });
  put('incident:01b', { declaredBy: 'Ana' });
  await pass(2_000);
  now.isLookedAt = true;
  put('incident:01c', {});
  await pass(2_000);
  now.isLookedAt = false;
  put('incident:01c', { text: 'more' });
  await pass(2_000);
  expect(told).toEqual([]);
});

it('takes what came just before somebody looked away for seen, and what comes after for news', async () => {
  const { told, put, pass, lookAway } = setUp({ looked: true });
  put('incident:01a', {});
  lookAway();
  put('incident:01b', {});
  await pass(2_000);
  expect(told.map(({ incident }) => incident)).toEqual(['incident:01b']);
});

it('tells once when an update is due, to those who take part', async () => {
  const { told, put, pass } = setUp();
  put('incident:01a', { severity: 1, people: ['Ana'], declaredBy: 'Ana' });
  put('incident:01b', { severity: 1, declaredBy: 'Ana', people: [] });
  await pass(29 * minuteMs);
  expect(told).toEqual([]);
  await pass(2 * minuteMs);
  expect(told).toEqual([
    { incident: 'incident:01a', title: 'SEV1 Checkout fails', lines: ['An update is due'] },
  ]);
  await pass(60 * minuteMs);
  expect(told).toHaveLength(1);
});

it('tells of many at once in one sentence, and of nothing once it is stopped', async () => {
  const { told, put, pass, stop } = setUp();
  for (const letter of ['a', 'b', 'c', 'd', 'e'] as const) {
    put(`incident:01${letter}`, { title: letter });
  }
  await pass(2_000);
  expect(told).toHaveLength(1);
  expect(told[0]?.title).toBe('5 incidents changed');
  stop();
  put('incident:01f', {});
  await pass(minuteMs);
  expect(told).toHaveLength(1);
});
