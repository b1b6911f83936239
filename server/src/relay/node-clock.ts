import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Random } from '@holdfast/shared/replica/ports';

export interface NodeClock extends Clock {
  /** Runs `task` once after all that `afterTurn` was asked for in this turn: the place to write to sockets. */
  atTurnEnd(task: () => void): void;
  /** Runs `task` once after all writes of a turn: the place for what may wait. */
  afterWrites(task: () => void): void;
}

/** Time and turns of Node's event loop. */
export function createNodeClock(): NodeClock {
  let tasks: (() => void)[] = [];
  let endTasks: (() => void)[] = [];
  let lastTasks: (() => void)[] = [];
  let scheduled = false;
  let running = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(run);
  }

  function run(): void {
    scheduled = false;
    const due = tasks;
    tasks = [];
    running = true;
    try {
      for (const task of due) task();
    } finally {
      running = false;
    }
    const ends = endTasks;
    endTasks = [];
    for (const end of ends) end();
    const last = lastTasks;
    lastTasks = [];
    for (const task of last) task();
  }

  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    setTimer(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    // Immediates run once all sockets that were readable have been read.
    afterTurn(task) {
      tasks.push(task);
      schedule();
    },
    atTurnEnd(task) {
      endTasks.push(task);
      if (!running) schedule();
    },
    afterWrites(task) {
      lastTasks.push(task);
      schedule();
    },
  };
}

export const nodeRandom: Random = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
};
