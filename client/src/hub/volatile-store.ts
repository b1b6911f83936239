import type { Store, StoreRow } from '@holdfast/shared/replica/ports';

/**
 * Stands in where this device cannot write: reads what `base` has (nothing, where the browser
 * refuses storage altogether) and keeps what is written in memory only. The app can then still show
 * what is here and send edits to relays; that nothing survives is for the saved state to say.
 */
export function createVolatileStore(base: Store | undefined): Store {
  /** Undefined: deleted here, whatever `base` has. */
  const changedByKey = new Map<string, Uint8Array | undefined>();
  return {
    get(key) {
      if (changedByKey.has(key)) return Promise.resolve(changedByKey.get(key));
      return base?.get(key) ?? Promise.resolve(undefined);
    },
    async range(from, to, limit = Number.POSITIVE_INFINITY) {
      const valueByKey = new Map<string, Uint8Array | undefined>();
      for (const { key, value } of (await base?.range(from, to)) ?? []) valueByKey.set(key, value);
      for (const [key, value] of changedByKey) {
        if (key >= from && key < to) valueByKey.set(key, value);
      }
      const rows: StoreRow[] = [];
      for (const key of [...valueByKey.keys()].sort()) {
        const value = valueByKey.get(key);
        if (value !== undefined && rows.length < limit) rows.push({ key, value });
      }
      return rows;
    },
    write(writes) {
      for (const { key, value } of writes) changedByKey.set(key, value);
      return Promise.resolve();
    },
    sizeBytes: () => base?.sizeBytes() ?? Promise.resolve(0),
    close: () => base?.close() ?? Promise.resolve(),
  };
}
