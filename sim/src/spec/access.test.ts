import type { LinkMessage } from '@holdfast/shared/protocol/link-messages';
import { describe, expect, it } from 'vitest';
import {
  accessFor,
  connect,
  credentialsOf,
  grantOf,
  shown,
  type TestGrant,
} from './access-fixture.ts';
import { createAuthor, textIn } from './author.ts';
import { type One, openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';

const doc = 'runbook:one';
const secret = 'incident:secret';
const noKey = 4401;

async function openRelay(...grants: readonly TestGrant[]): Promise<One> {
  return openOne({ access: accessFor(...grants) });
}

/** A device at the door of a relay: it has shown the token and said hello. */
async function enter(one: One, token: string, storeId = token): Promise<WirePeer> {
  const peer = wireTo(one.replica);
  peer.send({ type: 'auth', host: 'here', ...shown(token) });
  await one.run(10);
  peer.hello({ role: 'leaf', storeId, name: token });
  await one.run(10);
  return peer;
}

function edit(clientId: number, text = 'a'): Uint8Array {
  return createAuthor(clientId).type(text);
}

describe('a relay with keys', () => {
  it('[AC1] asks, and says nothing of itself', async () => {
    const one = await openRelay();
    const peer = wireTo(one.replica);
    await one.run(100);
    expect(peer.messages().map(({ type }) => type)).toEqual(['challenge']);
    const [challenge] = peer.got('challenge');
    expect(challenge?.audience).toBe(one.replica.storeId);
    expect(challenge?.nonce).toHaveLength(32);
    const another = wireTo(one.replica);
    await one.run(100);
    expect(another.got('challenge')[0]?.nonce).not.toEqual(challenge?.nonce);
  });

  it.each<LinkMessage>([
    { type: 'push', ref: 1, doc, update: edit(1) },
    { type: 'handed', ref: 1, doc, update: edit(1) },
    { type: 'feed', held: new Map() },
    { type: 'fetch', ref: 1, doc, stateVector: new Uint8Array() },
    { type: 'offer', doc, stateVector: new Uint8Array([1, 1, 1]) },
    { type: 'presence', doc, update: new Uint8Array([0]) },
    { type: 'watch', doc, on: true },
    { type: 'entries', entries: [{ doc, update: edit(1) }] },
    { type: 'state', answers: 0, doc, update: edit(1) },
  ])('[AC1] closes on anything but a key (%o)', async (message) => {
    const one = await openRelay(grantOf('ada'));
    const peer = wireTo(one.replica);
    peer.send(message);
    await one.run(10);
    expect(peer.closedWith()).toBe(noKey);
    expect(one.replica.documents()).toEqual([]);
  });

  it('[AC1] closes on hello, and on what is shown and not good, without a word of itself', async () => {
    const one = await openRelay(grantOf('ada'));
    const old = wireTo(one.replica);
    old.hello({ role: 'leaf' });
    const forged = wireTo(one.replica);
    forged.send({ type: 'auth', host: 'here', ...shown('eve') });
    await one.run(10);
    for (const peer of [old, forged]) {
      expect(peer.closedWith()).toBe(noKey);
      expect(peer.messages().map(({ type }) => type)).toEqual(['challenge']);
    }
  });

  it('[AC1] waits ten seconds, and takes 64 kB', async () => {
    const one = await openRelay(grantOf('ada'));
    const silent = wireTo(one.replica);
    await one.run(9000);
    expect(silent.closedWith()).toBeUndefined();
    await one.run(2000);
    expect(silent.closedWith()).toBe(noKey);
    const loud = wireTo(one.replica);
    const ping = { type: 'ping', sentAt: 1 } as const;
    for (let n = 0; n < 40; n += 1) loud.send(...Array<typeof ping>(500).fill(ping));
    loud.sendBytes(new Uint8Array(64 * 1024));
    expect(loud.closedWith()).toBe(noKey);
  });

  it('[AC1] acts on what was sent after the key only once that was found good', async () => {
    const one = await openRelay(grantOf('ada'));
    const peer = wireTo(one.replica);
    peer.send({ type: 'auth', host: 'here', ...shown('ada') });
    peer.hello({ role: 'leaf', storeId: 'ada', name: 'ada' });
    peer.send({ type: 'push', ref: 7, doc, update: edit(1) });
    await one.run(10);
    expect(peer.got('accepted').map(({ ref }) => ref)).toEqual([7]);
    expect(
      peer
        .messages()
        .map(({ type }) => type)
        .slice(0, 3),
    ).toEqual(['challenge', 'granted', 'hello']);
  });

  it('[AC2] and another, each with credentials, become equal', async () => {
    const a = await openOne({
      name: 'a',
      access: accessFor(grantOf('b', 'all', 'peer')),
      credentials: credentialsOf('a'),
    });
    const b = await openOne({
      name: 'b',
      time: a.time,
      access: accessFor(grantOf('a', 'all', 'peer')),
      credentials: credentialsOf('b'),
    });
    await a.replica.take(doc, edit(1, 'from a'));
    await b.replica.take(secret, edit(2, 'from b'));
    connect(a, b);
    await a.run(1000);
    expect(await textIn(b.replica, doc)).toBe('from a');
    expect(await textIn(a.replica, secret)).toBe('from b');
  });

  it('[AC2] is not linked to one that shows nothing, or has no keys', async () => {
    const keyed = await openOne({
      access: accessFor(grantOf('a', 'all', 'peer')),
      credentials: credentialsOf('b'),
    });
    const open = await openOne({ time: keyed.time });
    const mute = await openOne({ time: keyed.time, access: accessFor() });
    await open.replica.take(doc, edit(1));
    const cables = [connect(open, keyed), connect(keyed, open), connect(mute, keyed)];
    await keyed.run(20_000);
    expect(cables.map((cable) => cable.ended()?.code)).toEqual([noKey, noKey, noKey]);
    expect(keyed.replica.documents()).toEqual([]);
  });

  it('[AC2] a leaf with credentials speaks with relays that have no keys', async () => {
    const relay = await openOne();
    const leaf = await openOne({ role: 'leaf', time: relay.time, credentials: credentialsOf('a') });
    await leaf.replica.take(doc, edit(1, 'words'));
    connect(leaf, relay);
    await relay.run(1000);
    expect(await textIn(relay.replica, doc)).toBe('words');
  });

  it('[AC2] two that have something to show, and no keys, do not wait for each other', async () => {
    const relay = await openOne({ credentials: credentialsOf('b') });
    const other = await openOne({ time: relay.time, credentials: credentialsOf('a') });
    await other.replica.take(doc, edit(1, 'words'));
    connect(other, relay);
    await relay.run(1000);
    expect(await textIn(relay.replica, doc)).toBe('words');
  });

  it('[AC2] a leaf that has nothing to show learns what it lacks', async () => {
    const relay = await openRelay(grantOf('ada'));
    const credentials = credentialsOf(undefined);
    const leaf = await openOne({ role: 'leaf', time: relay.time, credentials });
    const cable = connect(leaf, relay);
    await relay.run(1000);
    expect(cable.ended()?.code).toBe(noKey);
    expect(credentials.refusals).toEqual([expect.stringMatching(/^no-key: /)]);
  });

  it('[AC3] takes something newer without a new link, and keeps what was good', async () => {
    const first = grantOf('ada', 'none');
    const relay = await openRelay(first);
    const credentials = credentialsOf('ada');
    const leaf = await openOne({ role: 'leaf', time: relay.time, credentials });
    const cable = connect(leaf, relay);
    await relay.run(100);
    credentials.token = 'nobody';
    credentials.renew();
    await relay.run(100);
    expect(cable.ended()).toBeUndefined();
    expect(credentials.grants).toHaveLength(1);
    credentials.token = 'ada';
    credentials.renew();
    await relay.run(100);
    expect(credentials.grants).toHaveLength(2);
    expect(first.watchers()).toBe(1);
  });

  it('[AC3] closes when somebody else is shown on a live link', async () => {
    const relay = await openRelay(grantOf('ada'), grantOf('bob'));
    const peer = await enter(relay, 'ada');
    peer.send({ type: 'auth', host: 'here', ...shown('bob') });
    await relay.run(10);
    expect(peer.closedWith()).toBe(noKey);
  });

  it('[AC3] closes with the reason when a grant ends, and watches it no longer', async () => {
    const ada = grantOf('ada');
    const relay = await openRelay(ada);
    const credentials = credentialsOf('ada');
    const leaf = await openOne({ role: 'leaf', time: relay.time, credentials });
    const cable = connect(leaf, relay);
    await relay.run(100);
    ada.end('revoked: gone');
    await relay.run(100);
    expect(cable.ended()).toEqual({ code: noKey, reason: 'revoked: gone' });
    expect(credentials.refusals).toEqual(['revoked: gone']);
    expect(ada.watchers()).toBe(0);
  });

  it('[AC3] is not kept busy by one that shows something again and again', async () => {
    const relay = await openRelay(grantOf('ada'));
    const peer = await enter(relay, 'ada');
    for (let n = 0; n < 100; n += 1) peer.send({ type: 'auth', host: 'here', ...shown('nobody') });
    await relay.run(10);
    expect(peer.closedWith()).toBe(4429);
  });

  it('[AC15] hands an order on before it turns somebody away, also of those who are linked', async () => {
    const ada = grantOf('ada');
    const letIn = accessFor(ada);
    const relay = await openOne({
      access: {
        authenticate: async (shown) =>
          shown.token === 'lost'
            ? { ok: false, reason: 'wipe: no', order: 'delete it' }
            : letIn.authenticate(shown),
      },
    });
    const lost = credentialsOf('lost');
    const known = credentialsOf('ada');
    for (const [name, credentials] of [
      ['lost', lost],
      ['ada', known],
    ] as const) {
      const leaf = await openOne({ role: 'leaf', name, time: relay.time, credentials });
      connect(leaf, relay);
    }
    await relay.run(1000);
    expect(lost).toMatchObject({ orders: ['delete it'], refusals: ['wipe: no'], grants: [] });
    expect(known.orders).toEqual([]);
    ada.end('wipe: now', 'delete that');
    await relay.run(1000);
    expect(known).toMatchObject({ orders: ['delete that'], refusals: ['wipe: now'] });
  });

  it('[AC4] does not look at edits of whoever may not write', async () => {
    const relay = await openRelay(grantOf('vera', 'none'));
    const peer = await enter(relay, 'vera');
    // Not even bytes that are no edit are noticed as such.
    peer.send({ type: 'push', ref: 1, doc, update: new Uint8Array([255, 255]) });
    peer.send({ type: 'handed', ref: 2, doc, update: edit(1) });
    await relay.run(100);
    expect(peer.got('nack').map(({ ref, reason }) => [ref, reason])).toEqual([
      [1, 'not-allowed'],
      [2, 'not-allowed'],
    ]);
    expect(relay.replica.documents()).toEqual([]);
    expect([...relay.disk.rows.keys()].filter((key) => !/^[mv]$/.test(key))).toEqual([]);
  });

  it('[AC5] takes entries of whoever may only append, and nothing else of them', async () => {
    const rule = { lists: { entries: null }, maps: [] };
    const relay = await openRelay(grantOf('rob', rule));
    const peer = await enter(relay, 'rob');
    const author = createAuthor(1);
    const said: Uint8Array[] = [];
    author.yDoc.on('update', (update: Uint8Array) => said.push(update));
    author.yDoc.getArray('entries').push([{ id: 'a', text: 'tick' }]);
    author.yDoc.getMap('meta').set('title', 'Mine');
    said.forEach((update, ref) => peer.send({ type: 'push', ref, doc, update }));
    await relay.run(100);
    expect(peer.got('accepted').map(({ ref }) => ref)).toEqual([0]);
    expect(peer.got('nack').map(({ ref, reason }) => [ref, reason])).toEqual([[1, 'not-allowed']]);
  });

  it('[AC6] sends nothing of what may not be read, live, past or asked for', async () => {
    const ada = grantOf('ada');
    ada.withhold(secret);
    const relay = await openRelay(ada, grantOf('bob'));
    await relay.replica.take(secret, edit(1, 'hidden'));
    await relay.replica.take(doc, edit(2, 'open'));
    const peer = await enter(relay, 'ada');
    peer.send({ type: 'feed', held: new Map() });
    await relay.run(100);
    await relay.replica.take(secret, edit(3, 'hidden'));
    peer.send({ type: 'fetch', ref: 9, doc: secret, stateVector: new Uint8Array() });
    peer.send({ type: 'fetch', ref: 10, doc: 'runbook:none', stateVector: new Uint8Array() });
    await relay.run(100);
    const names = peer.got('entries').flatMap(({ entries }) => entries.map((one) => one.doc));
    expect(names).toEqual([doc]);
    const answers = peer.got('state').map(({ update }) => update);
    expect(answers).toEqual([new Uint8Array([0, 0]), new Uint8Array([0, 0])]);
    const sent = peer.frames.map((frame) => new TextDecoder().decode(frame)).join('');
    expect(sent).not.toContain('hidden');
  });

  it('[AC6] sends no states of it either, to a reader behind the trimmed log', async () => {
    const ada = grantOf('ada');
    ada.withhold(secret);
    const relay = await openOne({ access: accessFor(ada), largestLogBytes: 1 });
    for (const [n, name] of [secret, doc].entries()) {
      await relay.wait(relay.replica.submit(name, edit(n + 1, `text of ${name}`)));
      await relay.run(20_000);
    }
    const peer = await enter(relay, 'ada');
    peer.send({ type: 'feed', held: new Map() });
    await relay.run(1000);
    expect(new Set(peer.got('state').map((state) => state.doc))).toEqual(new Set([doc]));
  });

  it('[AC6] neither says nor hears who is in a document that may not be read', async () => {
    const ada = grantOf('ada');
    const relay = await openRelay(ada, grantOf('bob'));
    const bob = await enter(relay, 'bob');
    const peer = await enter(relay, 'ada');
    peer.send({ type: 'watch', doc: secret, on: true });
    const here = (client: number, clock: number): LinkMessage => ({
      type: 'presence',
      doc: secret,
      update: Uint8Array.of(1, client, clock, 2, 0x7b, 0x7d),
    });
    bob.send(here(5, 1));
    await relay.run(100);
    expect(peer.got('presence')).toHaveLength(1);
    ada.withhold(secret);
    bob.send(here(5, 2), { type: 'watch', doc: secret, on: true });
    peer.send(here(6, 1));
    await relay.run(100);
    expect(peer.got('presence')).toHaveLength(1);
    expect(bob.got('presence')).toHaveLength(0);
    ada.withhold();
    await relay.run(100);
    expect(peer.got('presence')).toHaveLength(2);
  });

  it('[AC8] takes no document in the place of another, and asks nobody who may not write', async () => {
    const ada = grantOf('ada');
    const vera = grantOf('vera', 'none');
    const relay = await openRelay(ada, vera);
    const viewer = await enter(relay, 'vera');
    const editor = await enter(relay, 'ada');
    for (const peer of [viewer, editor])
      peer.send({ type: 'offer', doc, stateVector: new Uint8Array([1, 1, 1]) });
    await relay.run(100);
    expect(viewer.got('fetch')).toHaveLength(0);
    const [asked] = editor.got('fetch');
    editor.send({ type: 'state', answers: asked?.ref ?? 0, doc: secret, update: edit(1) });
    await relay.run(100);
    expect(relay.replica.documents()).toEqual([]);
  });

  it('[AC10] lets only peers be relays, and peers nothing else', async () => {
    const relay = await openRelay(grantOf('ada'), grantOf('relay-b', 'all', 'peer'));
    const asRelay = wireTo(relay.replica);
    asRelay.send({ type: 'auth', host: 'here', ...shown('ada') });
    const asLeaf = wireTo(relay.replica);
    asLeaf.send({ type: 'auth', host: 'here', ...shown('relay-b') });
    await relay.run(10);
    asRelay.hello({ role: 'relay' });
    asLeaf.hello({ role: 'leaf' });
    expect([asRelay.closedWith(), asLeaf.closedWith()]).toEqual([4403, 4403]);
  });

  it('[AC11] writes the name of the grant over the one that is said', async () => {
    const relay = await openRelay(grantOf('ada'), grantOf('eve'));
    const ada = await enter(relay, 'ada');
    ada.send({ type: 'watch', doc, on: true });
    const eve = await enter(relay, 'eve');
    const state = JSON.stringify({ user: { name: 'Ada', color: 'red' }, cursor: 1 });
    const text = new TextEncoder().encode(state);
    const update = Uint8Array.of(1, 5, 1, text.length, ...text);
    eve.send({ type: 'presence', doc, update });
    await relay.run(100);
    const [heard] = ada.got('presence');
    const told = new TextDecoder().decode(heard?.update.subarray(4));
    expect(JSON.parse(told)).toEqual({ user: { name: 'Name of eve', color: 'red' }, cursor: 1 });
  });
});
