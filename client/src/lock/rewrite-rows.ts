import type { Store, StoreWrite } from '@holdfast/shared/replica/ports';
import type { LockState } from './lock-record.ts';
import { lockRowKey } from './lock-record.ts';
import type { Sealer } from './sealer.ts';

/** Rows rewritten at a time: a snapshot may have megabytes, and all of them are held at once. */
const rowsAtOnce = 64;
/** After every key that may be. */
const end = '\u007F';

/**
 * Brings every row of `base` to what is wanted, in steps that are each written at once. It may be
 * broken off anywhere and begun anew: rows that are as they should be are left alone. Nobody else may
 * write meanwhile. Rejects as the store does.
 *
 * @param onRows told how many rows have been looked at
 */
export async function rewriteRows(
  base: Pick<Store, 'range' | 'write'>,
  goal: LockState['goal'],
  sealer: Sealer,
  onRows: (rows: number) => void = () => undefined,
): Promise<void> {
  let from = '';
  let seen = 0;
  for (;;) {
    const rows = await base.range(from, end, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return;
    const writes: StoreWrite[] = [];
    for (const { key, value } of rows) {
      if (key === lockRowKey || sealer.isSealed(value) === (goal === 'sealed')) continue;
      writes.push({ key, value: await rewritten(key, value) });
    }
    if (writes.length > 0) await base.write(writes);
    seen += rows.length;
    onRows(seen);
    from = `${last.key}\0`;
  }

  /** What does not open is damaged: as no bytes at all it is moved aside and fetched anew. */
  async function rewritten(key: string, value: Uint8Array): Promise<Uint8Array> {
    if (goal === 'sealed') return sealer.seal(key, value);
    return (await sealer.open(key, value)) ?? new Uint8Array();
  }
}
