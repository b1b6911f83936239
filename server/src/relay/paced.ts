import type { NodeClock } from './node-clock.ts';

export interface PacedDeps {
  readonly clock: Pick<NodeClock, 'monotonicMs' | 'afterWrites'>;
  /** Longest time that tasks take in one turn; one that is begun is finished. */
  readonly budgetMs: number;
  /** How many tasks that take longer than their call are under way at once. */
  readonly width: number;
}

/** Resolves, or rejects, when the task is done; returns nothing when it is done at once. */
type Task = () => Promise<unknown> | void;

interface Waiting {
  readonly task: Task;
  next: Waiting | undefined;
}

export interface Paced {
  /** Runs `task` in this or one of the next turns of the event loop, after those added before. */
  add(task: Task): void;
  /** As `add`, with what the task results in. */
  ask<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * Spreads work over turns of the event loop. When thousands come at once, what is read and written
 * for everyone else gets its time between any two portions, and first in each turn.
 */
export function createPaced({ clock, budgetMs, width }: PacedDeps): Paced {
  let first: Waiting | undefined;
  let last: Waiting | undefined;
  let underWay = 0;
  let running = false;

  function start(): void {
    if (running || first === undefined) return;
    running = true;
    clock.afterWrites(() => step(clock.monotonicMs() + budgetMs));
  }

  function step(endMs: number): void {
    if (first === undefined || underWay >= width) {
      running = false;
      return;
    }
    const { task } = first;
    first = first.next;
    const result = task();
    if (result instanceof Promise) {
      underWay += 1;
      void result.then(ended, ended);
    }
    // What the task has set off, however many promises deep, counts as its time.
    queueMicrotask(() => process.nextTick(afterStep, endMs));
  }

  function afterStep(endMs: number): void {
    if (clock.monotonicMs() < endMs) {
      step(endMs);
      return;
    }
    running = false;
    start();
  }

  function ended(): void {
    underWay -= 1;
    start();
  }

  function add(task: Task): void {
    const added: Waiting = { task, next: undefined };
    if (first === undefined || last === undefined) first = added;
    else last.next = added;
    last = added;
    start();
  }

  return {
    add,
    ask: (task) =>
      new Promise((resolve, reject) => {
        add(() => {
          const result = task();
          result.then(resolve, reject);
          return result;
        });
      }),
  };
}
