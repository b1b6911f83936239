export type CircuitState = 'closed' | 'open' | 'half-open';

/** Holds attempts back while they are known to fail (Nygard, "Release It!", 2007). */
export interface CircuitBreaker {
  state(): CircuitState;
  /** Whether one may be made now. While half-open, one at a time. */
  mayTry(): boolean;
  succeeded(): void;
  failed(): void;
}

export interface CircuitBreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** From open until one attempt is let through; up to a half more by chance, so that relays do not try in step. */
  readonly openMs: number;
  readonly monotonicMs: () => number;
  readonly fraction: () => number;
}

export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0;
  let openUntilMs: number | undefined;
  let isTrying = false;

  function state(): CircuitState {
    if (openUntilMs === undefined) return 'closed';
    return options.monotonicMs() < openUntilMs ? 'open' : 'half-open';
  }

  return {
    state,
    mayTry() {
      const now = state();
      if (now === 'open' || (now === 'half-open' && isTrying)) return false;
      isTrying = now === 'half-open';
      return true;
    },
    succeeded() {
      failures = 0;
      openUntilMs = undefined;
      isTrying = false;
    },
    failed() {
      failures += 1;
      isTrying = false;
      if (failures < options.failures && openUntilMs === undefined) return;
      openUntilMs = options.monotonicMs() + options.openMs * (1 + options.fraction() / 2);
    },
  };
}
