import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { afterEach, describe, expect, test } from 'vitest';
import { workspaceStatusSchema, type WorkspaceStatus } from '../status.ts';
import type { Relay } from './relay.ts';
import { type Client, createRelayFixture, until } from './relay-fixture.ts';

const fixture = createRelayFixture();
afterEach(() => fixture.cleanUp());

async function statusOf(relay: Relay, workspace = 'demo'): Promise<WorkspaceStatus> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/api/v1/${workspace}/status`);
  return workspaceStatusSchema.parse(await answer.json());
}

/** Names of the workspaces that exist there. */
async function held(relay: Relay): Promise<readonly string[]> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/api/v1/workspaces`);
  const { workspaces } = z
    .object({ workspaces: z.array(z.object({ name: z.string() })) })
    .parse(await answer.json());
  return workspaces.map(({ name }) => name).sort();
}

/** Once this holds, everything said to `relay` before is on its disk. */
async function onDisk(relay: Relay, edits: number): Promise<void> {
  await until(async () => {
    const { durable, relay: self } = await statusOf(relay);
    return (durable[self.storeId]?.lsn ?? 0) >= edits;
  });
}

const read = (client: Client): string => client.text.toJSON();

describe('stock clients', () => {
  test('share a document: state, edits and presence', async () => {
    const relay = await fixture.start();
    const ada = fixture.join(relay, 'runbook:one');
    await ada.synced;
    ada.text.insert(0, 'fail over');
    ada.provider.awareness.setLocalStateField('user', { name: 'Ada' });
    const ben = fixture.join(relay, 'runbook:one');
    await ben.synced;
    await until(() => read(ben) === 'fail over');
    ben.text.insert(9, ' the database');
    await until(() => read(ada) === 'fail over the database');
    await until(
      () => ben.provider.awareness.getStates().get(ada.doc.clientID)?.['user']?.name === 'Ada',
    );
    ada.leave();
    await until(() => !ben.provider.awareness.getStates().has(ada.doc.clientID));
    expect(read(ben)).toBe('fail over the database');
  });

  test('in other documents and workspaces hear nothing', async () => {
    const relay = await fixture.start();
    const here = fixture.join(relay, 'runbook:one');
    const otherDoc = fixture.join(relay, 'runbook:two');
    const otherWorkspace = fixture.join(relay, 'runbook:one', 'payments');
    await Promise.all([here.synced, otherDoc.synced, otherWorkspace.synced]);
    here.text.insert(0, 'x');
    await onDisk(relay, 1);
    const late = fixture.join(relay, 'runbook:one');
    await until(() => read(late) === 'x');
    expect([read(otherDoc), read(otherWorkspace)]).toEqual(['', '']);
  });

  test('get a large document whole', async () => {
    const relay = await fixture.start();
    const writer = fixture.join(relay, 'runbook:large');
    await writer.synced;
    const line = 'a line of a very long runbook\n'.repeat(1000);
    for (let i = 0; i < 100; i++) writer.text.insert(0, line);
    const reader = fixture.join(relay, 'runbook:large');
    await until(() => reader.text.length === line.length * 100);
    expect(read(reader)).toBe(line.repeat(100));
  });

  test('that stop and start again keep what they wrote meanwhile', async () => {
    const relay = await fixture.start();
    const ada = fixture.join(relay, 'runbook:one');
    await ada.synced;
    ada.provider.disconnect();
    ada.text.insert(0, 'written offline');
    ada.provider.connect();
    const ben = fixture.join(relay, 'runbook:one');
    await until(() => read(ben) === 'written offline');
    expect(read(ben)).toBe('written offline');
  });
});

describe('a relay that starts again', () => {
  test('has everything, and its clients come back by themselves', async () => {
    const data = fixture.folder();
    const first = await fixture.start({ data, name: 'again' });
    const ada = fixture.join(first, 'runbook:one');
    await ada.synced;
    ada.text.insert(0, 'before');
    await onDisk(first, 1);
    await fixture.stop(first);
    ada.text.insert(6, ' and meanwhile');
    const second = await fixture.start({ data, name: 'again', listen: `127.0.0.1:${first.port}` });
    const ben = fixture.join(second, 'runbook:one');
    await until(() => read(ben) === 'before and meanwhile');
    expect((await statusOf(second)).documents).toBe(1);
  });
});

