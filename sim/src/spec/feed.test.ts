import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createAuthor, textIn, textOf } from './author.ts';
import { type One, openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';

const doc = 'runbook:one';
const other = 'runbook:two';

async function relayWithEdits(texts: readonly string[], options = {}): Promise<One> {
  const one = await openOne(options);
  const author = createAuthor(1);
  for (const text of texts) await one.wait(one.replica.submit(doc, author.type(text)));
  return one;
}

function entriesOf(
  peer: WirePeer,
): readonly { readonly doc: string; readonly update: Uint8Array }[] {
  return peer.got('entries').flatMap(({ entries }) => entries);
}

function positionOf(one: One, lsn: number): ReadonlyMap<string, { boot: string; lsn: number }> {
  const own = one.replica.status().durable.get(one.replica.storeId);
  return new Map([[one.replica.storeId, { boot: own?.boot ?? '', lsn }]]);
}

describe('reading the log of a relay', () => {
  it('[FE1] brings the entries after the position and no others, then what comes, each once', async () => {
    const one = await relayWithEdits(['a', 'b', 'c', 'd']);
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: positionOf(one, 3) });
    await one.run(50);
    expect(entriesOf(peer)).toHaveLength(1);
    // Taken in the very turn in which the reader goes from the past to the present.
    void one.replica.take(other, createAuthor(2).type('x'));
    peer.send({ type: 'feed', held: positionOf(one, 3) });
    await one.run(50);
    expect(entriesOf(peer).map((entry) => entry.doc)).toEqual([doc, doc, other]);
    void one.replica.take(other, createAuthor(3).type('y'));
    await one.run(50);
    expect(entriesOf(peer).map((entry) => entry.doc)).toEqual([doc, doc, other, other]);
  });

  it('[FE1] [PO5] a reader of an unknown boot gets everything, one of an earlier boot what came since', async () => {
    const one = await relayWithEdits(['a', 'b']);
    const old = positionOf(one, 2);
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    await again.wait(again.replica.submit(other, createAuthor(2).type('x')));
    const knows = wireTo(again.replica);
    knows.hello({ storeId: 'knows', name: 'knows' });
    knows.send({ type: 'feed', held: old });
    const stranger = wireTo(again.replica);
    stranger.hello({ storeId: 'stranger', name: 'stranger' });
    const unknown = new Map([[again.replica.storeId, { boot: '00000001-never', lsn: 2 }]]);
    stranger.send({ type: 'feed', held: unknown });
    await again.run(50);
    expect(entriesOf(knows).map((entry) => entry.doc)).toEqual([other]);
    expect(entriesOf(stranger).map((entry) => entry.doc)).toEqual([doc, doc, other]);
  });

  it('[PO5] a reader that got what the relay then lost gets all that has taken its numbers', async () => {
    const one = await openOne({ writeMs: () => 50 });
    const author = createAuthor(1);
    await one.wait(one.replica.submit(doc, author.type('a')));
    void one.replica.take(doc, author.type('b'));
    // The reader got number 2; the relay dies before its disk has it.
    const ahead = positionOf(one, 2);
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    await again.wait(again.replica.submit(other, createAuthor(2).type('x')));
    const peer = wireTo(again.replica);
    peer.hello();
    peer.send({ type: 'feed', held: ahead });
    await again.run(50);
    expect(entriesOf(peer).map((entry) => entry.doc)).toEqual([other]);
  });

  it('[FE2] behind the trimmed log brings the states of the changed documents, and of no others', async () => {
    const one = await openOne({ largestLogBytes: 200 });
    await one.wait(one.replica.submit('runbook:still', createAuthor(5).type('still')));
    const afterStill = positionOf(one, 1);
    const author = createAuthor(1);
    for (let i = 0; i < 30; i++) await one.wait(one.replica.submit(doc, author.type('a')));
    await one.run(200);
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: afterStill });
    await one.run(50);
    const states = peer.got('state');
    expect(new Set(states.map((state) => state.doc))).toEqual(new Set([doc]));
    const updates = [...states, ...entriesOf(peer)].map(({ update }) => update);
    expect(textOf(...updates)).toBe(author.text());
    expect(peer.got('mark').at(-1)?.caughtUp).toBe(true);
  });

  it('[FE3] a mark never speaks for what has not been sent', async () => {
    const one = await relayWithEdits(['a', 'b']);
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: new Map() });
    const author = createAuthor(2);
    for (let i = 0; i < 40; i++) {
      void one.replica.take(other, author.type('x'));
      await one.run(i % 9);
    }
    await one.run(100);
    let sent = 0;
    let marks = 0;
    for (const message of peer.messages()) {
      if (message.type === 'entries') sent += message.entries.length;
      if (message.type !== 'mark') continue;
      marks++;
      expect(message.held.get(one.replica.storeId)?.lsn).toBeLessThanOrEqual(sent);
    }
    expect(marks).toBeGreaterThan(3);
    expect(sent).toBe(42);
  });

  it('[FE4] a mark is not adopted over a hole, and is once the hole is filled', async () => {
    const one = await openOne();
    const author = createAuthor(7);
    author.type('a');
    const peer = wireTo(one.replica);
    peer.hello();
    const mark = {
      type: 'mark',
      held: new Map([['peer', { boot: 'b1', lsn: 2 }]]),
      caughtUp: true,
    } as const;
    peer.send({ type: 'entries', entries: [{ doc, update: author.type('b') }] }, mark);
    await one.run(500);
    expect(one.replica.status().durable.has('peer')).toBe(false);
    const [fetch] = peer.got('fetch');
    const update = Y.encodeStateAsUpdate(author.yDoc);
    peer.send({ type: 'state', answers: fetch?.ref ?? 0, doc, update });
    await one.run(500);
    expect(one.replica.status().durable.get('peer')?.lsn).toBe(2);
    expect(await textIn(one.replica, doc)).toBe('ab');
  });

  it('[FE4] a mark is on disk only after what it speaks for', async () => {
    const one = await openOne({ writeMs: () => 40 });
    const author = createAuthor(7);
    const peer = wireTo(one.replica);
    peer.hello();
    for (let lsn = 1; lsn <= 10; lsn++) {
      const held = new Map([['peer', { boot: 'b1', lsn }]]);
      peer.send({ type: 'entries', entries: [{ doc, update: author.type('x') }] });
      peer.send({ type: 'mark', held, caughtUp: false });
      await one.run(17);
      const durable = one.replica.status().durable;
      expect(durable.get('peer')?.lsn ?? 0).toBeLessThanOrEqual(
        durable.get(one.replica.storeId)?.lsn ?? 0,
      );
    }
    await one.run(500);
    expect(one.replica.status().durable.get('peer')?.lsn).toBe(10);
  });

  it('[FE5] does not bring back what the reader brought', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: new Map() });
    await one.run(20);
    void one.replica.take(other, createAuthor(2).type('x'));
    peer.send({ type: 'entries', entries: [{ doc, update: createAuthor(7).type('a') }] });
    await one.run(100);
    expect(entriesOf(peer).map((entry) => entry.doc)).toEqual([other]);
  });

  it('[FE6] leaves a slow reader alone, then catches it up, while others notice nothing', async () => {
    const one = await openOne();
    const slow = wireTo(one.replica);
    const quick = wireTo(one.replica);
    slow.hello({ storeId: 'slow', name: 'slow' });
    quick.hello({ storeId: 'quick', name: 'quick' });
    for (const peer of [slow, quick]) peer.send({ type: 'feed', held: new Map() });
    await one.run(50);
    slow.unsentBytes = 50_000_000;
    const author = createAuthor(1);
    for (let i = 0; i < 20; i++) {
      void one.replica.take(doc, author.type('x'));
      await one.run(10);
    }
    expect(entriesOf(slow)).toHaveLength(0);
    expect(entriesOf(quick)).toHaveLength(20);
    slow.unsentBytes = 0;
    await one.run(200);
    expect(textOf(...entriesOf(slow).map(({ update }) => update))).toBe(author.text());
    const lsn = slow.got('mark').at(-1)?.held.get(one.replica.storeId)?.lsn;
    expect(lsn).toBe(20);
    void one.replica.take(doc, author.type('y'));
    await one.run(50);
    expect(textOf(...entriesOf(slow).map(({ update }) => update))).toBe(author.text());
  });

  it('[FE7] asks one relay at a time for the past', async () => {
    const one = await openOne({ role: 'leaf' });
    const peers = ['p1', 'p2', 'p3'].map((name) => {
      const peer = wireTo(one.replica);
      peer.hello({ storeId: name, name });
      return peer;
    });
    const asked = (): number[] => peers.map((peer) => peer.got('feed').length);
    const caughtUp = { type: 'mark', held: new Map(), caughtUp: true } as const;
    await one.run(20);
    expect(asked()).toEqual([1, 0, 0]);
    peers[0]?.send(caughtUp);
    await one.run(20);
    expect(asked()).toEqual([1, 1, 0]);
    peers[1]?.break();
    await one.run(20);
    expect(asked()).toEqual([1, 1, 1]);
  });

  it('[FE7] does not wait for ever for a relay that never finishes', async () => {
    const one = await openOne({ role: 'leaf' });
    const [stuck, next] = ['p1', 'p2'].map((name) => {
      const peer = wireTo(one.replica);
      peer.hello({ storeId: name, name });
      return peer;
    });
    for (let i = 0; i < 35; i++) {
      await one.run(2000);
      for (const peer of [stuck, next]) peer?.send({ type: 'ping', sentAt: 0 });
    }
    expect(stuck?.got('feed')).toHaveLength(1);
    expect(next?.got('feed')).toHaveLength(1);
  });

  it('[FE8] cuts a long past into frames of bounded size, as fast as the reader takes them', async () => {
    const one = await openOne();
    const author = createAuthor(1);
    for (let i = 0; i < 15; i++) void one.replica.take(doc, author.type('x'.repeat(200_000)));
    await one.wait(one.replica.whenDurable());
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: new Map() });
    await one.run(500);
    expect(entriesOf(peer)).toHaveLength(15);
    expect(peer.frames.length).toBeGreaterThan(2);
    expect(Math.max(...peer.frames.map(({ length }) => length))).toBeLessThan(2_000_000);
  });

  it('[FE8] cuts what one turn brings, and what a device pushes, in the same way', async () => {
    const relay = await openOne();
    const reader = wireTo(relay.replica);
    reader.hello();
    reader.send({ type: 'feed', held: new Map() });
    const leaf = await openOne({ role: 'leaf' });
    await relay.run(50);
    for (let i = 0; i < 15; i++) {
      const update = createAuthor(i + 1).type('x'.repeat(200_000));
      void relay.replica.take(`runbook:r${i}`, update);
      void leaf.replica.take(`runbook:r${i}`, update);
    }
    const pushedTo = wireTo(leaf.replica);
    pushedTo.hello();
    for (const one of [relay, leaf]) await one.run(500);
    expect(entriesOf(reader)).toHaveLength(15);
    expect(pushedTo.got('push')).toHaveLength(15);
    for (const peer of [reader, pushedTo]) {
      expect(Math.max(...peer.frames.map(({ length }) => length))).toBeLessThan(2_000_000);
    }
  });

  it('[FE9] a log that cannot be read ends the link that reads it, and nothing else', async () => {
    let isBroken = false;
    const one = await relayWithEdits(['a', 'b'], {
      wrapStore: (store: One['store']) => ({
        ...store,
        get: (key: string) =>
          isBroken ? Promise.reject(new Error('input/output error')) : store.get(key),
      }),
    });
    isBroken = true;
    const reader = wireTo(one.replica);
    const bystander = wireTo(one.replica);
    reader.hello();
    bystander.hello({ storeId: 'other', name: 'other' });
    reader.send({ type: 'feed', held: new Map() });
    await one.run(100);
    expect(reader.closedWith()).toBe(4500);
    expect(bystander.closedWith()).toBeUndefined();
  });

  it('[FE9] an edit that comes while the end of the log is looked at is no failure', async () => {
    const one = await relayWithEdits(['a']);
    const peer = wireTo(one.replica);
    peer.hello();
    const author = createAuthor(9);
    for (let i = 0; i < 10; i++) {
      peer.send({ type: 'feed', held: positionOf(one, 1) });
      // Some microtasks later, while nothing but promises separates the two.
      for (let turn = 0; turn < i; turn++) await Promise.resolve();
      void one.replica.take(other, author.type('x'));
      await one.run(30);
    }
    expect(peer.closedWith()).toBeUndefined();
    expect(peer.got('mark').at(-1)?.held.get(one.replica.storeId)?.lsn).toBe(11);
  });
});
