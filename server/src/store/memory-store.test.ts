import { describeStore } from '@holdfast/shared/replica/store-conformance';
import type { Store } from '@holdfast/shared/replica/ports';
import { createMemoryStore } from './memory-store.ts';

/** Lasting is the one thing it does not promise; a copy of the rows stands in for a disk. */
async function copyOf(store: Store): Promise<Store> {
  const copy = createMemoryStore();
  await copy.write(await store.range('', '~~'));
  return copy;
}

describeStore('memory store of the command line', async () => {
  const store = createMemoryStore();
  let disk: Store | undefined;
  const lasting: Store = {
    ...store,
    async close() {
      disk ??= await copyOf(store);
      await store.close();
    },
  };
  return { store: lasting, reopen: async () => disk ?? store };
});
