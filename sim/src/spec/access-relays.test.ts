import type { LinkMessage } from '@holdfast/shared/protocol/link-messages';
import type { LinkAccess } from '@holdfast/shared/replica/link-access';
import { describe, expect, it } from 'vitest';
import { accessFor, connect, credentialsOf, grantOf, shown } from './access-fixture.ts';
import { createAuthor, textIn } from './author.ts';
import { openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';

const doc = 'runbook:one';
const noKey = 4401;
const challenge: LinkMessage = {
  ...{ type: 'challenge', nonce: new Uint8Array(32), audience: 's', host: '' },
};
const auth = (token: string): LinkMessage => ({ type: 'auth', host: 'here', ...shown(token) });

/** A device with a document, which asks relays to prove themselves. */
async function deviceThatAsks(more: Partial<LinkAccess> = {}) {
  const grant = grantOf('relay-a', 'all', 'peer');
  const access = accessFor(grant);
  const credentials = credentialsOf('ada');
  const device = await openOne({ role: 'leaf', credentials, access: { ...access, ...more } });
  await device.wait(Promise.resolve(device.replica.take(doc, createAuthor(1).type('secret'))));
  return { device, grant, dial: () => wireTo(device.replica, true, 'relay.example') };
}

function said(relay: WirePeer): readonly string[] {
  return relay.messages().map(({ type }) => type);
}

const fromImpostors: readonly LinkMessage[] = [
  { type: 'fetch', ref: 1, doc, stateVector: new Uint8Array([0]) },
  { type: 'feed', held: new Map() },
  { type: 'watch', doc, on: true },
  { type: 'entries', entries: [{ doc, update: createAuthor(9).type('false') }] },
  { type: 'state', answers: 0, doc, update: createAuthor(9).type('false') },
  { type: 'granted', claims: '{}', scoped: false, docs: [], withheld: [] },
];

describe('a device that asks relays to prove themselves', () => {
  it.each(fromImpostors)(
    '[AC18] gives nothing to one that has not, and takes nothing: $type',
    async (message) => {
      const { device, dial } = await deviceThatAsks();
      const relay = dial();
      relay.send(challenge, message);
      relay.hello();
      relay.send(message);
      await device.run(20_000);
      expect(said(relay)).toEqual(['challenge']);
      expect(relay.closedWith()).toBeDefined();
      expect(await textIn(device.replica, doc)).toBe('secret');
    },
  );

  it('[AC18] shows who it is only after the relay did', async () => {
    const { device, dial } = await deviceThatAsks();
    const relay = dial();
    relay.send(challenge);
    await device.run(100);
    expect(said(relay)).toEqual(['challenge']);
    relay.send(auth('relay-a'));
    await device.run(100);
    expect(said(relay)).toEqual(['challenge', 'granted', 'auth']);
    relay.send({ type: 'granted', claims: '{}', scoped: false, docs: [], withheld: [] });
    relay.hello();
    await device.run(100);
    expect(said(relay)).toContain('hello');
    expect(relay.got('push').map((push) => push.doc)).toEqual([doc]);
  });

  it('[AC18] turns away whoever shows something that is not good, or is no relay’s', async () => {
    const { device, dial } = await deviceThatAsks();
    const relay = dial();
    relay.send(challenge, auth('eve'));
    await device.run(10);
    expect([relay.closedWith(), said(relay)]).toEqual([noKey, ['challenge']]);
  });

  it('[AC18] gives its judge the keys that came along, and what it dialled', async () => {
    const heard: unknown[] = [];
    const { device, dial } = await deviceThatAsks({
      async authenticate({ keys, host, dialled }) {
        heard.push({ keys, host, dialled });
        return { ok: false, reason: 'unproven: no' };
      },
    });
    dial().send(challenge, { type: 'keys', keys: ['a key'] }, auth('relay-a'));
    await device.run(10);
    expect(heard).toEqual([{ keys: ['a key'], host: 'here', dialled: 'relay.example' }]);
  });

  it.each([
    ['says so', (relay: WirePeer) => relay.send(challenge, auth(''))],
    ['says hello unasked', (relay: WirePeer) => relay.hello()],
  ])('[AC18] leaves it to its host what becomes of one that %s', async (_, greet) => {
    for (const isTaken of [true, false]) {
      const { device, dial } = await deviceThatAsks({
        withoutProof: ({ dialled }) =>
          isTaken && dialled === 'relay.example'
            ? { ok: true, grant: grantOf('', 'all', 'peer') }
            : { ok: false, reason: 'unproven: no' },
      });
      const relay = dial();
      greet(relay);
      await device.run(100);
      if (isTaken)
        relay.send({ type: 'granted', claims: '{}', scoped: false, docs: [], withheld: [] });
      await device.run(100);
      expect([said(relay).includes('hello'), relay.closedWith()]).toEqual(
        isTaken ? [true, undefined] : [false, noKey],
      );
    }
  });

  it('[AC18] ends the link when what the relay showed ends', async () => {
    const { device, dial, grant } = await deviceThatAsks();
    const relay = dial();
    relay.send(challenge, auth('relay-a'));
    await device.run(10);
    grant.end('unproven: cut off');
    expect(relay.closedWith()).toBe(noKey);
  });

  it('[AC18] asks only where its host wants that', async () => {
    const { device, dial } = await deviceThatAsks({ asks: () => false });
    const relay = dial();
    relay.send(challenge);
    await device.run(10);
    expect(said(relay)).toEqual(['auth']);
  });

  it('[AC18] replicates with a relay that asks and answers', async () => {
    const { device } = await deviceThatAsks();
    const relay = await openOne({
      time: device.time,
      access: accessFor(grantOf('ada')),
      credentials: credentialsOf('relay-a'),
    });
    connect(device, relay);
    await device.run(1000);
    expect(await textIn(relay.replica, doc)).toBe('secret');
    expect(device.replica.status().links[0]?.grant?.person).toBe('relay-a');
  });

  it('[AC18] hears of a relay with keys that it has nothing to show', async () => {
    const asked: unknown[] = [];
    const { device } = await deviceThatAsks({
      withoutProof(at) {
        asked.push(at);
        return { ok: true, grant: grantOf('', 'all', 'peer') };
      },
    });
    const relay = await openOne({ time: device.time, access: accessFor(grantOf('ada')) });
    connect(device, relay);
    await device.run(1000);
    expect(asked).toHaveLength(1);
    expect(await textIn(relay.replica, doc)).toBe('secret');
  });
});

describe('presence at a relay with keys', () => {
  it.each([
    ['/incidents/secret', false],
    ['/incidents/open', true],
  ])('[AC19] tells who is at %s: %s', async (path, isTold) => {
    const eve = { ...grantOf('eve'), hides: (at: string) => at.includes('secret') };
    const relay = await openOne({ access: accessFor(grantOf('ada'), eve) });
    const enter = async (token: string): Promise<WirePeer> => {
      const peer = wireTo(relay.replica);
      peer.send({ type: 'auth', host: 'here', ...shown(token) });
      await relay.run(10);
      peer.hello({ role: 'leaf', storeId: token, name: token });
      await relay.run(10);
      return peer;
    };
    const ada = await enter('ada');
    ada.send({ type: 'watch', doc, on: true });
    const user = { name: 'Name of eve' };
    const text = new TextEncoder().encode(JSON.stringify({ user, path }));
    const update = Uint8Array.of(1, 5, 1, text.length, ...text);
    (await enter('eve')).send({ type: 'presence', doc, update });
    await relay.run(100);
    const told = new TextDecoder().decode(ada.got('presence')[0]?.update.subarray(4));
    expect(JSON.parse(told)).toEqual(isTold ? { user, path } : { user });
  });
});
