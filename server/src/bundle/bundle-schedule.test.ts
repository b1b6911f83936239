import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BundleReport } from '@holdfast/shared/bundle/bundle-source';
import type { Clock } from '@holdfast/shared/replica/ports';
import { type BundleSchedule, startBundleSchedule } from './bundle-schedule.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.UTC(2026, 10, 27, 12);

let folder: string;
let schedules: BundleSchedule[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-bundles-'));
  schedules = [];
});
afterEach(async () => {
  await Promise.all(schedules.map((schedule) => schedule.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** Time that goes on only when it is told to. */
function createTime(nowMs = startMs) {
  let now = nowMs;
  const timers = new Set<{ readonly atMs: number; readonly task: () => void }>();
  const clock: Clock = {
    nowMs: () => now,
    monotonicMs: () => now,
    setTimer(delayMs, task) {
      const timer = { atMs: now + delayMs, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    afterTurn: (task) => void setImmediate(task),
  };
  /** Until nothing waits for a file any more and the next look is set. */
  async function settled(): Promise<void> {
    while (timers.size === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    for (;;) {
      await settled();
      const next = [...timers].toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > end) break;
      now = next.atMs;
      timers.delete(next);
      next.task();
    }
    now = end;
  }
  return { clock, pass };
}

const report: BundleReport = {
  digest: 'd',
  bytes: 1,
  runbooks: 1,
  liveIncidents: 0,
  openRuns: 0,
  components: 0,
  leftOut: [],
  unreadable: [],
};

interface Started {
  readonly schedule: BundleSchedule;
  readonly pass: (ms: number) => Promise<void>;
  readonly failures: () => number;
}

function start(
  options: {
    readonly time?: ReturnType<typeof createTime>;
    readonly workspaces?: readonly string[];
    readonly keep?: number;
    readonly fails?: () => boolean;
  } = {},
): Started {
  const time = options.time ?? createTime();
  let failures = 0;
  const schedule = startBundleSchedule({
    folder,
    everyHours: 24,
    keep: options.keep ?? 3,
    clock: time.clock,
    workspaces: () => options.workspaces ?? ['demo'],
    make(_workspace, path) {
      const finished = (async () => {
        if (options.fails?.() === true) throw new Error('no room');
        writeFileSync(path, 'a bundle');
        return report;
      })();
      return { finished, stop: () => Promise.resolve() };
    },
    onFailed: () => (failures += 1),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  schedules.push(schedule);
  return { schedule, pass: time.pass, failures: () => failures };
}

const files = () => readdirSync(folder).toSorted();

describe('emergency bundles on schedule', () => {
  test('are made a moment after the start, then when they are due, one a workspace', async () => {
    const { pass } = start({ workspaces: ['demo', 'demo-2'] });
    await pass(30_000);
    expect(files()).toEqual([]);
    await pass(minuteMs);
    expect(files()).toEqual(['demo-2-2026-11-27T12-01-00Z.html', 'demo-2026-11-27T12-01-00Z.html']);
    await pass(23 * hourMs);
    expect(files()).toHaveLength(2);
    await pass(hourMs);
    expect(files()).toHaveLength(4);
  });

  test('are kept so many, and nothing else in the folder is touched', async () => {
    writeFileSync(join(folder, 'demo-notes.html'), 'mine');
    writeFileSync(join(folder, 'other-2020-01-01T00-00-00Z.html'), 'another workspace');
    const { pass } = start({ keep: 2 });
    await pass(5 * 24 * hourMs);
    expect(files()).toEqual([
      'demo-2026-11-30T12-01-00Z.html',
      'demo-2026-12-01T12-01-00Z.html',
      'demo-notes.html',
      'other-2020-01-01T00-00-00Z.html',
    ]);
  });

  test('are not made anew by a restart', async () => {
    const time = createTime();
    const first = start({ time });
    await first.pass(2 * minuteMs);
    await first.schedule.stop();
    for (let restart = 0; restart < 3; restart += 1) {
      const again = start({ time });
      await again.pass(hourMs);
      await again.schedule.stop();
    }
    expect(files()).toHaveLength(1);
    await start({ time }).pass(22 * hourMs);
    expect(files()).toHaveLength(2);
  });

  test('are made again some time after one failed; it is counted, and overdue from then on', async () => {
    let isFull = false;
    const { pass, schedule, failures } = start({ fails: () => isFull });
    await pass(2 * minuteMs);
    expect(schedule.overdueSeconds()).toBe(0);
    expect(schedule.oldestMs()).toBe(startMs + minuteMs);
    isFull = true;
    await pass(24 * hourMs + 20 * minuteMs);
    expect(failures()).toBe(2);
    expect(files()).toHaveLength(1);
    expect(schedule.overdueSeconds()).toBeGreaterThan(20 * 60);
    isFull = false;
    await pass(15 * minuteMs);
    expect(files()).toHaveLength(2);
    expect(schedule.overdueSeconds()).toBe(0);
  });

  test('are made although a clock was ahead once, and left-overs of a killed relay go', async () => {
    writeFileSync(join(folder, 'demo-2031-01-01T00-00-00Z.html'), 'from the future');
    writeFileSync(join(folder, '.unfinished-77-demo-2026-11-27T11-00-00Z.html'), 'half');
    const old = startMs / 1000 - 7200;
    utimesSync(join(folder, '.unfinished-77-demo-2026-11-27T11-00-00Z.html'), old, old);
    const { pass } = start();
    await pass(2 * minuteMs);
    expect(files()).toEqual(['demo-2026-11-27T12-01-00Z.html', 'demo-2031-01-01T00-00-00Z.html']);
    await pass(hourMs);
    expect(files()).toHaveLength(2);
    expect(readFileSync(join(folder, 'demo-2031-01-01T00-00-00Z.html'), 'utf8')).toBe(
      'from the future',
    );
  });
});
