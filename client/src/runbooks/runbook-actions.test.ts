import { putImage, readImages } from '@holdfast/shared/model/runbook-images';
import { project } from '@holdfast/shared/model/project';
import { expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { createRunbookActions } from './runbook-actions.ts';

function start() {
  const docs = new Map<string, Y.Doc>();
  const closed = vi.fn();
  const hub: Pick<HubClient, 'open' | 'me'> = {
    me: createObservable({ name: 'Ana', color: 1 }),
    open(name) {
      const doc = docs.get(name) ?? new Y.Doc();
      docs.set(name, doc);
      return { name, doc, awareness: new Awareness(doc), ready: Promise.resolve(), close: closed };
    },
  };
  let random = 0;
  const actions = createRunbookActions({
    hub,
    random: { bytes: (length) => new Uint8Array(length).fill((random += 1)) },
    nowMs: () => 1000,
    projections: () => new Map(),
  });
  const read = (name: string) => project(name, docs.get(name) ?? new Y.Doc());
  return { actions, read, closed, docs };
}

test('a new runbook has its title, the usual headings, and says who made it', async () => {
  const { actions, read } = start();
  const made = await actions.create('Failover');
  expect(made.ok && read(made.name)).toMatchObject({ title: 'Failover', changedBy: 'Ana' });
  expect(made.ok && read(made.name)).toHaveProperty('text', expect.stringContaining('Mitigation'));
});

test('a new runbook is made from a pattern, and from a runbook of the team with its images', async () => {
  const { actions, read, docs } = start();
  const pattern = { kind: 'pattern', id: 'loss-of-a-zone' } as const;
  const made = await actions.create('Zone b is away', pattern, ['zone-b']);
  if (!made.ok) throw new Error(made.problem);
  expect(read(made.name)).toMatchObject({ title: 'Zone b is away', owners: [], alerts: [] });
  expect(read(made.name)).toMatchObject({ components: ['zone-b'] });
  expect(read(made.name)).toHaveProperty('text', expect.stringContaining('Diagnosis'));

  const source = docs.get(made.name) ?? new Y.Doc();
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  putImage(source, 'images/a.png', png);
  await actions.offerAsTemplate(made.name, true);
  expect(read(made.name)).toMatchObject({ template: true });
  const second = await actions.create('Zone c', { kind: 'own', name: made.name });
  if (!second.ok) throw new Error(second.problem);
  expect(read(second.name)).toMatchObject({ title: 'Zone c', template: false });
  expect([...readImages(docs.get(second.name) ?? new Y.Doc()).keys()]).toEqual(['images/a.png']);

  const gone = await actions.create('Zone d', { kind: 'own', name: 'runbook:gone' });
  expect(gone).toEqual({ ok: false, problem: expect.stringContaining('could not be read') });
});

test('a title that is none is refused in words', async () => {
  const { actions } = start();
  expect(await actions.create('   ')).toEqual({ ok: false, problem: expect.any(String) });
});

test('archive and bring back, rename, duplicate', async () => {
  const { actions, read, closed } = start();
  const made = await actions.create('Failover');
  if (!made.ok) throw new Error(made.problem);
  await actions.archive(made.name);
  expect(read(made.name)).toMatchObject({ archived: true });
  await actions.restore(made.name);
  await actions.rename(made.name, 'DNS failover');
  expect(read(made.name)).toMatchObject({ archived: false, title: 'DNS failover' });
  const copy = await actions.duplicate(made.name);
  expect(copy.ok && copy.name).not.toBe(made.name);
  expect(copy.ok && read(copy.name)).toMatchObject({ title: 'DNS failover (copy)' });
  // Every document that was opened was closed again; the duplicate opened two.
  expect(closed).toHaveBeenCalledTimes(6);
});

test('a document that this device cannot open is said, not thrown', async () => {
  const hub: Pick<HubClient, 'open' | 'me'> = {
    me: createObservable({ name: 'Ana', color: 1 }),
    open(name) {
      const doc = new Y.Doc();
      const ready = Promise.reject(new Error('disk'));
      return { name, doc, awareness: new Awareness(doc), ready, close: () => undefined };
    },
  };
  const random = { bytes: (length: number) => new Uint8Array(length) };
  const actions = createRunbookActions({
    hub,
    random,
    nowMs: () => 0,
    projections: () => undefined,
  });
  expect(await actions.archive('runbook:a')).toMatchObject({ ok: false });
});
