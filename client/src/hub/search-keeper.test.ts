import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import type { Projection } from '@holdfast/shared/model/projection';
import { createHostRows } from '@holdfast/shared/replica/host-rows';
import type { Clock, Store } from '@holdfast/shared/replica/ports';
import { describe, expect, it, vi } from 'vitest';
import { createSearchKeeper } from './search-keeper.ts';
import { createVolatileStore } from './volatile-store.ts';

/** Real turns, and timers that ring only when told to. */
function testClock() {
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    nowMs: () => 0,
    monotonicMs: () => performance.now(),
    setTimer(delayMs, task) {
      timers.set(task, delayMs);
      return () => timers.delete(task);
    },
    afterTurn: (task) => void setImmediate(task),
  };
  return {
    clock,
    ring() {
      for (const task of [...timers.keys()]) {
        timers.delete(task);
        task();
      }
    },
    waits: () => timers.size,
  };
}

interface Text {
  readonly title: string;
  readonly text: string;
}

/** A device over `store`; its runbooks are those of `texts`. */
function openDevice(store: Store, texts: Readonly<Record<string, Text>>) {
  const { clock, ring, waits } = testClock();
  const projections = new Map<string, Projection>();
  const loaded: string[] = [];
  const known = new Map(Object.entries(texts));
  const show = (doc: string, { title, text }: Text): void => {
    known.set(doc, { title, text });
    projections.set(doc, runbookProjection({ title, version: `version of ${text}` }));
  };
  for (const [doc, text] of Object.entries(texts)) show(doc, text);
  const keeper = createSearchKeeper({
    clock,
    rows: createHostRows(store),
    projections: () => projections,
    projection: (doc) => projections.get(doc),
    isBusy: () => false,
    loadText(doc) {
      loaded.push(doc);
      return Promise.resolve(known.get(doc)?.text ?? '');
    },
  });
  return {
    keeper,
    loaded,
    ring,
    waits,
    show,
    change(doc: string, text: Text) {
      show(doc, text);
      keeper.update(doc, text.text, Promise.resolve());
    },
    async found(query: string) {
      return (await keeper.search({ query, limit: 10 })).hits.map(({ doc }) => doc);
    },
    async saved() {
      await vi.waitFor(() => expect(waits()).toBeGreaterThan(0));
      ring();
      await vi.waitFor(async () => expect(await store.get('x/find/head')).toBeDefined());
    },
  };
}

const texts = {
  'runbook:a': { title: 'Failover', text: 'Promote the replica.' },
  'runbook:b': { title: 'Restore', text: 'Fetch the backup.' },
};

describe('the search of a device', () => {
  it('reads what an earlier hub kept, and only texts that are new since', async () => {
    const store = createVolatileStore(undefined);
    const first = openDevice(store, texts);
    expect(await first.found('replica')).toEqual(['runbook:a']);
    await first.saved();
    first.keeper.close();

    const later = openDevice(store, {
      ...texts,
      'runbook:b': { title: 'Restore', text: 'Fetch the dump.' },
      'runbook:c': { title: 'New', text: 'A replica too.' },
    });
    expect(await later.found('dump')).toEqual(['runbook:b']);
    expect(later.loaded.filter((doc) => doc === 'runbook:a')).toEqual([]);
    expect(await later.found('replica')).toEqual(['runbook:a', 'runbook:c']);
    expect(await later.found('backup')).toEqual([]);
  });

  it('takes up what changes, also before it was asked anything', async () => {
    const device = openDevice(createVolatileStore(undefined), texts);
    device.change('runbook:a', { title: 'Failover', text: 'Ask the vault.' });
    expect(await device.found('vault')).toEqual(['runbook:a']);
    device.change('runbook:a', { title: 'Failover', text: 'Ask nobody.' });
    expect(await device.found('vault')).toEqual([]);
    expect(await device.found('nobody')).toEqual(['runbook:a']);
  });

  it('shows a text that is still on its way to the disk', async () => {
    const device = openDevice(createVolatileStore(undefined), {});
    device.show('runbook:n', { title: 'New', text: '' });
    device.keeper.update('runbook:n', 'Ask the vault.', new Promise(() => undefined));
    const { hits } = await device.keeper.search({ query: 'vault', limit: 5 });
    expect(hits).toMatchObject([{ doc: 'runbook:n', excerpt: 'Ask the vault.', marks: [[8, 13]] }]);
  });

  it.each(['head', 'words/0', 'lists/0'])('builds anew what is damaged: %s', async (part) => {
    const store = createVolatileStore(undefined);
    const first = openDevice(store, texts);
    await first.found('replica');
    await first.saved();
    first.keeper.close();
    await store.write([{ key: `x/find/${part}`, value: Uint8Array.of(1, 2, 3, 4, 5) }]);
    const later = openDevice(store, texts);
    expect(await later.found('replica')).toEqual(['runbook:a']);
    expect(later.loaded).toContain('runbook:a');
  });

  it('answers from what there is, and says how much that is', async () => {
    const { clock, ring, waits } = testClock();
    const projections = new Map<string, Projection>([
      ['runbook:a', runbookProjection({ title: 'Failover' })],
      ['runbook:b', runbookProjection({ title: 'Failover two' })],
    ]);
    const keeper = createSearchKeeper({
      clock,
      rows: createHostRows(createVolatileStore(undefined)),
      projections: () => projections,
      projection: (doc) => projections.get(doc),
      isBusy: () => false,
      // The disk hangs.
      loadText: () => new Promise(() => undefined),
    });
    const asked = keeper.search({ query: 'failover', limit: 5 });
    await vi.waitFor(() => expect(waits()).toBe(1));
    ring();
    expect(await asked).toEqual({ hits: [], total: 0, reading: { done: 0, total: 2 } });
  });

  it('searches only what is chosen, archived ones last where all are', async () => {
    const projections = new Map<string, Projection>([
      ['runbook:old', runbookProjection({ title: 'Failover', archived: true })],
      ['runbook:new', runbookProjection({ title: 'About a failover', owners: ['Ana'] })],
    ]);
    const keeper = createSearchKeeper({
      clock: testClock().clock,
      rows: createHostRows(createVolatileStore(undefined)),
      projections: () => projections,
      projection: (doc) => projections.get(doc),
      isBusy: () => false,
      loadText: () => Promise.resolve(''),
    });
    const choice = { archived: true, owner: '', tag: '', component: '', alert: '' };
    const all = await keeper.search({ query: 'failover', limit: 5 });
    expect(all.hits.map(({ doc }) => doc)).toEqual(['runbook:new', 'runbook:old']);
    const archived = await keeper.search({ query: 'failover', limit: 5, choice });
    expect(archived.hits.map(({ doc }) => doc)).toEqual(['runbook:old']);
    const named = await keeper.search({ query: 'ana', limit: 5 });
    expect(named.hits).toMatchObject([
      { doc: 'runbook:new', name: { kind: 'owner', text: 'Ana', marks: [[0, 3]] } },
    ]);
  });
});
