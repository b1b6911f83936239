import type { Store, StoreRow } from '@holdfast/shared/replica/ports';

/**
 * Stands in where the browser refuses to store anything: the app can then still show and send what
 * relays hold. Nothing in it survives, and the saved state says so.
 */
export function createMemoryStore(): Store {
  const valueByKey = new Map<string, Uint8Array>();
  return {
    get: (key) => Promise.resolve(valueByKey.get(key)),
    range(from, to, limit = Number.POSITIVE_INFINITY) {
      const rows: StoreRow[] = [];
      for (const key of [...valueByKey.keys()].filter((each) => each >= from && each < to).sort()) {
        const value = valueByKey.get(key);
        if (value !== undefined && rows.length < limit) rows.push({ key, value });
      }
      return Promise.resolve(rows);
    },
    write(writes) {
      for (const { key, value } of writes) {
        if (value === undefined) valueByKey.delete(key);
        else valueByKey.set(key, value);
      }
      return Promise.resolve();
    },
    sizeBytes: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  };
}