describe('peers', () => {
  test('end up equal, whichever of them an edit was made on', async () => {
    const first = await fixture.start();
    const early = fixture.join(first, 'runbook:early');
    await early.synced;
    early.text.insert(0, 'made before the other relay was there');
    const second = await fixture.start({ peers: [String(first.address)] });
    const a = fixture.join(first, 'runbook:one');
    const b = fixture.join(second, 'runbook:one');
    await Promise.all([a.synced, b.synced]);
    a.text.insert(0, 'from the first. ');
    b.text.insert(0, 'from the second. ');
    await until(() => read(a).length === 33 && read(a) === read(b));
    const late = fixture.join(second, 'runbook:early');
    await until(() => read(late) === read(early));
    await until(async () => {
      const [peer] = (await statusOf(second)).peers;
      return peer?.state === 'connected' && peer.lagEdits === 0;
    });
    expect((await statusOf(second)).documents).toBe((await statusOf(first)).documents);
  });

  test('are told to browsers by the address that they give themselves', async () => {
    const first = await fixture.start({ publicUrl: 'https://first.example.org' });
    const second = await fixture.start({ peers: [`ws://127.0.0.1:${first.port}`] });
    await until(async () => {
      const bootstrap = await (
        await fetch(`http://127.0.0.1:${second.port}/bootstrap.json`)
      ).text();
      return bootstrap.includes(`["${second.address}","wss://first.example.org"]`);
    });
    expect(first.address).toBe('wss://first.example.org');
  });

  test('see each other’s people', async () => {
    const first = await fixture.start();
    const second = await fixture.start({ peers: [String(first.address)] });
    const a = fixture.join(first, 'runbook:one');
    const b = fixture.join(second, 'runbook:one');
    await Promise.all([a.synced, b.synced]);
    a.provider.awareness.setLocalStateField('user', { name: 'Ada' });
    await until(() => b.provider.awareness.getStates().has(a.doc.clientID));
    expect(b.provider.awareness.getStates().get(a.doc.clientID)).toMatchObject({
      user: { name: 'Ada' },
    });
  });

  test('get a workspace that is new on one of them', async () => {
    const first = await fixture.start();
    const second = await fixture.start({ peers: [String(first.address)] });
    const writer = fixture.join(second, 'runbook:one', 'payments');
    await writer.synced;
    writer.text.insert(0, 'new');
    const reader = fixture.join(first, 'runbook:one', 'payments');
    await until(() => read(reader) === 'new');
    await until(async () => (await held(first)).includes('payments'));
    const answer = await fetch(`http://127.0.0.1:${first.port}/api/v1/workspaces`);
    expect(await answer.json()).toEqual({
      workspaces: [
        { name: 'demo', documents: 0 },
        { name: 'payments', documents: 1 },
      ],
    });
  });

  test('fill a relay whose folder was deleted', async () => {
    const first = await fixture.start();
    const second = await fixture.start({ peers: [String(first.address)], name: 'wiped' });
    const writer = fixture.join(second, 'runbook:one');
    await writer.synced;
    writer.text.insert(0, 'kept by the other');
    await until(async () => (await statusOf(first)).documents === 1);
    writer.leave();
    await fixture.stop(second);
    const empty = await fixture.start({ peers: [String(first.address)], name: 'wiped' });
    const reader = fixture.join(empty, 'runbook:one');
    await until(() => read(reader) === 'kept by the other');
    expect((await statusOf(empty)).relay.storeId).not.toBe((await statusOf(first)).relay.storeId);
  });
});

