/** Sign-ins that have begun and not ended: each is taken once, within minutes, and there are never many. */
export interface SignInsUnderWay<T> {
  add(state: string, address: string, value: T): void;
  /** Whoever takes it ends it. Undefined: never begun here, taken before, or too old. */
  take(state: string): T | undefined;
  readonly size: number;
}

export interface UnderWayLimits {
  readonly lifeMs: number;
  readonly total: number;
  /** Of one network address; who begins more loses the first. */
  readonly perAddress: number;
}

interface Begun<T> {
  readonly value: T;
  readonly address: string;
  readonly atMs: number;
}

export function createSignInsUnderWay<T>(
  { lifeMs, total, perAddress }: UnderWayLimits,
  monotonicMs: () => number,
): SignInsUnderWay<T> {
  // In the order in which they began.
  const begun = new Map<string, Begun<T>>();

  function dropOld(): void {
    for (const [state, { atMs }] of begun) {
      if (monotonicMs() - atMs < lifeMs) return;
      begun.delete(state);
    }
  }

  return {
    add(state, address, value) {
      dropOld();
      const ofAddress = [...begun].filter(([, one]) => one.address === address);
      const [first] = ofAddress.length >= perAddress ? ofAddress : begun.size >= total ? begun : [];
      if (first !== undefined) begun.delete(first[0]);
      begun.set(state, { value, address, atMs: monotonicMs() });
    },
    take(state) {
      dropOld();
      const found = begun.get(state);
      begun.delete(state);
      return found?.value;
    },
    get size() {
      return begun.size;
    },
  };
}
