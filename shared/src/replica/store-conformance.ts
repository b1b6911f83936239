import { expect, describe, test } from 'vitest';
import { StoreFault, type Store, type StoreRow } from './ports.ts';

/** A fresh, empty store, and the way to open it again after everything in memory is gone. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes nothing by itself: the test has closed `store`. Opens the same data again. */
  readonly reopen: () => Promise<Store>;
}

const longestKey = 'k'.repeat(300);
const tenMegabytes = 10 * 1024 * 1024;

/**
 * What the engine relies on in a `Store`. Run it for every implementation:
 * `describeStore('memory store', async () => ({ store, reopen }))`.
 */
export function describeStore(name: string, createStore: () => Promise<StoreUnderTest>): void {
  describe(`${name}: reading`, () => {
    describeReading(createStore);
  });
  describe(`${name}: writing`, () => {
    describeWriting(createStore);
  });
  describe(`${name}: lasting`, () => {
    describeLasting(createStore);
  });
}

function describeReading(createStore: () => Promise<StoreUnderTest>): void {
  test('an empty store has no rows', async () => {
    const { store } = await createStore();
    expect(await store.get('a')).toBeUndefined();
    expect(await store.range('', '~')).toEqual([]);
    await store.close();
  });

  test('a value comes back byte for byte, whatever its bytes', async () => {
    const { store } = await createStore();
    const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await store.write([
      { key: 'every', value: everyByte },
      { key: 'empty', value: new Uint8Array() },
      { key: 'part', value: everyByte.subarray(100, 110) },
    ]);
    expect(plain(await store.get('every'))).toEqual([...everyByte]);
    expect(plain(await store.get('empty'))).toEqual([]);
    expect(plain(await store.get('part'))).toEqual([
      100, 101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
    expect((await store.range('', '~')).map((row) => row.value.length)).toEqual([0, 256, 10]);
    await store.close();
  });

  test('a value of 10 MB comes back, read alone and in a range', async () => {
    const { store } = await createStore();
    const large = patterned(tenMegabytes);
    await store.write([
      { key: 'large', value: large },
      { key: 'small', value: bytes(1) },
    ]);
    expect(sameBytes(await store.get('large'), large)).toBe(true);
    const rows = await store.range('a', 'z');
    expect(rows.map((row) => row.key)).toEqual(['large', 'small']);
    expect(sameBytes(rows[0]?.value, large)).toBe(true);
    expect(plain(rows[1]?.value)).toEqual([1]);
    await store.close();
  });

  test('values read stay as they were while others are read and written', async () => {
    const { store } = await createStore();
    await store.write([
      { key: 'a', value: bytes(1, 1) },
      { key: 'b', value: bytes(2, 2) },
    ]);
    const held = await store.get('a');
    const rows = await store.range('a', 'c');
    await store.write([{ key: 'a', value: bytes(9, 9) }]);
    await store.get('b');
    await store.range('a', 'c');
    expect(plain(held)).toEqual([1, 1]);
    expect(rows.map((row) => plain(row.value))).toEqual([
      [1, 1],
      [2, 2],
    ]);
    await store.close();
  });

  test('rows come in code unit order, from the first key on, up to but without the last', async () => {
    const { store } = await createStore();
    const keys = ['~', 'z', 'a/10', 'a/9', 'a', 'Z', 'a-b', 'a:b', '0', ' ', '!', 'aa'];
    await store.write(keys.map((key) => ({ key, value: bytes(1) })));
    const sorted = keys.toSorted((a, b) => (a < b ? -1 : 1));
    expect(keysOf(await store.range('', '~~'))).toEqual(sorted);
    expect(keysOf(await store.range('a', 'aa'))).toEqual(
      sorted.filter((key) => key >= 'a' && key < 'aa'),
    );
    expect(keysOf(await store.range('a/1', 'a/10'))).toEqual([]);
    expect(keysOf(await store.range('a/10', 'a/9'))).toEqual(['a/10']);
    await store.close();
  });

  test('a range that is empty or the wrong way round has no rows', async () => {
    const { store } = await createStore();
    await store.write([{ key: 'b', value: bytes(1) }]);
    expect(await store.range('b', 'b')).toEqual([]);
    expect(await store.range('c', 'a')).toEqual([]);
    await store.close();
  });

  test('a limit cuts the range after its first rows', async () => {
    const { store } = await createStore();
    await store.write(['a', 'b', 'c', 'd'].map((key) => ({ key, value: bytes(1) })));
    expect(keysOf(await store.range('b', 'z', 2))).toEqual(['b', 'c']);
    expect(keysOf(await store.range('b', 'z', 99))).toEqual(['b', 'c', 'd']);
    expect(keysOf(await store.range('b', 'z', 0))).toEqual([]);
    await store.close();
  });

  test('keys of one and of 300 characters work', async () => {
    const { store } = await createStore();
    await store.write([
      { key: 'k', value: bytes(1) },
      { key: longestKey, value: bytes(2) },
    ]);
    expect(plain(await store.get(longestKey))).toEqual([2]);
    expect(keysOf(await store.range('k', 'l'))).toEqual(['k', longestKey]);
    await store.close();
  });
}

function describeWriting(createStore: () => Promise<StoreUnderTest>): void {
  test('a later value replaces an earlier one, and a write without a value deletes', async () => {
    const { store } = await createStore();
    await store.write([{ key: 'a', value: bytes(1) }]);
    await store.write([{ key: 'a', value: bytes(2) }]);
    expect(plain(await store.get('a'))).toEqual([2]);
    await store.write([{ key: 'a' }, { key: 'never-there' }]);
    expect(await store.get('a')).toBeUndefined();
    expect(await store.range('', '~')).toEqual([]);
    await store.close();
  });

  test('within one write the last change of a key wins', async () => {
    const { store } = await createStore();
    await store.write([
      { key: 'a', value: bytes(1) },
      { key: 'a' },
      { key: 'a', value: bytes(3) },
      { key: 'b', value: bytes(1) },
      { key: 'b' },
    ]);
    expect(keysOf(await store.range('', '~'))).toEqual(['a']);
    expect(plain(await store.get('a'))).toEqual([3]);
    await store.close();
  });

  test('writes called without waiting are applied in call order', async () => {
    const { store } = await createStore();
    const order: number[] = [];
    const writes = Array.from({ length: 200 }, (_, n) =>
      store
        .write([
          { key: 'last', value: bytes(n) },
          { key: `n/${n}`, value: bytes(n) },
        ])
        .then(() => order.push(n)),
    );
    await Promise.all(writes);
    expect(order).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(plain(await store.get('last'))).toEqual([199]);
    expect(await store.range('n/', 'n0')).toHaveLength(200);
    await store.close();
  });

  test('a reader never sees a part of a write', async () => {
    const { store } = await createStore();
    const keys = ['p', 'q', 'r', 's'];
    await store.write(keys.map((key) => ({ key, value: bytes(0) })));
    let writing = true;
    const writer = (async () => {
      for (let n = 1; n <= 100; n++) {
        await store.write(keys.map((key) => ({ key, value: bytes(n) })));
      }
      writing = false;
    })();
    while (writing) {
      const seen = new Set((await store.range('p', 't')).map((row) => row.value[0]));
      expect(seen.size).toBe(1);
    }
    await writer;
    await store.close();
  });

  test('an empty write resolves', async () => {
    const { store } = await createStore();
    await expect(store.write([])).resolves.toBeUndefined();
    await store.close();
  });

  test('the store tells its size', async () => {
    const { store } = await createStore();
    await store.write([{ key: 'large', value: patterned(1024 * 1024) }]);
    expect(await store.sizeBytes()).toBeGreaterThanOrEqual(1024 * 1024);
    await store.close();
  });
}

function describeLasting(createStore: () => Promise<StoreUnderTest>): void {
  test('what was written is there after closing and opening again', async () => {
    const { store, reopen } = await createStore();
    await store.write([
      { key: 'a', value: bytes(1) },
      { key: 'b', value: bytes(2) },
    ]);
    await store.write([{ key: 'a' }, { key: 'c', value: new Uint8Array() }]);
    await store.close();
    const again = await reopen();
    expect(keysOf(await again.range('', '~'))).toEqual(['b', 'c']);
    expect(plain(await again.get('b'))).toEqual([2]);
    await again.close();
  });

  test('closing waits for writes under way', async () => {
    const { store, reopen } = await createStore();
    const write = store.write([{ key: 'late', value: bytes(7) }]);
    await store.close();
    await write;
    const again = await reopen();
    expect(plain(await again.get('late'))).toEqual([7]);
    await again.close();
  });

  test('closing twice is harmless, and a closed store says that it is gone', async () => {
    const { store } = await createStore();
    await store.write([{ key: 'a', value: bytes(1) }]);
    await store.close();
    await store.close();
    for (const use of [
      () => store.get('a'),
      () => store.range('', '~'),
      () => store.write([{ key: 'a', value: bytes(2) }]),
    ]) {
      const fault = await use().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(fault).toBeInstanceOf(StoreFault);
      expect(fault).toMatchObject({ reason: 'gone' });
    }
  });
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

function patterned(length: number): Uint8Array {
  const value = new Uint8Array(length);
  for (let i = 0; i < length; i++) value[i] = (i * 31 + (i >> 8)) & 255;
  return value;
}

function plain(value: Uint8Array | undefined): readonly number[] | undefined {
  return value && [...value];
}

/** `toEqual` on 10 MB takes seconds. */
function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && b.every((byte, i) => a[i] === byte);
}

function keysOf(rows: readonly StoreRow[]): readonly string[] {
  return rows.map((row) => row.key);
}
