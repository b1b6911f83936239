import type { Clock, Random } from '@holdfast/shared/replica/ports';

/** Time in a browser. */
export function createWebClock(): Clock {
  const turns = new MessageChannel();
  let tasks: (() => void)[] = [];
  turns.port1.onmessage = () => {
    const due = tasks;
    tasks = [];
    for (const task of due) task();
  };
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    setTimer(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    // A message to oneself comes after those that have already arrived; a zero timer is held back
    // for four milliseconds once timers are nested.
    afterTurn(task) {
      tasks.push(task);
      if (tasks.length === 1) turns.port2.postMessage(undefined);
    },
  };
}

export function createWebRandom(): Random {
  return {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fraction: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
  };
}
