import { describe, expect, it } from 'vitest';
import { createKnownStores } from './stores.ts';
import type { Vector } from './vector.ts';

const at = (boot: string, lsn: number): Vector => new Map([['c', { boot, lsn }]]);
const wordOf = (store: string, vector: Vector) => ({ store, name: store, vector });
const other = wordOf('a', new Map([['a', { boot: '1', lsn: 1 }]]));

describe('what is known of the disks of relays', () => {
  it('[OB8] believes a relay that is linked itself, though its old boot, of which a peer still tells, sorts later', () => {
    const stores = createKnownStores((store) => store === 'c');
    stores.report([wordOf('c', at('2-old', 9))]);
    // An old copy of its disk was put back: this boot has the number of the lost one.
    stores.report([wordOf('c', at('2-new', 4))]);
    expect(stores.report([other, wordOf('c', at('2-old', 9))])).toBe(true);
    expect(stores.get('c')?.vector).toEqual(at('2-new', 4));
  });

  it('[OB8] hears of a relay from its peers where it is not linked', () => {
    const stores = createKnownStores(() => false);
    stores.report([wordOf('c', at('1', 4))]);
    stores.report([other, wordOf('c', at('2', 9))]);
    expect(stores.get('c')?.vector).toEqual(at('2', 9));
  });
});
