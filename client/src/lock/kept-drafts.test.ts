import { StoreFault } from '@holdfast/shared/replica/ports';
import { expect, test } from 'vitest';
import { createVolatileStore } from '../hub/volatile-store.ts';
import { createKeptDrafts, draftsRowKey, type KeptDrafts } from './kept-drafts.ts';

const keep = (drafts: KeptDrafts, place: string, text: string) =>
  drafts.answer({ ask: 'keep-draft', place, text });

async function read(drafts: KeptDrafts) {
  const answer = await drafts.answer({ ask: 'drafts' });
  return answer.answer === 'drafts' ? answer.drafts : undefined;
}

async function keptIn(store: ReturnType<typeof createVolatileStore>) {
  const drafts = createKeptDrafts();
  drafts.openIn(store);
  return read(drafts);
}

test('what was typed is there again with the next worker, and what was posted is not', async () => {
  const store = createVolatileStore(undefined);
  const drafts = createKeptDrafts();
  drafts.openIn(store);
  void keep(drafts, 'incident a', 'typed first');
  void keep(drafts, 'incident b', 'the disk is');
  void keep(drafts, 'incident b', 'the disk is full');
  void keep(drafts, 'incident c', 'sent by now');
  void keep(drafts, 'incident c', '');
  await drafts.settle();
  expect(await keptIn(store)).toEqual({
    'incident a': 'typed first',
    'incident b': 'the disk is full',
  });
});

test('what is typed while the rest is read wins over what was there', async () => {
  const store = createVolatileStore(undefined);
  const before = createKeptDrafts();
  before.openIn(store);
  void keep(before, 'incident a', 'old');
  void keep(before, 'incident b', 'kept');
  await before.settle();
  const drafts = createKeptDrafts();
  drafts.openIn(store);
  void keep(drafts, 'incident a', 'new');
  await drafts.settle();
  expect(await keptIn(store)).toEqual({ 'incident a': 'new', 'incident b': 'kept' });
});

test('when all were posted nothing is kept', async () => {
  const store = createVolatileStore(undefined);
  const drafts = createKeptDrafts();
  drafts.openIn(store);
  void keep(drafts, 'incident a', 'typed');
  void keep(drafts, 'incident a', '');
  await drafts.settle();
  expect(await store.get(draftsRowKey)).toBeUndefined();
});

test('a damaged row and a disk that refuses are no end of it', async () => {
  const store = createVolatileStore(undefined);
  await store.write([{ key: draftsRowKey, value: new TextEncoder().encode('[1') }]);
  expect(await keptIn(store)).toEqual({});
  const full = {
    get: (key: string) => store.get(key),
    write: () => Promise.reject(new StoreFault('full', 'no room')),
  };
  const drafts = createKeptDrafts();
  drafts.openIn(full);
  void keep(drafts, 'incident a', 'typed');
  expect(await read(drafts)).toEqual({ 'incident a': 'typed' });
  await drafts.settle();
});
