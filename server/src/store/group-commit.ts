import type { StoreWrite } from '@holdfast/shared/replica/ports';

export interface GroupCommitDeps {
  /** Applies all writes in one transaction; resolves when it is on disk. Never called twice at a time. */
  readonly commit: (writes: readonly StoreWrite[]) => Promise<void>;
  /** Least time between the starts of two commits. */
  readonly windowMs: number;
}

export interface GroupCommit {
  /** Resolves once `writes` are on disk. Later calls never get there without the earlier ones. */
  add(writes: readonly StoreWrite[]): Promise<void>;
  /** Resolves when everything added so far is on disk or has failed; does not wait for the window. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly writes: readonly StoreWrite[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Joins writes into few transactions: one at a time, at most one every `windowMs`. A transaction
 * that reaches the disk costs about 0.3 ms of CPU, whatever is in it; one for each turn of a busy
 * event loop would cost more than all else. A lone write does not wait.
 */
export function createGroupCommit({ commit, windowMs }: GroupCommitDeps): GroupCommit {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let startedAtMs = -Infinity;
  let cancelStart: (() => void) | undefined;
  let hurried = false;

  function schedule(): void {
    if (cancelStart !== undefined || running !== undefined || waiting.length === 0) return;
    const restMs = hurried ? 0 : startedAtMs + windowMs - performance.now();
    if (restMs <= 0) {
      const immediate = setImmediate(start);
      cancelStart = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(start, restMs);
      cancelStart = () => clearTimeout(timer);
    }
  }

  function start(): void {
    cancelStart?.();
    cancelStart = undefined;
    if (running !== undefined || waiting.length === 0) return;
    startedAtMs = performance.now();
    hurried = false;
    const group = waiting;
    waiting = [];
    running = run(group);
  }

  async function run(group: readonly Waiting[]): Promise<void> {
    try {
      const [only] = group;
      await commit(
        only !== undefined && group.length === 1 ? only.writes : group.flatMap((one) => one.writes),
      );
      for (const one of group) one.resolve();
    } catch (error) {
      // What was called after the failed writes builds on them, so it must not get to disk without them.
      const late = waiting;
      waiting = [];
      for (const one of group) one.reject(error);
      for (const one of late) one.reject(error);
    } finally {
      running = undefined;
      schedule();
    }
  }

  return {
    add(writes) {
      return new Promise((resolve, reject) => {
        waiting.push({ writes, resolve, reject });
        schedule();
      });
    },
    async settled() {
      if (running === undefined && waiting.length === 0) return;
      hurried = true;
      cancelStart?.();
      cancelStart = undefined;
      // An empty write comes through when all before it have.
      await this.add([]).catch(() => undefined);
    },
  };
}
