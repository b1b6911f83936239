import 'fake-indexeddb/auto';
import { describeStore } from '@holdfast/shared/replica/store-conformance';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openIdbStore } from './idb-store.ts';

let databases = 0;
const estimateBytes = (): Promise<number> => Promise.resolve(64 * 1024 * 1024);

function newDeps() {
  databases += 1;
  return { databaseName: `holdfast-test-${databases}`, estimateBytes };
}

describeStore('IndexedDB store', async () => {
  const deps = newDeps();
  return { store: await openIdbStore(deps), reopen: () => openIdbStore(deps) };
});

describe('IndexedDB store: faults of the device', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('says that it is full when the browser gives no more room, and keeps what it had', async () => {
    const store = await openIdbStore(newDeps());
    await store.write([{ key: 'a', value: Uint8Array.of(1) }]);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
    ) {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const failing = store.write([{ key: 'a', value: Uint8Array.of(2) }]);
    await expect(failing).rejects.toMatchObject({ name: 'StoreFault', reason: 'full' });
    expect(await store.get('a')).toEqual(Uint8Array.of(1));
  });

  it('fails writes that waited behind a failed one, so that no gap becomes durable', async () => {
    const store = await openIdbStore(newDeps());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
    ) {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const results = await Promise.allSettled([
      store.write([{ key: 'first', value: Uint8Array.of(1) }]),
      store.write([{ key: 'second', value: Uint8Array.of(2) }]),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await store.range('', '~')).toEqual([]);
    await store.write([{ key: 'third', value: Uint8Array.of(3) }]);
    expect(await store.get('third')).toEqual(Uint8Array.of(3));
  });

  it('opens a database that the browser closed, and goes on', async () => {
    const deps = newDeps();
    let lost: IDBDatabase | undefined;
    const open = vi.spyOn(IDBFactory.prototype, 'open');
    const store = await openIdbStore(deps);
    lost = open.mock.results[0]?.value.result;
    await store.write([{ key: 'a', value: Uint8Array.of(1) }]);
    lost?.close();
    await store.write([{ key: 'b', value: Uint8Array.of(2) }]);
    expect((await store.range('', '~')).map((row) => row.key)).toEqual(['a', 'b']);
  });

  it('says that it is gone when its database was deleted, and never writes into an empty one', async () => {
    const deps = newDeps();
    const store = await openIdbStore(deps);
    await store.write([{ key: 'a', value: Uint8Array.of(1) }]);
    await deleteDB(deps.databaseName);
    const write = store.write([{ key: 'b', value: Uint8Array.of(2) }]);
    await expect(write).rejects.toMatchObject({ name: 'StoreFault', reason: 'gone' });
    await expect(store.get('a')).rejects.toMatchObject({ reason: 'gone' });
    const fresh = await openIdbStore(deps);
    expect(await fresh.range('', '~')).toEqual([]);
  });

  it('asks for the disk, not for its cache, whatever the browser would do by itself', async () => {
    const store = await openIdbStore(newDeps());
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.write([{ key: 'a', value: Uint8Array.of(1) }]);
    expect(begin.mock.calls).toEqual([['rows', 'readwrite', { durability: 'strict' }]]);
  });

  it('says that it is refused when the browser denies storage', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(openIdbStore(newDeps())).rejects.toMatchObject({ reason: 'refused' });
  });

  it('does not store the buffer behind a view', async () => {
    const deps = newDeps();
    const store = await openIdbStore(deps);
    await store.write([{ key: 'a', value: new Uint8Array(1024 * 1024).subarray(0, 3) }]);
    await store.close();
    const raw = await openDB(deps.databaseName);
    const value: unknown = await raw.get('rows', 'a');
    expect(value).toBeInstanceOf(Uint8Array);
    if (value instanceof Uint8Array) expect(value.buffer.byteLength).toBe(3);
    raw.close();
  });
});
