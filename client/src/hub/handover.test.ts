import { createRunbook, runbookBody } from '@holdfast/shared/model/runbook';
import { handoverTextLimit, writeHandoverText } from '@holdfast/shared/protocol/handover-text';
import { readHandoverFile } from '@holdfast/shared/protocol/handover-file';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import * as fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { exportWorkspace, importWorkspace } from './handover.ts';
import { createVolatileStore } from './volatile-store.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';

const opened: Replica[] = [];
afterEach(async () => {
  for (const replica of opened.splice(0)) await replica.close();
});

async function device(): Promise<Replica> {
  const replica = await openReplica({
    role: 'leaf',
    name: 'browser',
    store: createVolatileStore(undefined),
    clock: createWebClock(),
    random: createWebRandom(),
    heavy: inlineHeavyWork,
  });
  opened.push(replica);
  return replica;
}

async function docOf(replica: Replica, name: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const update = await replica.read(name);
  if (update !== undefined) Y.applyUpdate(doc, update);
  return doc;
}

/** An edit on a device, as its tab would send it. */
async function edit(replica: Replica, name: string, change: (doc: Y.Doc) => void): Promise<void> {
  const doc = await docOf(replica, name);
  const before = Y.encodeStateVector(doc);
  change(doc);
  expect(await replica.submit(name, Y.encodeStateAsUpdate(doc, before))).toMatchObject({
    kind: 'saved',
  });
}

const textOf = async (replica: Replica, name: string) =>
  runbookBody(await docOf(replica, name)).toJSON();

const make = (title: string, body: string) => (doc: Y.Doc) => {
  createRunbook(doc, { title, body }, 1, 'Ana');
};

it('merges what another device gives; the second time nothing changes, and both say so', async () => {
  const ana = await device();
  const tom = await device();
  await edit(ana, 'runbook:a', make('A', 'one'));
  await edit(ana, 'runbook:b', make('B', 'two'));
  await edit(tom, 'runbook:c', make('C', 'three'));

  const given = await exportWorkspace(ana, 'demo', 'unsent');
  expect(await importWorkspace(tom, 'demo', given)).toEqual({ ok: true, documents: 2, changed: 2 });
  const pending = tom.status().outbox?.pending;
  expect(await importWorkspace(tom, 'demo', given)).toEqual({ ok: true, documents: 2, changed: 0 });
  // What came from another is on this device only, too, until relays have it.
  expect(tom.status().outbox?.pendingByDocument.get('runbook:a')).toBe(1);
  expect(tom.status().outbox?.pending).toBe(pending);

  const back = await exportWorkspace(tom, 'demo', 'everything');
  expect(await importWorkspace(ana, 'demo', back)).toEqual({ ok: true, documents: 3, changed: 1 });
  expect(await textOf(ana, 'runbook:c')).toBe('three');
});

it('gives documents whole: who lacks what a change builds on lacks nothing afterwards', async () => {
  const ana = await device();
  await edit(ana, 'runbook:a', make('A', 'first words'));
  const whole = await exportWorkspace(ana, 'demo', 'everything');
  await edit(ana, 'runbook:a', (doc) => runbookBody(doc).insert(0, 'Later: '));
  const stranger = await device();
  const changes = await exportWorkspace(ana, 'demo', 'unsent');
  const result = await importWorkspace(stranger, 'demo', changes);
  expect(result).toMatchObject({ ok: true, changed: 1 });
  expect(await textOf(stranger, 'runbook:a')).toBe('Later: first words');
  // The older file, opened after the newer one, takes nothing back.
  expect(await importWorkspace(stranger, 'demo', whole)).toMatchObject({ ok: true, changed: 0 });
  expect(await textOf(stranger, 'runbook:a')).toBe('Later: first words');
});

it('takes the same changes as text', async () => {
  const ana = await device();
  const tom = await device();
  await edit(ana, 'runbook:a', make('A', 'one'));
  const file = await exportWorkspace(ana, 'demo', 'unsent');
  expect(file.length).toBeLessThan(handoverTextLimit);
  const mail = `Hi,\r\n${writeHandoverText(file, 'Changes.').replaceAll(/^/gm, '> ')}\r\nAna`;
  const bytes = new TextEncoder().encode(mail);
  expect(await importWorkspace(tom, 'demo', bytes)).toMatchObject({ ok: true, changed: 1 });
  expect(await textOf(tom, 'runbook:a')).toBe('one');
});

it('refuses another workspace, damage and anything else, and changes nothing', async () => {
  const ana = await device();
  const tom = await device();
  await edit(ana, 'runbook:a', make('A', 'one'));
  const file = await exportWorkspace(ana, 'demo', 'unsent');
  const other = await importWorkspace(tom, 'payments', file);
  expect(other).toMatchObject({ ok: false });
  expect(other.ok ? '' : other.problem).toContain('of the workspace demo; here is payments');
  const damaged = file.slice();
  damaged[20] = (damaged[20] ?? 0) ^ 1;
  const words = new TextEncoder().encode('hello');
  const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 0);
  for (const bytes of [damaged, file.slice(0, -1), words, picture, new Uint8Array()]) {
    expect(await importWorkspace(tom, 'demo', bytes)).toMatchObject({ ok: false });
  }
  expect(tom.documents()).toEqual([]);
});

it('gives only what is not on enough relays', async () => {
  const ana = await device();
  await edit(ana, 'runbook:a', make('A', 'one'));
  const read = readHandoverFile(await exportWorkspace(ana, 'demo', 'unsent'));
  expect(read.ok && read.file.documents.map(({ doc }) => doc)).toEqual(['runbook:a']);
  const none = { ...ana, status: () => ({ ...ana.status(), outbox: undefined }) };
  const empty = readHandoverFile(await exportWorkspace(none, 'demo', 'unsent'));
  expect(empty.ok && empty.file.documents).toEqual([]);
});

it('converges whatever is handed over in whatever order, how often soever', async () => {
  const step = fc.record({
    who: fc.constantFrom(0, 1, 2),
    to: fc.constantFrom(0, 1, 2),
    text: fc.constantFrom('x', 'yy', ''),
    scope: fc.constantFrom('everything' as const, 'unsent' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const devices = await Promise.all([device(), device(), device()]);
      const files: Uint8Array[] = [];
      for (const { who, to, text, scope } of steps) {
        const from = devices[who];
        const target = devices[to];
        if (from === undefined || target === undefined) continue;
        if (text !== '')
          await edit(from, 'runbook:a', (doc) => runbookBody(doc).insert(0, `${who}${text} `));
        else {
          files.push(await exportWorkspace(from, 'demo', scope));
          const given = files[files.length >> 1] ?? files[0];
          if (given !== undefined)
            expect(await importWorkspace(target, 'demo', given)).toMatchObject({ ok: true });
        }
      }
      const all = await Promise.all(devices.map((each) => exportWorkspace(each, 'demo', 'unsent')));
      for (const each of devices) {
        for (const file of [...all, ...all]) await importWorkspace(each, 'demo', file);
      }
      const texts = await Promise.all(devices.map((each) => textOf(each, 'runbook:a')));
      expect(new Set(texts).size).toBe(1);
      const written = steps.filter(({ text }) => text !== '').length;
      expect(texts[0]?.split(' ').filter((word) => word !== '')).toHaveLength(written);
    }),
    { numRuns: 25 },
  );
}, 120_000);
