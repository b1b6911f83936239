import type { Store, StoreWrite } from '@holdfast/shared/replica/ports';

/** A deliberate bug between the engine and its disk. */
export interface Mutant {
  readonly name: string;
  readonly wrapStore: (store: Store) => Store;
}

/** What a store must never do. Each must be caught by a few simulated runs: else the runs prove too little. */
export const mutants: readonly Mutant[] = [
  {
    name: 'says that it has written before it has',
    wrapStore: (store) => ({
      ...store,
      write(writes) {
        store.write(writes).catch(() => undefined);
        return Promise.resolve();
      },
    }),
  },
  {
    name: 'says nothing of a failed write',
    wrapStore: (store) => ({
      ...store,
      write: (writes) => store.write(writes).catch(() => undefined),
    }),
  },
  {
    name: 'has the end of a write on disk long before its beginning',
    wrapStore: (store) => ({ ...store, write: (writes) => writeTorn(store, writes) }),
  },
  {
    name: 'keeps no row of the outbox',
    wrapStore: (store) => ({
      ...store,
      write: (writes) => store.write(writes.filter(({ key }) => !key.startsWith('o/'))),
    }),
  },
];

/** A crash in between leaves the last row without the others. */
async function writeTorn(store: Store, writes: readonly StoreWrite[]): Promise<void> {
  await store.write(writes.slice(-1));
  for (let turn = 0; turn < 60; turn++) await store.write([]);
  await store.write(writes);
}
