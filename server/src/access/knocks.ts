import type { Grant } from '@holdfast/shared/access/grant';
import { createTokenBucket, type TokenBucket } from '../relay/token-bucket.ts';

/** Of one address: what is refused is looked at no more often than this. */
const refusalsPerSecond = 10;
const refusalBurst = 100;
const perDevice = { perSecond: 5, burst: 100 };
const perPerson = { perSecond: 20, burst: 400 };
/** Addresses, devices and people that are counted; the longest unheard of are forgotten. */
const mostCounted = 20_000;

/** How often somebody may come. What is refused for that costs no signature. */
export interface Knocks {
  /** Whether so much of this address was refused that nothing more of it is looked at now. */
  isTooMany(address: string): boolean;
  refused(address: string): void;
  /** Counts a connection or a request. */
  mayEnter(who: Pick<Grant, 'person' | 'device'>): boolean;
}

export function createKnocks(monotonicMs: () => number): Knocks {
  const addresses = counted(monotonicMs, { perSecond: refusalsPerSecond, burst: refusalBurst });
  const devices = counted(monotonicMs, perDevice);
  const people = counted(monotonicMs, perPerson);

  function take(bucket: TokenBucket): boolean {
    if (bucket.take(1) === 0) return true;
    bucket.take(-1);
    return false;
  }

  return {
    isTooMany(address) {
      const bucket = addresses.known(address);
      if (bucket === undefined) return false;
      const isOver = !take(bucket);
      if (!isOver) bucket.take(-1);
      return isOver;
    },
    refused: (address) => void take(addresses.of(address)),
    mayEnter: ({ person, device }) => take(devices.of(device)) && take(people.of(person)),
  };
}

function counted(
  monotonicMs: () => number,
  options: { readonly perSecond: number; readonly burst: number },
) {
  const buckets = new Map<string, TokenBucket>();
  return {
    known: (name: string): TokenBucket | undefined => buckets.get(name),
    of(name: string): TokenBucket {
      const bucket = buckets.get(name) ?? createTokenBucket({ ...options, monotonicMs });
      buckets.delete(name);
      buckets.set(name, bucket);
      if (buckets.size > mostCounted) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return bucket;
    },
  };
}
