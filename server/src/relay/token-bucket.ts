/** How much more one may take, and how long to wait after taking too much. */
export interface TokenBucket {
  /** Takes `amount`, in debt if need be. Returns the ms to wait until the debt is paid; 0: go on. */
  take(amount: number): number;
}

export interface TokenBucketOptions {
  readonly perSecond: number;
  /** What may be saved up in quiet times. */
  readonly burst: number;
  readonly monotonicMs: () => number;
}

/**
 * Token bucket (Turner, 1986). It is only filled when it is empty, so that the clock need not be
 * read for every message: at most twice `burst` may be taken at once.
 */
export function createTokenBucket({
  perSecond,
  burst,
  monotonicMs,
}: TokenBucketOptions): TokenBucket {
  let tokens = burst;
  let filledAtMs = monotonicMs();
  return {
    take(amount) {
      tokens -= amount;
      if (tokens >= 0) return 0;
      const nowMs = monotonicMs();
      tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) * perSecond) / 1000);
      filledAtMs = nowMs;
      return tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / perSecond);
    },
  };
}
