import { describeStore } from '@holdfast/shared/replica/store-conformance';
import { describe, expect, it } from 'vitest';
import { createMemoryDisk, createMemoryStore } from './memory-store.ts';

describeStore('the store in memory', async () => {
  const disk = createMemoryDisk();
  return { store: createMemoryStore(disk), reopen: async () => createMemoryStore(disk) };
});

describe('a crash of the store in memory', () => {
  it('leaves the first writes that waited, whole and in order, and tells nobody', async () => {
    for (let survivors = 0; survivors <= 3; survivors++) {
      const disk = createMemoryDisk();
      const store = createMemoryStore(disk, { later: () => undefined });
      let told = 0;
      for (let n = 1; n <= 3; n++) {
        const value = Uint8Array.of(n);
        void store
          .write([
            { key: 'last', value },
            { key: `n${n}`, value },
          ])
          .then(() => told++);
      }
      store.crash(survivors);
      await Promise.resolve();
      const kept = ['n1', 'n2', 'n3'].filter((key) => disk.rows.has(key));
      expect(kept).toEqual(['n1', 'n2', 'n3'].slice(0, survivors));
      expect(disk.rows.get('last')?.[0]).toBe(survivors === 0 ? undefined : survivors);
      expect(told).toBe(0);
    }
  });
});
