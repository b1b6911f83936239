import type { Clock } from '@holdfast/shared/replica/ports';

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly task: () => void;
  cancelled: boolean;
}

/** Time that passes only from one event to the next. */
export interface VirtualTime {
  readonly nowMs: () => number;
  at(delayMs: number, task: () => void): () => void;
  /** Runs events in order until `untilMs`, letting promises settle after each. */
  runUntil(untilMs: number): Promise<void>;
  readonly events: () => number;
  /** Timers that are set and not cancelled. */
  readonly pending: () => number;
  /** The clock of one machine. It stops for good once `alive` says so, as a killed process does. */
  clockFor(alive: () => boolean, wallSkewMs: () => number): Clock;
}

export function createVirtualTime(): VirtualTime {
  const timers: Timer[] = [];
  let now = 0;
  let order = 0;
  let events = 0;

  function at(delayMs: number, task: () => void): () => void {
    const timer: Timer = {
      atMs: now + Math.max(0, delayMs),
      order: order++,
      task,
      cancelled: false,
    };
    push(timers, timer);
    return () => {
      timer.cancelled = true;
    };
  }

  return {
    nowMs: () => now,
    at,
    events: () => events,
    pending: () => timers.filter(({ cancelled }) => !cancelled).length,
    async runUntil(untilMs) {
      await settlePromises();
      for (let next = timers[0]; next !== undefined && next.atMs <= untilMs; next = timers[0]) {
        pop(timers);
        if (next.cancelled) continue;
        now = next.atMs;
        events++;
        next.task();
        await settlePromises();
      }
      now = Math.max(now, untilMs);
    },
    clockFor(alive, wallSkewMs) {
      const guarded = (delayMs: number, task: () => void): (() => void) =>
        at(delayMs, () => {
          if (alive()) task();
        });
      return {
        nowMs: () => now + wallSkewMs(),
        monotonicMs: () => now,
        setTimer: guarded,
        afterTurn: (task) => {
          guarded(0, task);
        },
      };
    },
  };
}

/** A tick asked for while promises settle comes when none is left to settle. */
function settlePromises(): Promise<void> {
  return Promise.resolve().then(() => new Promise((resolve) => process.nextTick(resolve)));
}

function before(a: Timer, b: Timer): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
}

function push(heap: Timer[], timer: Timer): void {
  heap.push(timer);
  let at = heap.length - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up];
    if (parent === undefined || !before(timer, parent)) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
    if (child === undefined || !before(child, last)) break;
    heap[at] = child;
    at = child === right ? 2 * at + 2 : 2 * at + 1;
  }
  heap[at] = last;
}
