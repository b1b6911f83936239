import { createTokenBucket, type TokenBucket, type TokenBucketOptions } from './token-bucket.ts';

/** A bucket for each name: of addresses, devices, people. */
export interface TokenBuckets {
  /** Takes one, where there is one left. */
  take(name: string): boolean;
  /** Whether there is none left; takes nothing. */
  isEmpty(name: string): boolean;
}

/** Names that are counted; the longest unheard of are forgotten. */
const mostCounted = 20_000;

export function createTokenBuckets(options: TokenBucketOptions): TokenBuckets {
  const buckets = new Map<string, TokenBucket>();

  function of(name: string): TokenBucket {
    const bucket = buckets.get(name) ?? createTokenBucket(options);
    buckets.delete(name);
    buckets.set(name, bucket);
    if (buckets.size > mostCounted) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return bucket;
  }

  function takeOf(bucket: TokenBucket): boolean {
    if (bucket.take(1) === 0) return true;
    bucket.take(-1);
    return false;
  }

  return {
    take: (name) => takeOf(of(name)),
    isEmpty(name) {
      const bucket = buckets.get(name);
      if (bucket === undefined) return false;
      const isEmpty = !takeOf(bucket);
      if (!isEmpty) bucket.take(-1);
      return isEmpty;
    },
  };
}
