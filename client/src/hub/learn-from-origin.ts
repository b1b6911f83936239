import type { Clock } from '@holdfast/shared/replica/ports';

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/**
 * Asks the origin for relays, and, while none is known, again and again: a new device whose first
 * question came to nothing would be alone for as long as its hub lives. Returns what stops it.
 */
export function learnFromOrigin(deps: {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly ask: () => Promise<readonly string[]>;
  readonly learn: (addresses: readonly string[]) => void;
  readonly isAnyKnown: () => boolean;
}): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;

  async function ask(pauseMs: number): Promise<void> {
    const told = await deps.ask().catch(() => []);
    if (stopped) return;
    deps.learn(told);
    if (deps.isAnyKnown()) return;
    const nextMs = Math.min(longestPauseMs, 2 * pauseMs);
    cancel = deps.clock.setTimer(pauseMs, () => void ask(nextMs));
  }

  void ask(firstPauseMs);
  return () => {
    stopped = true;
    cancel();
  };
}
