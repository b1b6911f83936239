export interface PacedDeps {
  /** Longest time that tasks take in one turn; one that is begun is finished. */
  readonly budgetMs: number;
  readonly monotonicMs: () => number;
}

export interface Paced {
  /** Runs `task` in one of the next turns of the event loop, after those added before. */
  add(task: () => void): void;
}

/**
 * Spreads work over turns of the event loop. When thousands come at once, what is read and written
 * for everyone else gets its time between any two portions.
 */
export function createPaced({ budgetMs, monotonicMs }: PacedDeps): Paced {
  let waiting: (() => void)[] = [];
  let next = 0;

  function run(): void {
    const endMs = monotonicMs() + budgetMs;
    for (let task = waiting[next]; task !== undefined; task = waiting[next]) {
      next += 1;
      task();
      if (monotonicMs() >= endMs) break;
    }
    if (next < waiting.length) {
      setImmediate(run);
      return;
    }
    waiting = [];
    next = 0;
  }

  return {
    add(task) {
      if (waiting.length === 0) setImmediate(run);
      waiting.push(task);
    },
  };
}
