import { createKeyedRelays, type KeyedRelays } from '../keyed-relays.ts';
import { test as base } from './journey-test.ts';

/** A journey with two relays that ask for keys, on this machine alone. */
export const test = base.extend<{ readonly keyed: KeyedRelays }>({
  keyed: async ({ folder }, use) => {
    const keyed = await createKeyedRelays(folder, 2);
    await keyed.startAll();
    await use(keyed);
    await keyed.dispose();
  },
});
