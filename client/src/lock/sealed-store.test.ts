import 'fake-indexeddb/auto';
import { StoreFault, type Store } from '@holdfast/shared/replica/ports';
import { describeStore } from '@holdfast/shared/replica/store-conformance';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { openIdbStore } from '../hub/idb-store.ts';
import { createSealedStore } from './sealed-store.ts';
import { createSealer, type Sealer } from './sealer.ts';

let databases = 0;
const mark = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

async function newSealer(of: Uint8Array = mark): Promise<Sealer> {
  const type = { name: 'AES-GCM', length: 256 };
  return createSealer(await crypto.subtle.generateKey(type, false, ['encrypt', 'decrypt']), of);
}

async function newBase(): Promise<Store> {
  databases += 1;
  const estimateBytes = () => Promise.resolve(0);
  return openIdbStore({ databaseName: `holdfast-sealed-${databases}`, estimateBytes });
}

describeStore('sealed store', async () => {
  databases += 1;
  const databaseName = `holdfast-sealed-${databases}`;
  const sealer = await newSealer();
  const open = async (): Promise<Store> => {
    const base = await openIdbStore({ databaseName, estimateBytes: () => Promise.resolve(64e6) });
    return createSealedStore({ base, sealer, takesPlain: false });
  };
  return { store: await open(), reopen: open };
});

const rowKeys = fc.stringMatching(/^[a-z/:]{1,20}$/);
const values = fc.uint8Array({ maxLength: 300 });

describe('sealing', () => {
  test('a value comes back out of its own row, and nothing of it can be read on the disk', async () => {
    const sealer = await newSealer();
    await fc.assert(
      fc.asyncProperty(rowKeys, values, async (key, value) => {
        const sealed = await sealer.seal(key, value);
        expect(sealer.isSealed(sealed)).toBe(true);
        expect(await sealer.open(key, sealed)).toEqual(value);
        // Sealed once more it is another one: equal values do not look equal.
        expect(await sealer.seal(key, value)).not.toEqual(sealed);
      }),
      { numRuns: 50 },
    );
  });

  test('a value does not open in another row, with a bit changed, or under another key', async () => {
    const sealer = await newSealer();
    const other = await newSealer();
    await fc.assert(
      fc.asyncProperty(rowKeys, rowKeys, values, fc.nat(), async (key, elsewhere, value, at) => {
        const sealed = await sealer.seal(key, value);
        if (elsewhere !== key) expect(await sealer.open(elsewhere, sealed)).toBeUndefined();
        expect(await other.open(key, sealed)).toBeUndefined();
        const bit = at % (sealed.length * 8);
        const changed = sealed.map((byte, index) =>
          index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        );
        expect(await sealer.open(key, changed)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

describe('sealed store', () => {
  test('what was changed, swapped or put there in plain text is given as no bytes at all', async () => {
    const base = await newBase();
    const sealer = await newSealer();
    const store = createSealedStore({ base, sealer, takesPlain: false });
    await store.write([
      { key: 'a', value: Uint8Array.of(1) },
      { key: 'b', value: Uint8Array.of(2) },
    ]);
    const a = await base.get('a');
    if (a === undefined) throw new Error('not written');
    await base.write([
      { key: 'b', value: a },
      { key: 'c', value: Uint8Array.of(3) },
    ]);
    expect(await store.get('a')).toEqual(Uint8Array.of(1));
    expect(await store.range('b', 'd')).toEqual([
      { key: 'b', value: new Uint8Array() },
      { key: 'c', value: new Uint8Array() },
    ]);
    const mixed = createSealedStore({ base, sealer, takesPlain: true });
    expect(await mixed.get('c')).toEqual(Uint8Array.of(3));
    await store.close();
  });

  test('writes that waited behind a failed one fail with it; those asked for later do not', async () => {
    const base = await newBase();
    const failing = vi.fn(base.write);
    failing.mockRejectedValueOnce(new StoreFault('full', 'no room'));
    const store = createSealedStore({
      base: { ...base, write: failing },
      sealer: await newSealer(),
      takesPlain: false,
    });
    const first = store.write([{ key: 'a', value: new Uint8Array(100_000) }]);
    const second = store.write([{ key: 'b', value: Uint8Array.of(2) }]);
    await expect(first).rejects.toMatchObject({ reason: 'full' });
    await expect(second).rejects.toMatchObject({ reason: 'full' });
    await store.write([{ key: 'c', value: Uint8Array.of(3) }]);
    expect((await store.range('', '~')).map(({ key }) => key)).toEqual(['c']);
    await store.close();
  });
});
