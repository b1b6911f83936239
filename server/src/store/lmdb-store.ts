import type { Database } from 'lmdb';
import {
  StoreFault,
  type Store,
  type StoreRow,
  type StoreWrite,
} from '@holdfast/shared/replica/ports';
import { toStoreFault } from './store-faults.ts';

export interface LmdbStoreDeps {
  readonly database: Database<Buffer, string>;
  /** Put before every key; ends in `/`, and no other store's prefix begins with it. */
  readonly prefix: string;
  readonly folder: string;
  /** Takes whole keys. Resolves when the writes are on disk. */
  readonly write: (writes: readonly StoreWrite[]) => Promise<void>;
  /** Resolves when every write called so far is on disk or has failed. */
  readonly settled: () => Promise<void>;
  readonly isOpen: () => boolean;
  readonly sizeBytes: () => number;
}

/** After reading this much, other work gets its turn: whoever reads a large document must not hold all others up. */
const yieldAfterBytes = 512 * 1024;

/** What the key encoding of LMDB can order as code units, and what fits a key together with the prefix. */
const keyPattern = /^[\x20-\x7e]{1,300}$/;

/** The rows of one workspace within the database of a data folder. */
export function createLmdbStore(deps: LmdbStoreDeps): Store {
  const { database, prefix, folder } = deps;
  let closed = false;
  let bytesSinceYield = 0;

  function checkOpen(): void {
    if (closed || !deps.isOpen()) {
      throw new StoreFault('gone', `The store in ${folder} is closed.`);
    }
  }

  /** Runs `read` once all writes called before it can be seen. */
  async function reading<T>(read: () => T): Promise<T> {
    checkOpen();
    await deps.settled();
    checkOpen();
    let result: T;
    try {
      result = read();
    } catch (error) {
      throw toStoreFault(error, `read in ${folder}`);
    }
    if (bytesSinceYield > yieldAfterBytes) {
      bytesSinceYield = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return result;
  }

  return {
    get: (key) =>
      reading(() => {
        const value = database.getBinary(prefix + key);
        bytesSinceYield += value?.length ?? 0;
        return value;
      }),
    range: (from, to, limit) =>
      reading(() => {
        if (from >= to || limit === 0) return [];
        const rows: StoreRow[] = [];
        const options = {
          start: prefix + from,
          end: prefix + to,
          ...(limit !== undefined && { limit }),
        };
        for (const { key, value } of database.getRange(options)) {
          rows.push({ key: key.slice(prefix.length), value });
          bytesSinceYield += value.length;
        }
        return rows;
      }),
    async write(writes) {
      checkOpen();
      for (const { key } of writes) {
        // Checked before the transaction, which would otherwise go through without the refused row.
        if (!keyPattern.test(key))
          throw new RangeError('a key is not 1 to 300 printable ASCII characters');
      }
      await deps.write(
        writes.map(({ key, value }) =>
          value === undefined ? { key: prefix + key } : { key: prefix + key, value },
        ),
      );
    },
    async sizeBytes() {
      checkOpen();
      return deps.sizeBytes();
    },
    async close() {
      closed = true;
      await deps.settled();
    },
  };
}
