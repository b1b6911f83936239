import type { Clock } from './ports.ts';

/** Makes `task` run once for any number of calls within `delayMs` (0: within the turn). */
export function coalesce(clock: Clock, delayMs: number, task: () => void): () => void {
  let scheduled = false;
  const run = (): void => {
    scheduled = false;
    task();
  };
  return () => {
    if (scheduled) return;
    scheduled = true;
    if (delayMs === 0) clock.afterTurn(run);
    else clock.setTimer(delayMs, run);
  };
}
