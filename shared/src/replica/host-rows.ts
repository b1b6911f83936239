import { seal, unseal } from './checksum.ts';
import { keys, prefixRange } from './layout.ts';
import type { Store } from './ports.ts';
import type { HostRows } from './replica-api.ts';

/** Rows that the host keeps beside the documents. A damaged one is as good as absent: hosts can make theirs anew. */
export function createHostRows(store: Store): HostRows {
  return {
    async get(key) {
      const record = await store.get(keys.host(key));
      return record && unseal(record);
    },
    async range(prefix) {
      const [from, to] = prefixRange(keys.host(prefix));
      const rows = await store.range(from, to);
      return rows.flatMap(({ key, value }) => {
        const payload = unseal(value);
        return payload === undefined ? [] : { key: key.slice(2), value: payload };
      });
    },
    write: (writes) =>
      store.write(
        writes.map(({ key, value }) =>
          value === undefined
            ? { key: keys.host(key) }
            : { key: keys.host(key), value: seal(value) },
        ),
      ),
  };
}
