import { describe, expect, it } from 'vitest';
import { encodeChunk, keys } from './layout.ts';
import type { Clock } from './ports.ts';
import { RecentChunks } from './recent-chunks.ts';

const chunk = (firstLsn: number) => ({ firstLsn, count: 1, bytes: 1 });
const [a, b, c] = [chunk(1), chunk(2), chunk(3)] as const;

/** Three pieces of a log, and what is read of them. */
function setUp() {
  const rows = new Map<string, Uint8Array>();
  for (const { firstLsn } of [a, b, c]) {
    const entry = { doc: `runbook:r${firstLsn}` as const, update: new Uint8Array([0, 0]) };
    rows.set(keys.chunk(firstLsn), encodeChunk([entry]));
  }
  const got: string[] = [];
  const lost: number[] = [];
  const timers = new Set<() => void>();
  const clock: Clock = {
    nowMs: () => 0,
    monotonicMs: () => 0,
    afterTurn: () => undefined,
    setTimer(_delayMs, task) {
      timers.add(task);
      return () => timers.delete(task);
    },
  };
  const reader = new RecentChunks({
    clock,
    store: {
      get(key) {
        got.push(key);
        return Promise.resolve(rows.get(key));
      },
    },
    onUnreadable: ({ firstLsn }) => lost.push(firstLsn),
  });
  return { rows, got, lost, timers, reader };
}

describe('reading pieces of the log', () => {
  it('reads a piece once for all who want it at about the same time', async () => {
    const { reader, got } = setUp();
    const [first, second] = await Promise.all([reader.read(a), reader.read(a)]);
    await reader.read(b);
    await reader.read(a);
    expect(got).toEqual([keys.chunk(1), keys.chunk(2)]);
    expect(first).toBe(second);
    expect(first).toMatchObject([{ lsn: 1, doc: 'runbook:r1' }]);
  });

  it('keeps no more than two, and none for long', async () => {
    const { reader, got, timers } = setUp();
    for (const each of [a, b, c, a]) await reader.read(each);
    expect(got).toHaveLength(4);
    expect(timers.size).toBe(2);
    for (const fire of [...timers]) fire();
    expect(timers.size).toBe(0);
    await reader.read(a);
    expect(got).toHaveLength(5);
  });

  it('tells of each unreadable piece, and keeps nothing of it', async () => {
    const { reader, got, lost, rows } = setUp();
    rows.set(keys.chunk(1), new Uint8Array([1, 2, 3, 4, 5]));
    rows.delete(keys.chunk(2));
    expect(await reader.read(a)).toEqual([]);
    expect(await reader.read(b)).toEqual([]);
    expect(await reader.read(a)).toEqual([]);
    expect(lost).toEqual([1, 2, 1]);
    expect(got).toHaveLength(3);
  });
});
