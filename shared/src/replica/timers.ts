import type { Clock } from './ports.ts';

/** The timers of one thing that can end: none of them outlives it. */
export class Timers {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #ended = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(delayMs: number, task: () => void): void {
    if (this.#ended) return;
    const cancel = this.#clock.setTimer(delayMs, () => {
      this.#cancels.delete(cancel);
      task();
    });
    this.#cancels.add(cancel);
  }

  /** Cancels all; none can be set any more. */
  clear(): void {
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
