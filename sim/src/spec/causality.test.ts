import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryDisk } from '../memory-store.ts';
import { createAuthor, textIn, textOf } from './author.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';

const doc = 'runbook:one';

describe('edits that build on others', () => {
  it('[CA1] are not taken before those, and are answered with what is held', async () => {
    const one = await openOne();
    const author = createAuthor(7);
    const first = author.type('a');
    const second = author.type('b');
    const seen: Uint8Array[] = [];
    one.replica.subscribe(doc, { onUpdate: (update) => seen.push(update) });
    const rows = new Map(one.disk.rows);
    const answer = await one.wait(one.replica.submit(doc, second));
    expect(answer).toEqual({ kind: 'missing', stateVector: Y.encodeStateVector(new Y.Doc()) });
    await one.run(100);
    expect(seen).toEqual([]);
    expect(one.disk.rows).toEqual(rows);
    expect(await one.wait(one.replica.submit(doc, first))).toEqual({ kind: 'saved' });
    expect(await one.wait(one.replica.submit(doc, second))).toEqual({ kind: 'saved' });
    expect(await textIn(one.replica, doc)).toBe('ab');
  });

  it('[CA1] also holds for a deletion of what is not held', async () => {
    const one = await openOne();
    const author = createAuthor(7);
    author.type('abc');
    expect(await one.wait(one.replica.submit(doc, author.erase(0, 2)))).toMatchObject({
      kind: 'missing',
    });
    expect(one.replica.documents()).toEqual([]);
  });

  it('[CA2] a relay asks a device for what is missing, and the device sends it', async () => {
    // The device's store has both edits; the relay is only pushed the second.
    const disk = createMemoryDisk();
    const author = createAuthor(7);
    const before = await openOne({ role: 'leaf', disk });
    const relayBefore = wireTo(before.replica);
    relayBefore.hello({ storeId: 'old', name: 'old' });
    relayBefore.send({ type: 'entries', entries: [{ doc, update: author.type('a') }] });
    const held = new Map([['old', { boot: 'b1', lsn: 1 }]]);
    relayBefore.send({ type: 'mark', held, caughtUp: true });
    relayBefore.send({ type: 'durable', stores: [{ store: 'old', name: 'old', vector: held }] });
    await before.run(1500);
    await before.wait(before.replica.close());

    const leaf = await openOne({ role: 'leaf', disk });
    const relay = await openOne({ time: leaf.time });
    await leaf.wait(leaf.replica.submit(doc, author.type('b')));
    const near = wireTo(leaf.replica);
    const far = wireTo(relay.replica);
    near.hello({ storeId: relay.replica.storeId, name: 'one' });
    far.hello({ role: 'leaf', storeId: leaf.replica.storeId });
    await leaf.run(10);
    far.send(...near.got('push'));
    await leaf.run(10);
    expect(await textIn(relay.replica, doc)).toBe('');
    const nacks = far.got('nack');
    expect(nacks).toMatchObject([{ reason: 'missing' }]);
    near.send(...nacks);
    await leaf.run(10);
    far.send(...near.got('push').slice(1));
    await leaf.run(10);
    expect(await textIn(relay.replica, doc)).toBe('ab');
    expect(far.got('accepted')).toHaveLength(1);
  });

  it('[CA2] a reader of a feed fetches what an entry builds on', async () => {
    const one = await openOne();
    const author = createAuthor(7);
    const first = author.type('a');
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'entries', entries: [{ doc, update: author.type('b') }] });
    await one.run(10);
    const [fetch] = peer.got('fetch');
    expect(fetch?.doc).toBe(doc);
    const update = Y.diffUpdate(Y.encodeStateAsUpdate(author.yDoc), fetch?.stateVector ?? first);
    peer.send({ type: 'state', answers: fetch?.ref ?? 0, doc, update });
    await one.run(10);
    expect(await textIn(one.replica, doc)).toBe('ab');
  });

  it('[CA3] [OB6] a relay that keeps answering "missing" is soon left alone, and the edit stays pending', async () => {
    const leaf = await openOne({ role: 'leaf' });
    const peer = wireTo(leaf.replica);
    peer.hello();
    await leaf.wait(leaf.replica.submit(doc, createAuthor(7).type('a')));
    const none = Y.encodeStateVector(new Y.Doc());
    for (let round = 0; round < 20; round++) {
      await leaf.run(10);
      const last = peer.got('push').at(-1);
      peer.send({ type: 'nack', ref: last?.ref ?? 0, doc, reason: 'missing', stateVector: none });
    }
    expect(peer.got('push').length).toBeLessThanOrEqual(5);
    expect(leaf.replica.status().outbox).toMatchObject({ pending: 1, relays: 0 });
    expect(leaf.events).toContainEqual({ kind: 'push-refused', doc, reason: 'missing' });
    const next = wireTo(leaf.replica);
    next.hello({ storeId: 'other', name: 'other' });
    await leaf.run(10);
    expect(textOf(next.got('push')[0]?.update ?? none)).toBe('a');
  });

  it('[CA4] what admission refuses changes nothing', async () => {
    const one = await openOne();
    const seen: Uint8Array[] = [];
    one.replica.subscribe(doc, { onUpdate: (update) => seen.push(update) });
    const rows = new Map(one.disk.rows);
    for (const bytes of [[1, 1, 3, 0, 0, 0, 0], [255, 255, 255, 255, 15, 0], [9]]) {
      const answer = await one.wait(one.replica.submit(doc, Uint8Array.from(bytes)));
      expect(answer.kind).toBe('refused');
    }
    await one.run(100);
    expect(seen).toEqual([]);
    expect(one.replica.documents()).toEqual([]);
    expect(one.disk.rows).toEqual(rows);
  });

  it('[PO2] an edit that is held already is not logged again, and is acknowledged by a position that covers it', async () => {
    const one = await openOne();
    const author = createAuthor(7);
    const edits = [author.type('a'), author.type('b'), author.erase(0, 1)];
    for (const edit of edits) await one.wait(one.replica.submit(doc, edit));
    const { durable } = one.replica.status();
    const peer = wireTo(one.replica);
    peer.hello({ role: 'leaf' });
    edits.forEach((update, ref) => peer.send({ type: 'push', ref, doc, update }));
    peer.send({ type: 'push', ref: 9, doc, update: Y.mergeUpdates(edits) });
    await one.run(100);
    expect(one.replica.status().durable).toEqual(durable);
    const own = durable.get(one.replica.storeId);
    const accepted = [0, 1, 2, 9].map((ref) => ({ type: 'accepted', ref, ...own }));
    expect(peer.got('accepted')).toEqual(accepted);
  });
});
