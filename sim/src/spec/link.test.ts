import { encodeMessage, type LinkMessage } from '@holdfast/shared/protocol/link-messages';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { createAuthor, textIn } from './author.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';
import { createWorld } from './world.ts';

const doc = 'runbook:one';
const malformed = 4400;

describe('a link', () => {
  it('[LI1] begins with hello on both sides', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    await one.run(10);
    expect(peer.messages().map(({ type }) => type)).toEqual(['hello']);
    peer.send({ type: 'push', ref: 1, doc, update: createAuthor(1).type('a') });
    await one.run(10);
    expect(peer.closedWith()).toBe(malformed);
    expect(one.replica.documents()).toEqual([]);
  });

  it('[LI1] takes hello once', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello();
    peer.hello({ storeId: 'another' });
    expect(peer.closedWith()).toBe(malformed);
  });

  it('[LI2] is closed where there is no common version', async () => {
    const one = await openOne();
    const past = wireTo(one.replica);
    past.hello({ version: 0, oldestVersion: 0 });
    const future = wireTo(one.replica);
    future.hello({ version: 1000, oldestVersion: 1000 });
    expect([past.closedWith(), future.closedWith()]).toEqual([4409, 4409]);
    const newer = wireTo(one.replica);
    newer.hello({ version: 1000, oldestVersion: 1 });
    expect(newer.closedWith()).toBeUndefined();
  });

  it('[LI2] skips messages of unknown types', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello({ role: 'leaf' });
    const unknown = encoding.createEncoder();
    encoding.writeVarUint(unknown, 4000);
    encoding.writeVarUint8Array(unknown, Uint8Array.of(1, 2, 3));
    const push = { type: 'push', ref: 1, doc, update: createAuthor(1).type('a') } as const;
    peer.sendBytes(joined(encoding.toUint8Array(unknown), encodeMessage(push)));
    await one.run(10);
    expect(peer.got('accepted')).toHaveLength(1);
  });

  it('[LI3] acts on no part of a frame that does not fit the protocol', async () => {
    const push = encodeMessage({ type: 'push', ref: 1, doc, update: createAuthor(1).type('a') });
    const badTails = [[6], [6, 200], [1, 1, 255], [255, 255, 255, 255, 255, 255, 255, 255, 255]];
    for (const tail of badTails) {
      const one = await openOne();
      const peer = wireTo(one.replica);
      peer.hello({ role: 'leaf' });
      peer.sendBytes(joined(push, Uint8Array.from(tail)));
      await one.run(10);
      expect(peer.closedWith()).toBe(malformed);
      expect(one.replica.documents()).toEqual([]);
    }
  });

  it('[LI3] is closed over a name that no document can have, and acts on nothing after it', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello({ role: 'leaf' });
    const update = createAuthor(1).type('a');
    peer.send(
      { type: 'push', ref: 1, doc: '../etc', update },
      { type: 'push', ref: 2, doc, update },
    );
    await one.run(10);
    expect(peer.closedWith()).toBe(malformed);
    expect(one.replica.documents()).toEqual([]);
  });

  it.each<LinkMessage>([
    { type: 'mark', held: new Map([['x', { boot: '00000001-x', lsn: 9 }]]), caughtUp: true },
    { type: 'entries', entries: [] },
    { type: 'state', answers: 0, doc, update: new Uint8Array([0, 0]) },
    { type: 'durable', stores: [] },
    { type: 'accepted', ref: 1, boot: '00000001-x', lsn: 1 },
  ])('[LI8] takes no word of logs and disks from a leaf (%o)', async (message) => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello({ role: 'leaf' });
    peer.send(message);
    await one.run(100);
    expect(peer.closedWith()).toBe(malformed);
    expect([...one.replica.status().durable.keys()]).toEqual([one.replica.storeId]);
  });

  it('[LI8] takes the word for a disk from nobody but its relay', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello({ storeId: 'b', name: 'relay-b' });
    peer.send({ type: 'durable', stores: [{ store: 'c', name: 'relay-c', vector: new Map() }] });
    await one.run(100);
    expect(peer.closedWith()).toBe(malformed);
  });

  it.each([1, 2, 3, 4, 5])(
    '[LI4] is the same one on both sides when both dialled (%i)',
    async (seed) => {
      const world = await createWorld({ relays: ['relay-a', 'relay-b'], seed });
      await world.run(20_000);
      const links = ['relay-a', 'relay-b'].map((name) => world.on(name).replica.status().links);
      for (const held of links) expect(held.map(({ phase }) => phase)).toEqual(['live']);
      const before = world.events.filter(({ kind }) => kind === 'link-down').length;
      await world.run(60_000);
      expect(world.events.filter(({ kind }) => kind === 'link-down')).toHaveLength(before);
    },
  );

  it('[LI4] is not made with oneself, nor twice by dialling two addresses of one relay', async () => {
    const one = await openOne();
    const self = wireTo(one.replica);
    self.hello({ storeId: one.replica.storeId });
    expect(self.closedWith()).toBe(4410);
    const first = wireTo(one.replica, true);
    first.hello();
    const second = wireTo(one.replica, true);
    second.hello();
    expect([first.closedWith(), second.closedWith()]).toEqual([undefined, 4410]);
  });

  it('[LI5] is closed when nothing is heard for long, before or after hello', async () => {
    const one = await openOne();
    const mute = wireTo(one.replica);
    const lost = wireTo(one.replica);
    lost.hello({ storeId: 'lost', name: 'lost' });
    const alive = wireTo(one.replica);
    alive.hello({ storeId: 'alive', name: 'alive' });
    for (let seconds = 0; seconds < 30; seconds++) {
      await one.run(1000);
      alive.send({ type: 'pong', sentAt: 0 });
    }
    expect([mute, lost, alive].map((peer) => peer.closedWith())).toEqual([4408, 4408, undefined]);
  });

  it('[LI6] takes no pushes into a leaf, and joins no two leaves', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const relay = wireTo(leaf.replica);
    relay.hello();
    relay.send({ type: 'push', ref: 1, doc, update: createAuthor(1).type('a') });
    await leaf.run(10);
    expect(relay.closedWith()).toBe(malformed);
    expect(await textIn(leaf.replica, doc)).toBe('');
    const other = wireTo(leaf.replica);
    other.hello({ role: 'leaf' });
    expect(other.closedWith()).toBe(malformed);
  });
});

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