describe('workspaces', () => {
  test('past the limit are not opened, and the client is told to stop', async () => {
    const relay = await fixture.start({ maxWorkspaces: '2' });
    await fixture.join(relay, 'runbook:one', 'second').synced;
    const refused = fixture.join(relay, 'runbook:one', 'third');
    const code = await new Promise((resolve) =>
      refused.provider.once('closed', ({ code: closed }) => resolve(closed)),
    );
    expect(code).toBe(4404);
  });

  test('that nobody opened have no status, and asking does not make them', async () => {
    const relay = await fixture.start();
    const answer = await fetch(`http://127.0.0.1:${relay.port}/api/v1/nowhere/status`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    const again = await fetch(`http://127.0.0.1:${relay.port}/api/v1/nowhere/status`);
    expect(again.status).toBe(404);
  });
});

describe('a workspace that nobody has written to', () => {
  const misspelt = 'mispelt';

  test('leaves nothing behind, here or on peers, and takes no place once it is left', async () => {
    const first = await fixture.start();
    const data = fixture.folder();
    const flags = { data, name: 'second', maxWorkspaces: '2' };
    const second = await fixture.start({ ...flags, peers: [String(first.address)] });
    const visitor = fixture.join(second, 'workspace', misspelt);
    const link = new WebSocket(`${second.address}/link/${misspelt}`);
    await Promise.all([visitor.synced, once(link, 'message')]);
    expect([await held(first), await held(second)]).toEqual([['demo'], ['demo']]);
    visitor.leave();
    link.close();
    await until(async () => {
      const { provider, synced } = fixture.join(second, 'workspace', 'other');
      const refused = new Promise<boolean>((resolve) => {
        provider.once('closed', () => resolve(false));
      });
      return Promise.race([synced.then(() => true), refused]);
    });
    await fixture.stop(second);
    const again = await fixture.start(flags);
    expect([await held(first), await held(again)]).toEqual([['demo'], ['demo']]);
  });

  test('comes to exist on all relays with its first edit', async () => {
    const data = fixture.folder();
    const first = await fixture.start({ data, name: 'first' });
    const second = await fixture.start({ peers: [String(first.address)] });
    const ada = fixture.join(second, 'runbook:one', 'payments');
    const ben = fixture.join(second, 'runbook:one', 'payments');
    await Promise.all([ada.synced, ben.synced]);
    ada.text.insert(0, 'call the bank');
    await until(() => read(ben) === 'call the bank');
    await until(async () => (await held(first)).includes('payments'));
    ada.leave();
    ben.leave();
    await until(async () => {
      if (!(await held(first)).includes('payments')) return false;
      return (await statusOf(first, 'payments')).documents === 1;
    });
    await fixture.stop(second);
    await fixture.stop(first);
    const again = await fixture.start({ data, name: 'first' });
    expect(await held(again)).toEqual(['demo', 'payments']);
    const cleo = fixture.join(again, 'runbook:one', 'payments');
    await until(() => read(cleo) === 'call the bank');
  });

  test('shows what a peer has, and exists from then on', async () => {
    const first = await fixture.start();
    const ada = fixture.join(first, 'runbook:one', 'payments');
    await ada.synced;
    ada.text.insert(0, 'call the bank');
    await until(async () => (await held(first)).includes('payments'));
    const second = await fixture.start({ peers: [String(first.address)] });
    const ben = fixture.join(second, 'runbook:one', 'payments');
    await until(() => read(ben) === 'call the bank');
    await until(async () => (await held(second)).includes('payments'));
    expect((await statusOf(second, 'payments')).documents).toBe(1);
  });
});

test('how long new edits take to be taken in is measured, once each', async () => {
  const relay = await fixture.start();
  const writer = fixture.join(relay, 'runbook:one');
  await writer.synced;
  writer.text.insert(0, 'x');
  await onDisk(relay, 1);
  const metrics = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
  expect(metrics).toMatch('\nholdfast_sync_apply_duration_seconds_count 1\n');
});

test('an edit is in a fresh Yjs document as it was made', async () => {
  const relay = await fixture.start();
  const writer = fixture.join(relay, 'runbook:one');
  await writer.synced;
  const meta = writer.doc.getMap('meta');
  meta.set('title', 'Failover 🐘');
  writer.text.insert(0, 'a😀b');
  writer.text.delete(0, 1);
  const reader = fixture.join(relay, 'runbook:one');
  await until(() => read(reader) === '😀b');
  expect(Y.equalSnapshots(Y.snapshot(reader.doc), Y.snapshot(writer.doc))).toBe(true);
});
