import type { Store, StoreRow, StoreWrite } from '@holdfast/shared/replica/ports';
import type { Sealer } from './sealer.ts';

export interface SealedStoreDeps {
  readonly base: Store;
  readonly sealer: Sealer;
  /** Rows that are not sealed yet are taken as they are: only while a change of all rows is unfinished. */
  readonly takesPlain: boolean;
}

/**
 * A store whose values are sealed in `base`; keys are as they are. A value that does not open is given
 * as no bytes at all: it fits no checksum, is moved aside and fetched anew, as a damaged one is.
 */
export function createSealedStore({ base, sealer, takesPlain }: SealedStoreDeps): Store {
  let turn: Promise<unknown> = Promise.resolve();
  /** Counts failures: what was asked for before one is not written after it. */
  let failures = 0;
  let lastFailure: unknown;

  async function opened({ key, value }: StoreRow): Promise<Uint8Array> {
    if (takesPlain && !sealer.isSealed(value)) return value;
    return (await sealer.open(key, value)) ?? new Uint8Array();
  }

  async function sealed({ key, value }: StoreWrite): Promise<StoreWrite> {
    return value === undefined ? { key } : { key, value: await sealer.seal(key, value) };
  }

  return {
    async get(key) {
      const value = await base.get(key);
      return value === undefined ? undefined : opened({ key, value });
    },
    async range(from, to, limit) {
      const rows = await base.range(from, to, limit);
      return Promise.all(rows.map(async (row) => ({ key: row.key, value: await opened(row) })));
    },
    write(writes) {
      const before = failures;
      const sealing = Promise.all(writes.map(sealed));
      // Sealing takes as long as a value is large: the order of calls is kept all the same.
      const written = Promise.all([sealing, turn]).then(async ([ready]) => {
        if (failures !== before) throw lastFailure;
        await base.write(ready).catch((error: unknown) => {
          failures += 1;
          lastFailure = error;
          throw error;
        });
      });
      turn = written.catch(() => undefined);
      return written;
    },
    sizeBytes: () => base.sizeBytes(),
    async close() {
      await turn;
      await base.close();
    },
  };
}
