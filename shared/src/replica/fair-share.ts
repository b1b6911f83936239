import type { Clock } from './ports.ts';

/** What may only be added to is tried on a copy of the document, on the one worker that a relay has. */
const shareOfWorker = 4;
/** A document of 5,000 entries takes some 0.3 s on a busy machine, and one of 20,000 some 0.7 s. */
const longestPauseMs = 10_000;
/** What takes no longer is not worth counting. */
const freeMs = 4;

/**
 * Holds each device to a fair share of the work that trying its edits costs: after each that took its
 * time the next one waits, three times as long. Its links wait with it, and nobody else does.
 */
export function createFairShare(clock: Pick<Clock, 'monotonicMs' | 'setTimer'>) {
  const busy = new Map<string, Promise<unknown>>();

  return <T>(device: string, work: () => T | Promise<T>): Promise<T> => {
    const before = busy.get(device);
    async function inTurn(): Promise<T> {
      await before;
      const startedMs = clock.monotonicMs();
      const done = await work();
      const tookMs = clock.monotonicMs() - startedMs;
      if (tookMs > freeMs) pause = Math.min(longestPauseMs, tookMs * (shareOfWorker - 1));
      return done;
    }
    let pause = 0;
    const done = inTurn();
    const over = done
      .catch(() => undefined)
      .then(
        () =>
          new Promise<void>((resolve) => {
            if (pause === 0) resolve();
            else clock.setTimer(pause, resolve);
          }),
      )
      .then(() => {
        if (busy.get(device) === over) busy.delete(device);
      });
    busy.set(device, over);
    return done;
  };
}
