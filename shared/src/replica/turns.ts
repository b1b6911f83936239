import type { Clock } from './ports.ts';

/** Lets holders in one at a time, in the order in which they asked. */
export interface Turns<T> {
  /** Resolves when it is `holder`'s turn; never, when it gives up its place before. */
  take(holder: T): Promise<void>;
  /** Gives the turn, or the place in the queue, back. */
  release(holder: T): void;
}

/** A holder that keeps its turn longer than `timeoutMs` no longer holds up the others. */
export function createTurns<T>(clock: Clock, timeoutMs: number): Turns<T> {
  const waiting: { readonly holder: T; readonly go: () => void }[] = [];
  let current: T | undefined;
  let cancelTimeout: () => void = () => undefined;

  function next(): void {
    cancelTimeout();
    const first = waiting.shift();
    current = first?.holder;
    if (first === undefined) return;
    cancelTimeout = clock.setTimer(timeoutMs, next);
    first.go();
  }

  return {
    take(holder) {
      return new Promise((resolve) => {
        waiting.push({ holder, go: resolve });
        if (current === undefined) next();
      });
    },
    release(holder) {
      const place = waiting.findIndex((entry) => entry.holder === holder);
      if (place >= 0) waiting.splice(place, 1);
      if (current === holder) next();
    },
  };
}
