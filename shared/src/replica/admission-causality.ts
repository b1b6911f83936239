import { findRun, type InnerDependency, type UpdateScan } from './update-decoder.ts';

/** Whether what the structs of an update need of each other is in the update, and in an order that can be met. */
export type InnerOrder = 'complete' | 'missing' | 'circular';

/**
 * Judges the dependencies of an update's clients on each other. Yjs integrates each client's
 * structs in clock order, so a struct can be taken once those before it and its dependencies are;
 * where that leads round in a circle, Yjs would keep the structs pending for ever. Takes time in
 * proportion to the number of dependencies: each run is followed until it is past what another
 * needs of it, on a stack of waiting runs.
 */
export function judgeInnerOrder(scan: UpdateScan): InnerOrder {
  const dependencies = scan.inner ?? [];
  if (dependencies.length === 0) return 'complete';
  const targets: number[] = [];
  for (const dependency of dependencies) {
    const target = findRun(scan, dependency.onClient);
    if (dependency.onClock >= (scan.runEnds[target] ?? -1)) return 'missing';
    targets.push(target);
  }
  return isCircular(scan.runClients.length, dependencies, targets) ? 'circular' : 'complete';
}

function isCircular(
  runs: number,
  dependencies: readonly InnerDependency[],
  targets: readonly number[],
): boolean {
  // Dependencies stand in order of run, then clock; `next` is each run's first unmet one.
  const next = new Int32Array(runs).fill(-1);
  dependencies.forEach(({ run }, index) => {
    if (next[run] === -1) next[run] = index;
  });
  /** The clock before which everything of a run can be integrated so far. */
  const reachedBy = (run: number): number => {
    const dependency = dependencies[next[run] ?? -1];
    return dependency === undefined ? Number.POSITIVE_INFINITY : dependency.clock;
  };
  const advance = (run: number): void => {
    const index = (next[run] ?? -1) + 1;
    next[run] = dependencies[index]?.run === run ? index : -1;
  };
  const waiting = new Uint8Array(runs);
  for (let first = 0; first < runs; first += 1) {
    const stack = [{ run: first, goal: Number.POSITIVE_INFINITY }];
    waiting[first] = 1;
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const index = next[top.run] ?? -1;
      const dependency = dependencies[index];
      if (dependency === undefined || dependency.clock > top.goal) {
        waiting[top.run] = 0;
        stack.pop();
        continue;
      }
      const target = targets[index] ?? -1;
      if (reachedBy(target) > dependency.onClock) advance(top.run);
      else if (waiting[target] === 1) return true;
      else {
        waiting[target] = 1;
        stack.push({ run: target, goal: dependency.onClock });
      }
    }
  }
  return false;
}
