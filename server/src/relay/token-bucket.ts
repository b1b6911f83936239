/** How much more one may take, and how long to wait after taking too much. */
export interface TokenBucket {
  /** Takes `amount`, in debt if need be. Returns the ms to wait until the debt is paid; 0: go on. */
  take(amount: number): number;
}

export interface TokenBucketOptions {
  readonly perSecond: number;
  /** What may be taken at once after a quiet time. */
  readonly burst: number;
  readonly monotonicMs: () => number;
}

/** Token bucket (Turner, 1986): fills steadily, never above `burst`. */
export function createTokenBucket({
  perSecond,
  burst,
  monotonicMs,
}: TokenBucketOptions): TokenBucket {
  let tokens = burst;
  let filledAtMs = monotonicMs();
  return {
    take(amount) {
      const nowMs = monotonicMs();
      tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) * perSecond) / 1000) - amount;
      filledAtMs = nowMs;
      return tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / perSecond);
    },
  };
}
