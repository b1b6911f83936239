import type { WriteRight } from '@holdfast/shared/replica/link-access';
import { createSyncSession } from '@holdfast/shared/replica/sync-session';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { accessFor, connect, credentialsOf, grantOf, shown } from './access-fixture.ts';
import { createAuthor, textIn } from './author.ts';
import { type One, type OneOptions, openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';

const doc = 'runbook:one';
const secret = 'incident:secret';
const rule: WriteRight = { lists: { entries: null }, maps: [] };

function leafAt(relay: One, token: string, options: OneOptions = {}): Promise<One> {
  return openOne({
    role: 'leaf',
    name: token,
    time: relay.time,
    credentials: credentialsOf(token),
    ...options,
  });
}

async function enter(one: One, token: string, storeId = token): Promise<WirePeer> {
  const peer = wireTo(one.replica);
  peer.send({ type: 'auth', host: 'here', ...shown(token) });
  await one.run(10);
  peer.hello({ role: 'leaf', storeId, name: token });
  await one.run(10);
  return peer;
}

describe('a leaf that gets a part', () => {
  it('[AC7] gets a document whole once it is given, though its vector has passed over it', async () => {
    const ada = grantOf('ada');
    ada.withhold(secret);
    const relay = await openOne({ access: accessFor(ada) });
    await relay.replica.take(secret, createAuthor(1).type('hidden'));
    await relay.replica.take(doc, createAuthor(2).type('open'));
    const leaf = await leafAt(relay, 'ada');
    connect(leaf, relay);
    await relay.run(1000);
    expect(leaf.replica.documents()).toEqual([doc]);
    expect(leaf.replica.status().durable.get(relay.replica.storeId)?.lsn).toBe(2);
    ada.withhold();
    await relay.run(1000);
    expect(await textIn(leaf.replica, secret)).toBe('hidden');
  });

  it('[AC7] remembers over a restart what was withheld, until it was given', async () => {
    const ada = grantOf('ada');
    ada.withhold(secret);
    const relay = await openOne({ access: accessFor(ada) });
    await relay.replica.take(secret, createAuthor(1).type('hidden'));
    await relay.replica.take(doc, createAuthor(2).type('open'));
    const before = await leafAt(relay, 'ada');
    const cable = connect(before, relay);
    await relay.run(1000);
    cable.cut();
    await before.wait(before.replica.close());
    ada.withhold();
    const after = await leafAt(relay, 'ada', { disk: before.disk });
    expect(after.replica.documents()).toEqual([doc]);
    connect(after, relay);
    await relay.run(1000);
    expect(await textIn(after.replica, secret)).toBe('hidden');
    const noted = new TextDecoder().decode(after.disk.rows.get('r'));
    expect(noted).not.toContain(secret);
  });

  it('[AC7] asks again where the relay that gave it knew less than another had shown', async () => {
    const atA = grantOf('ada');
    atA.withhold(secret);
    const a = await openOne({ name: 'a', access: accessFor(atA) });
    const author = createAuthor(1);
    const first = author.type('early ');
    await a.replica.take(secret, first);
    const atB = grantOf('ada');
    const b = await openOne({ name: 'b', time: a.time, access: accessFor(atB) });
    await b.replica.take(secret, first);
    await a.replica.take(secret, author.type('late'));
    const leaf = await leafAt(a, 'ada');
    const early = connect(leaf, a);
    await a.run(1000);
    early.cut();
    const second = connect(leaf, b);
    await a.run(1000);
    expect(await textIn(leaf.replica, secret)).toBe('early ');
    second.cut();
    atA.withhold();
    connect(leaf, a);
    await a.run(1000);
    expect(await textIn(leaf.replica, secret)).toBe('early late');
  });

  it('[AC7] reads all again when its scope grows', async () => {
    const ada = grantOf('ada');
    ada.limitTo([doc]);
    const relay = await openOne({ access: accessFor(ada) });
    await relay.replica.take('map', createAuthor(1).type('map'));
    await relay.replica.take(doc, createAuthor(2).type('open'));
    const leaf = await leafAt(relay, 'ada');
    const cable = connect(leaf, relay);
    await relay.run(1000);
    expect(leaf.replica.documents()).toEqual([doc]);
    ada.limitTo(undefined);
    cable.cut();
    connect(leaf, relay);
    await relay.run(1000);
    expect(await textIn(leaf.replica, 'map')).toBe('map');
  });

  it('[AC7] counts relays as everybody does', async () => {
    const grants = [grantOf('ada'), grantOf('ada')] as const;
    for (const grant of grants) grant.withhold(secret);
    const a = await openOne({ name: 'a', access: accessFor(grants[0]) });
    const b = await openOne({ name: 'b', time: a.time, access: accessFor(grants[1]) });
    await a.replica.take(secret, createAuthor(1).type('hidden'));
    const leaf = await leafAt(a, 'ada', { wantedRelays: () => 2 });
    connect(leaf, a);
    connect(leaf, b);
    await a.run(1000);
    void leaf.replica.take(doc, createAuthor(2).type('mine'));
    await a.run(1000);
    const { outbox } = leaf.replica.status();
    expect(outbox?.pending).toBe(0);
    expect(outbox?.ownRelays).toBe(2);
  });
});

describe('a Yjs client id', () => {
  it('[AC9] is whoever’s who pushed under it first, over a restart too', async () => {
    const author = createAuthor(77);
    const [one, two, three] = [author.type('a'), author.type('b'), author.type('c')];
    const grants = accessFor(grantOf('ada'), grantOf('eve'));
    let relay = await openOne({ access: grants });
    const ada = await enter(relay, 'ada');
    ada.send({ type: 'push', ref: 1, doc, update: one });
    await relay.run(100);
    const eve = await enter(relay, 'eve');
    eve.send({ type: 'push', ref: 2, doc, update: two });
    await relay.run(100);
    expect(eve.got('nack').map(({ reason }) => reason)).toEqual(['other-client']);
    ada.break();
    await relay.wait(relay.replica.close());
    relay = await openOne({ access: grants, disk: relay.disk, time: relay.time });
    const again = await enter(relay, 'eve');
    again.send({ type: 'push', ref: 3, doc, update: two });
    await relay.run(100);
    expect(again.got('nack').map(({ reason }) => reason)).toEqual(['other-client']);
    const owner = await enter(relay, 'ada');
    owner.send({ type: 'push', ref: 4, doc, update: two });
    owner.send({ type: 'push', ref: 5, doc, update: three });
    await relay.run(100);
    expect(owner.got('accepted').map(({ ref }) => ref)).toEqual([4, 5]);
    expect(await textIn(relay.replica, doc)).toBe('abc');
  });

  it('[AC9] is given to nobody by what is handed on, and that is reported where it is another’s', async () => {
    const author = createAuthor(77);
    const [one, two] = [author.type('a'), author.type('b')];
    const relay = await openOne({
      access: accessFor(grantOf('ada'), grantOf('bob'), grantOf('rob', rule)),
    });
    const bob = await enter(relay, 'bob');
    bob.send({ type: 'handed', ref: 1, doc, update: one });
    await relay.run(100);
    const ada = await enter(relay, 'ada');
    ada.send({ type: 'push', ref: 2, doc, update: two });
    await relay.run(100);
    expect(ada.got('accepted')).toHaveLength(1);
    const third = author.type('c');
    bob.send({ type: 'handed', ref: 3, doc, update: third });
    await relay.run(100);
    expect(bob.got('accepted').map(({ ref }) => ref)).toEqual([1, 3]);
    expect(relay.events.filter(({ kind }) => kind === 'handed-on')).toEqual([
      { kind: 'handed-on', doc, by: 'bob', of: 'ada' },
    ]);
  });

  it('[AC9] of another is handed on by nobody who may only append', async () => {
    const yDoc = new Y.Doc();
    yDoc.clientID = 77;
    const said: Uint8Array[] = [];
    yDoc.on('update', (update: Uint8Array) => said.push(update));
    yDoc.getArray('entries').push([{ id: 'a' }]);
    yDoc.getArray('entries').push([{ id: 'b' }]);
    const [one = new Uint8Array(), two = new Uint8Array()] = said;
    const relay = await openOne({ access: accessFor(grantOf('ada'), grantOf('rob', rule)) });
    const ada = await enter(relay, 'ada');
    ada.send({ type: 'push', ref: 1, doc, update: one });
    await relay.run(100);
    const rob = await enter(relay, 'rob');
    rob.send({ type: 'handed', ref: 2, doc, update: two });
    await relay.run(100);
    expect(rob.got('nack').map(({ reason }) => reason)).toEqual(['other-client']);
  });

  it('[AC9] costs an honest device nothing that heals a relay with what others made', async () => {
    const editor = accessFor(grantOf('ada'), grantOf('bob'));
    const a = await openOne({ name: 'a', access: editor });
    const b = await openOne({ name: 'b', time: a.time, access: editor });
    const author = createAuthor(77);
    const ada = await leafAt(a, 'ada');
    connect(ada, a);
    const toB = connect(ada, b);
    await a.run(1000);
    void ada.replica.take(doc, author.type('on both. '));
    await a.run(1000);
    toB.cut();
    const late = author.type('on one. ');
    void ada.replica.take(doc, late);
    await a.run(1000);
    // The two relays do not know each other: bob's device is what links them.
    const bob = await leafAt(a, 'bob');
    connect(bob, a);
    await a.run(1000);
    connect(bob, b);
    await a.run(1000);
    const other = createAuthor(78);
    other.learn((await bob.replica.read(doc)) ?? new Uint8Array([0, 0]));
    void bob.replica.take(doc, other.type('answer'));
    await a.run(1000);
    expect(await textIn(b.replica, doc)).toBe('on both. on one. answer');
    expect(bob.replica.status().outbox?.pending).toBe(0);
  });

  it('[AC12] keeps what is forbidden where it was made, and counts it', async () => {
    const vera = grantOf('vera', 'none');
    const relay = await openOne({ access: accessFor(vera) });
    await relay.replica.take(doc, createAuthor(1).type('theirs'));
    const leaf = await leafAt(relay, 'vera');
    const cable = connect(leaf, relay);
    await relay.run(1000);
    void leaf.replica.take(doc, createAuthor(2).type('mine'));
    void relay.replica.take(doc, createAuthor(3).type('more'));
    await relay.run(5);
    cable.cut();
    await relay.run(1000);
    connect(leaf, relay);
    await relay.run(1000);
    const { outbox } = leaf.replica.status();
    expect([...(outbox?.notAllowed ?? [])]).toEqual([[doc, 1]]);
    expect(outbox?.pending).toBe(1);
    expect(await textIn(relay.replica, doc)).not.toContain('mine');
  });
});

describe('a stock session', () => {
  function sessionOf(one: One, grant: ReturnType<typeof grantOf>) {
    const frames: Uint8Array[] = [];
    const closes: string[] = [];
    const session = createSyncSession({
      ...{ replica: one.replica, doc, grant },
      send: (frame) => frames.push(frame),
      close: (code) => closes.push(code),
    });
    const send = (write: (encoder: encoding.Encoder) => void): void => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      write(encoder);
      session.receive(encoding.toUint8Array(encoder));
    };
    const denials = (): readonly string[] =>
      frames.flatMap((frame) => {
        const decoder = decoding.createDecoder(frame);
        if (decoding.readVarUint(decoder) !== 2 || decoding.readVarUint(decoder) !== 0) return [];
        return [decoding.readVarString(decoder)];
      });
    return { session, send, denials, closes };
  }

  it('[AC13] is told once that it may only read, and goes on', async () => {
    const one = await openOne();
    const client = sessionOf(one, grantOf('vera', 'none'));
    const yDoc = new Y.Doc();
    yDoc.getText('body').insert(0, 'mine');
    client.send((encoder) => writeSyncStep2(encoder, yDoc));
    client.send((encoder) => writeUpdate(encoder, new Uint8Array([255, 255])));
    await one.run(100);
    expect(client.denials()).toHaveLength(1);
    expect(client.closes).toEqual([]);
    expect(one.replica.documents()).toEqual([]);
  });

  it('[AC13] of somebody who may only append is told when it does more', async () => {
    const one = await openOne();
    const client = sessionOf(one, grantOf('rob', rule));
    const yDoc = new Y.Doc();
    const said: Uint8Array[] = [];
    yDoc.on('update', (update: Uint8Array) => said.push(update));
    yDoc.getArray('entries').push([{ id: 'a' }]);
    yDoc.getText('body').insert(0, 'mine');
    yDoc.getText('body').insert(0, 'more');
    for (const update of said) client.send((encoder) => writeUpdate(encoder, update));
    await one.run(100);
    expect(client.denials()).toHaveLength(1);
    expect(client.closes).toEqual([]);
    const held = new Y.Doc();
    Y.applyUpdate(held, (await one.replica.read(doc)) ?? new Uint8Array([0, 0]));
    expect(held.getArray('entries').toJSON()).toEqual([{ id: 'a' }]);
    expect(held.getText('body').toJSON()).toBe('');
  });
});
