import type { Store, StoreRow, StoreWrite } from '@holdfast/shared/replica/ports';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lockRowKey } from './lock-record.ts';
import { rewriteRows } from './rewrite-rows.ts';
import { createSealedStore } from './sealed-store.ts';
import { createSealer, type Sealer } from './sealer.ts';

class Died extends Error {}

/** Rows in memory; dies at the given write, which is then not done, as a browser does. */
function rowsOf(rows: Map<string, Uint8Array>, diesAt = Number.POSITIVE_INFINITY): Store {
  let writes = 0;
  return {
    get: (key) => Promise.resolve(rows.get(key)),
    range: (from, to, limit = Number.POSITIVE_INFINITY) => {
      const found: StoreRow[] = [];
      for (const key of [...rows.keys()].sort()) {
        const value = rows.get(key);
        if (value !== undefined && key >= from && key < to) found.push({ key, value });
      }
      return Promise.resolve(found.slice(0, limit));
    },
    async write(changes: readonly StoreWrite[]) {
      writes += 1;
      if (writes > diesAt) throw new Died();
      for (const { key, value } of changes) {
        if (value === undefined) rows.delete(key);
        else rows.set(key, value);
      }
    },
    sizeBytes: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  };
}

async function newSealer(): Promise<Sealer> {
  const type = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(type, false, ['encrypt', 'decrypt']);
  return createSealer(key, crypto.getRandomValues(new Uint8Array(8)));
}

/** More than are rewritten at a time, so that there is something to interrupt. */
const manyRows = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.uint8Array({ maxLength: 40 }))
  .map(([count, value]) => {
    const rows = new Map<string, Uint8Array>([[lockRowKey, Uint8Array.of(0)]]);
    for (let at = 0; at < count; at += 1) rows.set(`c/${at}`, Uint8Array.of(at & 255, ...value));
    return rows;
  });

const goals = fc.constantFrom('sealed' as const, 'plain' as const);

test('wherever a change of all rows is broken off, in whatever order, every row can be read, and the last change is whole', async () => {
  const sealer = await newSealer();
  await fc.assert(
    fc.asyncProperty(
      manyRows,
      fc.array(fc.tuple(goals, fc.nat({ max: 5 })), { maxLength: 4 }),
      goals,
      async (rows, interrupted, goal) => {
        const before = new Map(rows);
        before.delete(lockRowKey);
        for (const [towards, diesAt] of interrupted) {
          await rewriteRows(rowsOf(rows, diesAt), towards, sealer).catch((error: unknown) => {
            if (!(error instanceof Died)) throw error;
          });
          const mixed = createSealedStore({ base: rowsOf(rows), sealer, takesPlain: true });
          const read = await mixed.range('c/', 'c0');
          expect(new Map(read.map(({ key, value }) => [key, value]))).toEqual(before);
        }
        await rewriteRows(rowsOf(rows), goal, sealer);
        expect(rows.get(lockRowKey)).toEqual(Uint8Array.of(0));
        rows.delete(lockRowKey);
        if (goal === 'plain') expect(rows).toEqual(before);
        else expect([...rows.values()].every(sealer.isSealed)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test('it tells how far it is, and leaves alone what is already as it should be', async () => {
  const sealer = await newSealer();
  const rows = new Map(Array.from({ length: 130 }, (_, at) => [`c/${at}`, Uint8Array.of(at)]));
  const told: number[] = [];
  await rewriteRows(rowsOf(rows), 'sealed', sealer, (count) => told.push(count));
  expect(told.at(-1)).toBe(130);
  await rewriteRows(rowsOf(rows, 0), 'sealed', sealer);
});
