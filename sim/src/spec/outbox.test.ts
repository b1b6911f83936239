import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { LinkMessage } from '@holdfast/shared/protocol/link-messages';
import { createMemoryDisk } from '../memory-store.ts';
import { createAuthor, textIn, textOf } from './author.ts';
import { type One, openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';
import { createWorld } from './world.ts';

const doc = 'runbook:one';

/** A relay's word about its disk. */
function durable(store: string, boot: string, lsn: number, name = store): LinkMessage {
  return { type: 'durable', stores: [{ store, name, vector: new Map([[store, { boot, lsn }]]) }] };
}

/** A relay that logs what is pushed to it under one number each. */
function relayTo(
  leaf: One,
  storeId: string,
  boot = 'b1',
  name = storeId,
): WirePeer & { acceptAll(): void } {
  const peer = wireTo(leaf.replica);
  peer.hello({ storeId, name });
  let answered = 0;
  return Object.assign(peer, {
    acceptAll() {
      const pushes = peer.got('push');
      for (; answered < pushes.length; answered++) {
        peer.send({ type: 'accepted', ref: pushes[answered]?.ref ?? 0, boot, lsn: answered + 1 });
      }
    },
  });
}

const outboxOf = (leaf: One): { pending?: number; relays?: number } =>
  leaf.replica.status().outbox ?? {};

describe('the outbox of a device', () => {
  it('[OB1] keeps an edit until the disks of two relays hold it', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const [a, b] = [relayTo(leaf, 'a'), relayTo(leaf, 'b')];
    await leaf.wait(leaf.replica.submit(doc, createAuthor(1).type('x')));
    const after = async (...messages: readonly (() => void)[]): Promise<unknown> => {
      for (const send of messages) send();
      await leaf.run(50);
      const { pending, relays } = outboxOf(leaf);
      return { pending, relays };
    };
    expect(await after()).toEqual({ pending: 1, relays: 0 });
    // Logged on both, on the disk of neither: another boot, a lower number.
    expect(
      await after(
        () => a.acceptAll(),
        () => b.acceptAll(),
      ),
    ).toEqual({ pending: 1, relays: 0 });
    expect(
      await after(
        () => a.send(durable('a', 'b0', 9)),
        () => b.send(durable('b', 'b1', 0)),
      ),
    ).toEqual({
      pending: 1,
      relays: 0,
    });
    expect(await after(() => a.send(durable('a', 'b1', 1)))).toEqual({ pending: 1, relays: 1 });
    expect(outboxRows(leaf)).toBe(1);
    expect(await after(() => b.send(durable('b', 'b1', 1)))).toEqual({ pending: 0, relays: 2 });
    expect(outboxRows(leaf)).toBe(0);
  });

  it('[OB1] counts a relay that got the edit from another', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const a = relayTo(leaf, 'a');
    await leaf.wait(leaf.replica.submit(doc, createAuthor(1).type('x')));
    await leaf.run(20);
    a.acceptAll();
    const position = { boot: 'b1', lsn: 1 };
    const c = {
      store: 'c',
      name: 'c',
      vector: new Map([
        ['c', { boot: 'c1', lsn: 70 }],
        ['a', position],
      ]),
    };
    const own = { store: 'a', name: 'a', vector: new Map([['a', position]]) };
    a.send({ type: 'durable', stores: [own, c] });
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0, relays: 2 });
  });

  it('[OB2] survives a restart, and empties when relays come', async () => {
    const leaf = await openOne({ role: 'leaf' });
    await leaf.wait(leaf.replica.submit(doc, createAuthor(1).type('x')));
    leaf.kill(0);
    const again = await openOne({ role: 'leaf', disk: leaf.disk });
    expect(outboxOf(again)).toMatchObject({ pending: 1, relays: 0 });
    for (const name of ['a', 'b']) {
      const relay = relayTo(again, name);
      await again.run(20);
      expect(textOf(...relay.got('push').map(({ update }) => update))).toBe('x');
      relay.acceptAll();
      relay.send(durable(name, 'b1', 1));
    }
    await again.run(50);
    expect(outboxOf(again)).toMatchObject({ pending: 0, relays: 2 });
    again.kill(9);
    expect(outboxOf(await openOne({ role: 'leaf', disk: leaf.disk }))).toMatchObject({
      pending: 0,
    });
  });

  it('[OB3] sends what was written offline as one push for each document', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const authors = [createAuthor(1), createAuthor(2)];
    for (let i = 0; i < 450; i++) {
      authors.forEach((author, n) => void leaf.replica.take(`runbook:r${n}`, author.type(`${i},`)));
      if (i % 50 === 0) await leaf.run(5);
    }
    await leaf.wait(leaf.replica.whenDurable());
    const relay = relayTo(leaf, 'a');
    await leaf.run(50);
    expect(relay.got('push').map((push) => [push.doc, textOf(push.update)])).toEqual(
      authors.map((author, n) => [`runbook:r${n}`, author.text()]),
    );
  });

  it('[OB4] a relay that comes back with another store no longer counts', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const [a, b] = [relayTo(leaf, 'a'), relayTo(leaf, 'b')];
    await leaf.wait(leaf.replica.submit(doc, createAuthor(1).type('x')));
    await leaf.run(20);
    for (const [name, relay] of [
      ['a', a],
      ['b', b],
    ] as const) {
      relay.acceptAll();
      relay.send(durable(name, 'b1', 1));
    }
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0, relays: 2 });
    b.break();
    const wiped = relayTo(leaf, 'b2', 'n1', 'b');
    wiped.send(durable('b2', 'n1', 0, 'b'));
    await leaf.run(50);
    expect(outboxOf(leaf).relays).toBe(1);
    // What settled is sent again, until two disks hold it once more.
    expect(textOf(...wiped.got('push').map(({ update }) => update))).toBe('x');
    wiped.send({ type: 'accepted', ref: wiped.got('push')[0]?.ref ?? 0, boot: 'n1', lsn: 1 });
    wiped.send(durable('b2', 'n1', 1, 'b'));
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0, relays: 2 });
  });

  it('[OB5] claims no more relays than wanted, and what the least saved edit has', async () => {
    const leaf = await openOne({ role: 'leaf', wantedRelays: () => 2 });
    const relays = ['a', 'b', 'c'].map((name) => relayTo(leaf, name));
    const author = createAuthor(1);
    await leaf.wait(leaf.replica.submit(doc, author.type('x')));
    await leaf.run(20);
    for (const relay of relays) relay.acceptAll();
    ['a', 'b', 'c'].forEach((name, i) => relays[i]?.send(durable(name, 'b1', 1)));
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0, relays: 2 });
    await leaf.wait(leaf.replica.submit(doc, author.type('y')));
    await leaf.wait(leaf.replica.submit(doc, author.type('z')));
    await leaf.run(20);
    for (const relay of relays) relay.acceptAll();
    relays[0]?.send(durable('a', 'b1', 3));
    relays[1]?.send(durable('b', 'b1', 2));
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 1, relays: 1 });
  });

  it('[OB6] shows an edit that a relay refuses as pending', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const relay = relayTo(leaf, 'a');
    await leaf.wait(leaf.replica.submit(doc, createAuthor(1).type('x')));
    await leaf.run(20);
    const ref = relay.got('push')[0]?.ref ?? 0;
    relay.send({ type: 'nack', ref, doc, reason: 'too-many', stateVector: new Uint8Array() });
    relay.send(durable('a', 'b1', 50));
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 1, relays: 0 });
    expect(leaf.replica.status().outbox?.pendingByDocument).toEqual(new Map([[doc, 1]]));
    expect(leaf.events).toContainEqual({ kind: 'push-refused', doc, reason: 'too-many' });
  });

  it('[OB7] sends the whole document where the row of an edit is damaged', async () => {
    const before = await openOne({ role: 'leaf' });
    const author = createAuthor(1);
    for (const text of ['x', 'y']) await before.wait(before.replica.submit(doc, author.type(text)));
    before.kill(0);
    const disk = createMemoryDisk(before.disk.rows);
    const [key = '', row] = [...disk.rows].find(([name]) => name.startsWith('o/')) ?? [];
    disk.rows.set(
      key,
      Uint8Array.from(row ?? [], (byte) => byte ^ 4),
    );
    const leaf = await openOne({ role: 'leaf', disk });
    expect(leaf.events).toContainEqual({ kind: 'record-damaged', key });
    expect(outboxOf(leaf)).toMatchObject({ pending: 2 });
    const relay = relayTo(leaf, 'a');
    await leaf.run(20);
    expect(textOf(...relay.got('push').map(({ update }) => update))).toBe('xy');
    leaf.kill(0);
    expect(outboxOf(await openOne({ role: 'leaf', disk }))).toMatchObject({ pending: 2 });
  });

  it('[OB7] puts back what waits where the log has lost it, at opening and while running', async () => {
    const isChunk = (key: string): boolean => key.startsWith('c/');
    const before = await openOne({ role: 'leaf' });
    await before.wait(before.replica.submit(doc, createAuthor(1).type('x')));
    before.kill(0);
    const { disk } = before;
    const damageLog = (): void => {
      for (const [key, row] of disk.rows) if (isChunk(key)) disk.rows.set(key, row.subarray(1));
    };
    damageLog();
    const leaf = await openOne({ role: 'leaf', disk });
    expect(await textIn(leaf.replica, doc)).toBe('x');
    await leaf.wait(leaf.replica.whenDurable());
    // What was read a moment ago is not read again.
    await leaf.run(2000);
    damageLog();
    await leaf.replica.read(doc);
    await leaf.run(2000);
    expect(await textIn(leaf.replica, doc)).toBe('x');
    expect(outboxOf(leaf)).toMatchObject({ pending: 1 });
    expect([...disk.rows.keys()].filter((key) => key.startsWith('q/c/'))).toHaveLength(2);
  });

  it('[OB9] offers what a relay may have had in memory only to the others, once its link is lost', async () => {
    const { leaf, a } = await sentByRelay();
    expect(outboxOf(leaf)).toMatchObject({ pending: 0 });
    a.break();
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 2, relays: 0 });
    // They are no edits of this device.
    expect(outboxOf(leaf)).toMatchObject({ ownByDocument: new Map(), ownRelays: 2 });
    const b = relayTo(leaf, 'b');
    await leaf.run(20);
    expect(textOf(...b.got('push').map(({ update }) => update))).toBe('b');
    await leaf.wait(leaf.replica.submit(doc, createAuthor(7).type('own')));
    expect(outboxOf(leaf)).toMatchObject({
      ...{ pending: 3, ownRelays: 0 },
      ownByDocument: new Map([[doc, 1]]),
    });
  });

  it('[OB9] offers it after a restart too, and claims nothing of it before', async () => {
    const { leaf } = await sentByRelay();
    leaf.kill(0);
    const again = await openOne({ role: 'leaf', disk: leaf.disk });
    expect(outboxOf(again)).toMatchObject({ pending: 2, relays: 0 });
    again.kill(9);
    const third = await openOne({ role: 'leaf', disk: leaf.disk });
    // Also once it is a row of the outbox.
    expect(outboxOf(third)).toMatchObject({ ownByDocument: new Map(), relays: 0 });
    for (const name of ['a', 'b']) {
      const relay = relayTo(third, name, 'b2');
      await third.run(20);
      expect(textOf(...relay.got('push').map(({ update }) => update))).toBe('b');
      relay.acceptAll();
      relay.send(durable(name, 'b2', 9));
    }
    await third.run(2000);
    expect(outboxOf(third)).toMatchObject({ pending: 0, relays: 2 });
    await third.wait(third.replica.close());
    expect(outboxOf(await openOne({ role: 'leaf', disk: leaf.disk }))).toMatchObject({
      pending: 0,
      relays: 2,
    });
  });

  it('[OB9] offers nothing that the relay had on its disk', async () => {
    const { leaf, a } = await sentByRelay();
    a.send(durable('a', 'b1', 2));
    await leaf.run(2000);
    a.break();
    const b = relayTo(leaf, 'b');
    await leaf.run(50);
    expect(b.got('push')).toEqual([]);
    leaf.kill(9);
    expect(outboxOf(await openOne({ role: 'leaf', disk: leaf.disk }))).toMatchObject({
      pending: 0,
    });
  });

  it('[OB9] a deletion that only the memory of relays had comes back from whoever saw it', async () => {
    const world = await createWorld({ relays: ['relay-a'], leaves: ['one', 'two'] });
    const author = createAuthor(1);
    void world.on('one').replica.take(doc, author.type('ab'));
    await world.run(3000);
    const before = new Map(world.machine('relay-a').disk.rows);
    world.machine('relay-a').slowDisk = true;
    void world.on('one').replica.take(doc, author.erase(0, 1));
    await world.run(60);
    expect(await textIn(world.on('two').replica, doc)).toBe('b');
    for (const name of ['relay-a', 'one']) world.machine(name).crash();
    world.machine('relay-a').slowDisk = false;
    // As if the power had failed before the write.
    world.machine('relay-a').disk.rows = before;
    await world.start('relay-a');
    await world.run(10_000);
    for (const name of ['relay-a', 'two'])
      expect(await textIn(world.on(name).replica, doc)).toBe('b');
  });

  it('[OB10] lets an edit wait that its tab sends again, though a relay has sent it back', async () => {
    const { leaf, a } = await sentByRelay();
    a.send(durable('a', 'b1', 2));
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0 });
    const author = createAuthor(1);
    const edits = [author.type('ab'), author.erase(0, 1)];
    const again = (unsaved: boolean): unknown =>
      leaf.replica.take(doc, Y.mergeUpdates(edits), { size: 'state', unsaved });
    await again(false);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0 });
    await again(true);
    expect(outboxOf(leaf)).toMatchObject({ pending: 1, relays: 0 });
    expect(outboxRows(leaf)).toBe(0);
    await leaf.wait(leaf.replica.whenDurable());
    expect(outboxRows(leaf)).toBe(1);
    const b = relayTo(leaf, 'b', 'b2');
    await leaf.run(20);
    expect(textOf(...b.got('push').map(({ update }) => update))).toBe('b');
    b.acceptAll();
    b.send(durable('b', 'b2', 1));
    a.send({ type: 'accepted', ref: a.got('push')[0]?.ref ?? 0, boot: 'b1', lsn: 2 });
    await leaf.run(50);
    expect(outboxOf(leaf)).toMatchObject({ pending: 0, relays: 2 });
  });

  it('[OB11] lets a deletion wait though somebody else has deleted the same', async () => {
    const { leaf } = await sentByRelay();
    const author = createAuthor(2);
    author.learn(createAuthor(1).type('ab'));
    await leaf.replica.take(doc, author.erase(0, 1));
    expect(outboxOf(leaf)).toMatchObject({ pending: 1, relays: 0 });
    await leaf.wait(leaf.replica.whenDurable());
    expect(outboxRows(leaf)).toBe(1);
    // An update that says nothing is no edit.
    await leaf.replica.take(doc, new Uint8Array(2));
    expect(outboxOf(leaf)).toMatchObject({ pending: 1 });
  });

  it('[OB2] [OB4] over real relays: what is said to be on two is on two disks, also after one is wiped', async () => {
    const world = await createWorld({
      relays: ['relay-a', 'relay-b', 'relay-c'],
      leaves: ['device'],
    });
    const device = (): One['replica'] => world.on('device').replica;
    void device().take(doc, createAuthor(1).type('x'));
    await world.run(3000);
    expect(device().status().outbox).toMatchObject({ pending: 0, relays: 2 });
    world.machine('relay-a').crash();
    world.machine('relay-a').disk.rows.clear();
    await world.start('relay-a');
    await world.run(60_000);
    for (const name of ['relay-a', 'relay-b', 'relay-c']) {
      expect(await textIn(world.on(name).replica, doc)).toBe('x');
    }
    expect(device().status().outbox).toMatchObject({ pending: 0, relays: 2 });
  });
});

/** A device that a relay has sent an edit and a deletion of somebody else, which may be in its memory only. */
async function sentByRelay(): Promise<{ leaf: One; a: WirePeer }> {
  const leaf = await openOne({ role: 'leaf' });
  const a = relayTo(leaf, 'a');
  const author = createAuthor(1);
  a.send({ type: 'entries', entries: [{ doc, update: author.type('ab') }] });
  a.send({ type: 'entries', entries: [{ doc, update: author.erase(0, 1) }] });
  const held = new Map([['a', { boot: 'b1', lsn: 2 }]]);
  a.send({ type: 'mark', held, caughtUp: true });
  await leaf.run(50);
  return { leaf, a };
}

function outboxRows(leaf: One): number {
  return [...leaf.disk.rows.keys()].filter((key) => key.startsWith('o/')).length;
}
