import { expect, test } from 'vitest';
import type { Store } from '@holdfast/shared/replica/ports';
import { describeStore } from '@holdfast/shared/replica/store-conformance';
import { createDraftStore } from './draft-store.ts';
import { createMemoryStore } from './memory-store.ts';

const one = Uint8Array.of(1);
const two = Uint8Array.of(2);

async function keysOf(store: Store): Promise<readonly string[]> {
  return (await store.range('', '~')).map(({ key }) => key);
}

function draftOver(store: Store) {
  let times = 0;
  const draft = createDraftStore({ store, onStored: () => void times++ });
  return { draft, storedTimes: () => times };
}

test('a name and positions alone stay in memory; with the first content all of it is written', async () => {
  const store = createMemoryStore();
  const { draft, storedTimes } = draftOver(store);
  await draft.write([{ key: 'm', value: one }]);
  await draft.write([{ key: 'v', value: one }]);
  expect([await keysOf(draft), await keysOf(store)]).toEqual([['m', 'v'], []]);
  await Promise.all([
    draft.write([
      { key: 'm', value: two },
      { key: 'c/1', value: one },
    ]),
    draft.write([{ key: 'c/2', value: one }]),
  ]);
  expect([draft.isDraft(), storedTimes()]).toEqual([false, 1]);
  expect(await keysOf(store)).toEqual(['c/1', 'c/2', 'm', 'v']);
  expect(await draft.get('m')).toEqual(two);
});

test('of one that was abandoned nothing reaches the disk', async () => {
  const store = createMemoryStore();
  const { draft, storedTimes } = draftOver(store);
  await draft.write([{ key: 'm', value: one }]);
  const late = draft.write([{ key: 'c/1', value: one }]);
  draft.abandon();
  await expect(late).rejects.toThrow('Nobody has this workspace open');
  expect([await keysOf(store), storedTimes()]).toEqual([[], 0]);
});

test('one that is to be kept is on disk without content', async () => {
  const store = createMemoryStore();
  const { draft } = draftOver(store);
  await draft.write([{ key: 'm', value: one }]);
  await draft.keep();
  expect(await keysOf(store)).toEqual(['m']);
});

describeStore('draft store', async () => {
  const store = createMemoryStore();
  const lasting = createMemoryStore();
  const draft = createDraftStore({
    store: {
      ...store,
      // Rows in memory are gone when it closes; a copy of them stands in for a disk.
      async close() {
        await lasting.write(await store.range('', '~').catch(() => []));
        await store.close();
      },
    },
    onStored: () => undefined,
  });
  await draft.keep();
  return { store: draft, reopen: async () => lasting };
});
