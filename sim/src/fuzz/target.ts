import type fc from 'fast-check';

/** One thing that is fed hostile or honest input. `npm run fuzz` and the tests run the same targets. */
export interface FuzzTarget {
  readonly name: string;
  /** Runs in the tests; `npm run fuzz` runs as many as its time allows. */
  readonly testRuns: number;
  readonly property: fc.IRawProperty<unknown>;
  /** What the property measured of single messages since the start. */
  readonly costs: CostMeter;
}

export interface CostMeter {
  readonly calls: number;
  readonly mostCpuMs: number;
  readonly mostHeapBytes: number;
  /** Counts by outcome: a generator that is refused always proves little. */
  readonly outcomes: ReadonlyMap<string, number>;
  measure<T>(work: () => T): T;
  note(outcome: string): void;
}

/** Measures CPU, not wall time, so that a busy machine does not count; a collection of garbage in between does. */
export function createCostMeter(): CostMeter {
  let calls = 0;
  let mostCpuMs = 0;
  let mostHeapBytes = 0;
  const outcomes = new Map<string, number>();
  return {
    get calls() {
      return calls;
    },
    get mostCpuMs() {
      return mostCpuMs;
    },
    get mostHeapBytes() {
      return mostHeapBytes;
    },
    outcomes,
    measure(work) {
      const heapBytes = process.memoryUsage().heapUsed;
      const start = process.cpuUsage();
      const result = work();
      const used = process.cpuUsage(start);
      calls += 1;
      mostCpuMs = Math.max(mostCpuMs, (used.user + used.system) / 1000);
      mostHeapBytes = Math.max(mostHeapBytes, process.memoryUsage().heapUsed - heapBytes);
      return result;
    },
    note(outcome) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
  };
}
