import { type Clock, type Store, StoreFault, type StoreWrite } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';

const firstRetryMs = 500;
const longestRetryMs = 10_000;

/** One group of rows for the store, and what follows from its fate. */
export interface CommitGroup {
  readonly rows: readonly StoreWrite[];
  /** Log entries among them. */
  readonly entries: number;
  committed(): void;
  /** The rows go back to where they came from: they will be collected again. */
  failed(): void;
}

export interface CommitsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly observe: (event: ReplicaEvent) => void;
  /** All that waits to be written; undefined when nothing does. */
  readonly collect: () => CommitGroup | undefined;
  readonly hasWork: () => boolean;
  /** After each attempt, good or bad. */
  readonly onAttempted: () => void;
}

interface Waiter {
  readonly isReady: () => boolean;
  /** Waits through failures. */
  readonly untilDurable: boolean;
  readonly tell: (fault: StoreFault | undefined) => void;
}

/** Writes groups one at a time: what comes while one is under way is in the next. Failed ones are tried again. */
export class Commits {
  readonly #deps: CommitsDeps;
  #busy = false;
  #scheduled = false;
  #closed = false;
  #fault: StoreFault | undefined;
  #retryMs = firstRetryMs;
  #cancelRetry: () => void = () => undefined;
  #idle: (() => void)[] = [];
  #waiters: Waiter[] = [];
  /** Groups are numbered as they are begun; what failed is in a later one again. */
  #begun = 0;
  #written = 0;

  constructor(deps: CommitsDeps) {
    this.#deps = deps;
  }

  get fault(): StoreFault | undefined {
    return this.#fault;
  }

  schedule(): void {
    if (this.#scheduled || this.#busy || this.#closed || this.#fault !== undefined) return;
    this.#scheduled = true;
    this.#deps.clock.afterTurn(() => {
      this.#scheduled = false;
      void this.#commit();
    });
  }

  /** Resolves once `isReady` holds after a commit; unless `untilDurable`, also at the next failure, with its fault. */
  wait(isReady: () => boolean, untilDurable: boolean): Promise<StoreFault | undefined> {
    if (isReady()) return Promise.resolve(undefined);
    return new Promise((tell) => this.#waiters.push({ isReady, untilDurable, tell }));
  }

  /** Resolves once all that waits to be written now is on disk. */
  async waitForAll(): Promise<void> {
    const underWay = this.#begun;
    await this.wait(() => this.#written > underWay, true);
  }

  /** Resolves when nothing waits to be written, or rejects with the store's fault. */
  async drain(): Promise<void> {
    while (this.#busy || this.#deps.hasWork()) {
      if (this.#fault !== undefined) throw this.#fault;
      this.schedule();
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  stop(): void {
    this.#closed = true;
    this.#cancelRetry();
  }

  async #commit(): Promise<void> {
    if (this.#busy || this.#closed) return;
    const group = this.#deps.collect();
    if (group === undefined) return;
    this.#busy = true;
    const number = ++this.#begun;
    const startedMs = this.#deps.clock.monotonicMs();
    try {
      await this.#deps.store.write(group.rows);
      this.#written = number;
      group.committed();
      this.#succeeded();
      const durationMs = this.#deps.clock.monotonicMs() - startedMs;
      this.#deps.observe({ kind: 'committed', entries: group.entries, durationMs });
    } catch (error) {
      group.failed();
      this.#failed(error);
    }
    this.#busy = false;
    this.#deps.onAttempted();
    for (const resolve of this.#idle.splice(0)) resolve();
    if (this.#deps.hasWork()) this.schedule();
  }

  #succeeded(): void {
    if (this.#fault !== undefined) {
      this.#fault = undefined;
      this.#deps.observe({ kind: 'store-recovered' });
    }
    this.#retryMs = firstRetryMs;
    this.#tellWaiters(({ isReady }) => isReady(), undefined);
  }

  #tellWaiters(isDone: (waiter: Waiter) => boolean, fault: StoreFault | undefined): void {
    if (this.#waiters.length === 0) return;
    const left: Waiter[] = [];
    const done: Waiter[] = [];
    for (const waiter of this.#waiters) (isDone(waiter) ? done : left).push(waiter);
    this.#waiters = left;
    for (const { tell } of done) tell(fault);
  }

  #failed(error: unknown): void {
    const fault =
      error instanceof StoreFault
        ? error
        : new StoreFault('failed', String(error), { cause: error });
    this.#fault = fault;
    this.#deps.observe({ kind: 'store-failed', fault });
    this.#tellWaiters(({ untilDurable }) => !untilDurable, fault);
    if (this.#closed) return;
    const delayMs = this.#retryMs;
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
    this.#cancelRetry = this.#deps.clock.setTimer(delayMs, () => void this.#commit());
  }
}
