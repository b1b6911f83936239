import { StoreFault, type Store, type StoreRow } from '@holdfast/shared/replica/ports';

/**
 * A store that lasts as long as the command: the command line keeps nothing, and waits for the
 * relays' disks before it says that something is saved.
 */
export function createMemoryStore(): Store {
  const values = new Map<string, Uint8Array>();
  let sortedKeys: string[] | undefined;
  let closed = false;

  function checkOpen(): void {
    if (closed) throw new StoreFault('gone', 'The command has ended.');
  }

  return {
    async get(key) {
      checkOpen();
      return values.get(key);
    },
    async range(from, to, limit = Number.POSITIVE_INFINITY) {
      checkOpen();
      sortedKeys ??= [...values.keys()].sort((a, b) => (a < b ? -1 : 1));
      const rows: StoreRow[] = [];
      for (const key of sortedKeys) {
        if (rows.length >= limit || key >= to) break;
        const value = key >= from ? values.get(key) : undefined;
        if (value !== undefined) rows.push({ key, value });
      }
      return rows;
    },
    async write(writes) {
      checkOpen();
      sortedKeys = undefined;
      for (const { key, value } of writes) {
        if (value === undefined) values.delete(key);
        else values.set(key, value);
      }
    },
    async sizeBytes() {
      checkOpen();
      return [...values.values()].reduce((sum, value) => sum + value.length, 0);
    },
    async close() {
      closed = true;
    },
  };
}
