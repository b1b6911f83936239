import type { Grant } from '@holdfast/shared/access/grant';
import { createTokenBuckets } from '../relay/token-buckets.ts';
import { networkOf } from './network-of.ts';

/** Of one address: what is refused is looked at no more often than this. */
const perAddress = { perSecond: 10, burst: 100 };
const perDevice = { perSecond: 5, burst: 100 };
const perPerson = { perSecond: 20, burst: 400 };
/** Of one device that is known here, while its address is over: what may be refused under its name. */
const perKnownDevice = { perSecond: 1, burst: 20 };

/** How often somebody may come. What is refused for that costs no signature. */
export interface Knocks {
  /**
   * Whether so much of this address was refused that nothing more of it is looked at now. Whoever shares
   * it must not be shut out by that: what a device shows that is known here is looked at still.
   */
  isTooMany(address: string, knownDevice?: string): boolean;
  /** `knownDevice`: under whose name it came, where it is known here. */
  refused(address: string, knownDevice?: string): void;
  /** Counts a connection or a request. */
  mayEnter(who: Pick<Grant, 'person' | 'device'>): boolean;
}

export function createKnocks(monotonicMs: () => number): Knocks {
  const addresses = createTokenBuckets({ ...perAddress, monotonicMs });
  const devices = createTokenBuckets({ ...perDevice, monotonicMs });
  const people = createTokenBuckets({ ...perPerson, monotonicMs });
  const known = createTokenBuckets({ ...perKnownDevice, monotonicMs });

  return {
    isTooMany: (address, knownDevice) =>
      addresses.isEmpty(networkOf(address)) &&
      (knownDevice === undefined || known.isEmpty(knownDevice)),
    refused(address, knownDevice) {
      addresses.take(networkOf(address));
      if (knownDevice !== undefined) known.take(knownDevice);
    },
    mayEnter: ({ person, device }) => devices.take(device) && people.take(person),
  };
}
