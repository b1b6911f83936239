import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createTestIssuer } from '@holdfast/shared/access/access-fixture';
import { signAcceptance } from '@holdfast/shared/access/es256';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import {
  acceptDevice,
  readWorkspaceAccess,
  restrictDocument,
  revoke,
  unrevoke,
} from '@holdfast/shared/access/workspace-access';
import type { Relay } from '../relay/relay.ts';
import {
  ask,
  createKeyedFixture,
  enterLink,
  eventually,
  type Holder,
  type KeyedFixture,
  openRawLink,
  type RawLink,
} from './keyed-fixture.ts';

let fixture: KeyedFixture;
beforeEach(async () => {
  fixture = await createKeyedFixture();
});
afterEach(() => fixture.cleanUp());

const by = { by: 'admin', atMs: Date.now(), reason: 'left' };

async function enter(relay: Relay, holder: Holder): Promise<RawLink> {
  const link = await enterLink(relay, holder);
  if (typeof link === 'string') throw new Error(link);
  return link;
}

let refs = 0;

async function workspaceOf(link: RawLink): Promise<Y.Doc> {
  const before = link.got('state').length;
  refs += 1;
  link.send({ type: 'fetch', ref: refs, doc: 'workspace', stateVector: new Uint8Array() });
  await eventually(() => link.got('state').length > before);
  const yDoc = new Y.Doc();
  Y.applyUpdate(yDoc, link.got('state').at(-1)?.update ?? new Uint8Array([0, 0]));
  return yDoc;
}

/** An admin's change of the workspace; resolves when the relay has taken it. */
async function administer(link: RawLink, change: (yDoc: Y.Doc) => void): Promise<void> {
  const yDoc = await workspaceOf(link);
  const vector = Y.encodeStateVector(yDoc);
  change(yDoc);
  refs += 1;
  const ref = refs;
  const update = Y.encodeStateAsUpdate(yDoc, vector);
  link.send({ type: 'push', ref, doc: 'workspace', update });
  await eventually(() => link.got('accepted').some((one) => one.ref === ref));
}

describe('who is cut off', () => {
  it('is so at once where an admin is, on other relays as soon as they hear of it, and stays so', async () => {
    const a = await fixture.start('relay-a');
    const b = await fixture.start('relay-b', [a]);
    const admin = await enter(a, await fixture.holder('admin'));
    const eve = await fixture.holder('editor', { sub: 'eve' });
    const links = [await enter(a, eve), await enter(b, eve)];
    await administer(admin, (yDoc) => revoke(yDoc, { person: 'eve' }, by));
    expect(await Promise.all(links.map(({ closed }) => closed))).toEqual([
      '4401 revoked',
      '4401 revoked',
    ]);
    for (const relay of [a, b]) {
      expect(await enterLink(relay, eve)).toBe('4401 revoked');
      expect((await ask(relay, eve, '/api/v1/demo/status')).status).toBe(401);
    }
  });

  it('is so on a relay that was cut off, once it hears of it', async () => {
    const a = await fixture.start('relay-a');
    const data = fixture.relays.folder();
    const admin = await enter(a, await fixture.holder('admin'));
    const eve = await fixture.holder('editor', { sub: 'eve' });
    const apart = await fixture.start('relay-b', [], { data });
    const link = await enter(apart, eve);
    await administer(admin, (yDoc) => revoke(yDoc, { person: 'eve' }, by));
    expect(await enterLink(a, eve)).toBe('4401 revoked');
    expect(link.isClosed()).toBe(false);
    await fixture.relays.stop(apart);
    // The same disk, and now the way to the other relay.
    const back = await fixture.start('relay-b2', [a], { data });
    const again = await enterLink(back, eve);
    if (typeof again === 'string') expect(again).toBe('4401 revoked');
    else expect(await again.closed).toBe('4401 revoked');
    await eventually(async () => (await enterLink(back, eve)) === '4401 revoked');
  });

  it('stands in the log of every relay, and so does who lets them in again, once', async () => {
    const a = await fixture.start('relay-a');
    const data = fixture.relays.folder();
    const admin = await enter(a, await fixture.holder('admin'));
    const [first, apart] = [await fixture.holder('admin'), await fixture.holder('admin')];
    const b = await fixture.start('relay-b', [a], { data });
    const toldBy = async (relay: Relay, holder: Holder): Promise<readonly string[]> => {
      const log = await ask(relay, holder, '/api/v1/demo/audit');
      return [...(await log.text()).matchAll(/"what":"(revoked|let-in-again)"/g)].flatMap(
        ([, what]) => what ?? [],
      );
    };
    await administer(admin, (yDoc) => revoke(yDoc, { person: 'eve' }, by));
    await eventually(async () => (await toldBy(b, first)).length > 0);
    await fixture.relays.stop(b);
    await administer(admin, (yDoc) => unrevoke(yDoc, { person: 'eve' }));
    expect(await toldBy(a, first)).toEqual(['revoked', 'let-in-again']);
    // It hears what it missed as soon as it is there again, and has the rest on its disk.
    const back = await fixture.start('relay-b2', [a], { data });
    await eventually(async () => (await toldBy(back, apart)).length > 1);
    expect(await toldBy(back, apart)).toEqual(['revoked', 'let-in-again']);
  });

  it('is a device, a token, or one that is asked to delete its copy', async () => {
    const a = await fixture.start('relay-a');
    const admin = await enter(a, await fixture.holder('admin'));
    const [phone, token, lost] = [
      await fixture.holder('viewer'),
      await fixture.holder('viewer'),
      await fixture.holder('viewer'),
    ];
    const links = [await enter(a, phone), await enter(a, token), await enter(a, lost)];
    await administer(admin, (yDoc) => {
      revoke(yDoc, { device: thumbprintOf(phone.signer.key) }, by);
      revoke(yDoc, { token: token.claims.jti }, by);
      revoke(yDoc, { device: thumbprintOf(lost.signer.key) }, { ...by, wipe: true });
    });
    expect(await Promise.all(links.map(({ closed }) => closed))).toEqual([
      '4401 revoked',
      '4401 revoked',
      '4401 wipe',
    ]);
  });
});

describe('a ticket', () => {
  const ticketFor = async (relay: Relay, holder: Holder): Promise<string> => {
    const answer = await ask(relay, holder, '/api/v1/demo/tickets', { method: 'POST' });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'ticket' in body ? String(body.ticket) : '';
  };
  /** How it is closed; `open` where the relay speaks first, as it does to whoever is let in. */
  const comeWith = (relay: Relay, ticket: string): Promise<string> => {
    const protocols = ['holdfast', `holdfast-ticket.${ticket}`];
    const socket = new WebSocket(`${relay.address}/sync/demo/runbook:x`, protocols);
    return new Promise((resolve) => {
      socket.once('message', () => resolve('open'));
      socket.once('close', (code, reason) => resolve(`${code} ${String(reason).split(':')[0]}`));
    }).then((how) => {
      socket.close();
      return String(how);
    });
  };

  it('opens nothing any more once its person was cut off, or the key taken away', async () => {
    const a = await fixture.start('relay-a');
    const admin = await enter(a, await fixture.holder('admin'));
    const eve = await fixture.holder('editor', { sub: 'eve' });
    const bob = await fixture.holder('editor', { sub: 'bob' });
    const hers = [await ticketFor(a, eve), await ticketFor(a, eve)];
    const his = [await ticketFor(a, bob), await ticketFor(a, bob)];
    expect(await comeWith(a, hers[0] ?? '')).toBe('open');
    await administer(admin, (yDoc) => revoke(yDoc, { person: 'eve' }, by));
    expect(await comeWith(a, hers[1] ?? '')).toBe('4401 revoked');
    expect(await comeWith(a, his[0] ?? '')).toBe('open');
    fixture.distrust(fixture.issuer);
    expect(await admin.closed).toBe('4401 unknown-key');
    expect(await comeWith(a, his[1] ?? '')).toBe('4401 unknown-key');
  });
});

describe('an invitation', () => {
  it('is the first device’s that comes with it, on all relays', async () => {
    const a = await fixture.start('relay-a');
    const b = await fixture.start('relay-b', [a]);
    const invitation = await fixture.holder('responder');
    const token = await fixture.issuer.issue({
      ...invitation.claims,
      kind: 'invitation',
      jti: 'invited',
    });
    const word = async (holder: Holder): Promise<Uint8Array> =>
      signAcceptance(invitation.signer, {
        workspace: 'demo',
        tokenId: 'invited',
        device: thumbprintOf(holder.signer.key),
        atMs: Date.now(),
      });
    const first = { ...(await fixture.holder('viewer')), token };
    const second = { ...(await fixture.holder('viewer')), token };
    const link = await openRawLink(a);
    await link.show(first, { acceptance: await word(first) });
    await eventually(() => link.got('granted').length > 0);
    const admin = await enter(b, await fixture.holder('admin'));
    await eventually(async () =>
      readWorkspaceAccess(await workspaceOf(admin)).accepted.has('invited'),
    );
    for (const relay of [a, b]) {
      const other = await openRawLink(relay);
      await other.show(second, { acceptance: await word(second) });
      expect(await other.closed).toBe('4401 other-device');
    }
    // From now on its own proof is enough.
    const again = await enter(b, first);
    again.close();
    const audit = await ask(a, await fixture.holder('admin'), '/api/v1/demo/audit');
    expect(await audit.text()).toMatch(/"what":"accepted".*"kind":"invitation"/);
  });
});

describe('an invitation that somebody wrote another device down for', () => {
  it('is good for the device that the invitation’s key accepts', async () => {
    const relay = await fixture.start('relay-a');
    const invitation = await fixture.holder('responder');
    const claims = { ...invitation.claims, kind: 'invitation', jti: 'invited' } as const;
    const token = await fixture.issuer.issue(claims);
    const word = async (holder: Holder): Promise<Uint8Array> =>
      signAcceptance(invitation.signer, {
        ...{ workspace: 'demo', tokenId: 'invited', atMs: Date.now() },
        device: thumbprintOf(holder.signer.key),
      });
    const admin = await enter(relay, await fixture.holder('admin'));
    const stranger = await fixture.holder('viewer');
    await administer(admin, (doc) => {
      const device = stranger.signer.key;
      acceptDevice(doc, 'invited', { token, device, label: '', atMs: 1, acceptance: 'none' });
    });
    const [first, second] = [await fixture.holder('viewer'), await fixture.holder('viewer')];
    const link = await openRawLink(relay);
    await link.show({ ...first, token }, { acceptance: await word(first) });
    await eventually(() => link.got('granted').length > 0);
    const { accepted } = readWorkspaceAccess(await workspaceOf(admin));
    expect(accepted.get('invited')?.jkt).toBe(thumbprintOf(first.signer.key));
    const late = await openRawLink(relay);
    await late.show({ ...second, token }, { acceptance: await word(second) });
    expect(await late.closed).toBe('4401 other-device');
  });
});

describe('a restricted document', () => {
  it('goes to those who are named, not even to admins, and to others again when it is free', async () => {
    const a = await fixture.start('relay-a');
    const b = await fixture.start('relay-b', [a]);
    const bob = await fixture.holder('viewer', { sub: 'bob' });
    const adminAtB = await enter(b, await fixture.holder('admin'));
    const named = await enter(a, bob);
    const other = await enter(a, await fixture.holder('editor'));
    const admin = await enter(a, await fixture.holder('admin', { sub: 'root' }));
    for (const link of [named, other, admin]) link.send({ type: 'feed', held: new Map() });
    const doc = 'incident:secret';
    await administer(adminAtB, (yDoc) => restrictDocument(yDoc, doc, ['bob'], by));
    await eventually(() => other.got('granted').at(-1)?.withheld.includes(doc) === true);
    expect(named.got('granted').at(-1)?.withheld).toEqual([]);
    const author = await enter(b, await fixture.holder('editor', { sub: 'bob' }));
    const yDoc = new Y.Doc();
    yDoc.getArray('entries').push([{ id: 'x', text: 'hush' }]);
    author.send({ type: 'push', ref: 1, doc, update: Y.encodeStateAsUpdate(yDoc) });
    const docsOf = (link: RawLink): readonly string[] =>
      link.got('entries').flatMap(({ entries }) => entries.map((one) => one.doc));
    await eventually(() => docsOf(named).includes(doc));
    for (const link of [other, admin]) {
      expect(docsOf(link)).not.toContain(doc);
      link.send({ type: 'push', ref: 9, doc, update: Y.encodeStateAsUpdate(new Y.Doc()) });
      await eventually(() => link.got('nack').length > 0);
    }
    await administer(adminAtB, (yDoc2) => restrictDocument(yDoc2, doc, undefined, by));
    await eventually(() => other.got('granted').at(-1)?.withheld.length === 0);
    const before = other.got('state').length;
    other.send({ type: 'fetch', ref: 5, doc, stateVector: new Uint8Array() });
    await eventually(() => other.got('state').length > before);
    expect(new TextDecoder().decode(other.got('state').at(-1)?.update)).toContain('hush');
  });
});

describe('keys that change', () => {
  it('cost nobody who is entitled a connection, while people write', async () => {
    const a = await fixture.start('relay-a');
    const next = await createTestIssuer('demo');
    const old = await fixture.holder('editor');
    const link = await enter(a, old);
    let sent = 0;
    const write = (): void => {
      const yDoc = new Y.Doc();
      yDoc.getText('body').insert(0, `word ${sent}`);
      sent += 1;
      const update = Y.encodeStateAsUpdate(yDoc);
      link.send({ type: 'push', ref: sent, doc: 'runbook:busy', update });
    };
    const writing = setInterval(write, 2);
    fixture.trust(next);
    const newcomer = await fixture.holder('editor', {}, next);
    await eventually(async () => {
      const other = await enterLink(a, newcomer);
      if (typeof other === 'string') return false;
      other.close();
      return true;
    });
    // The same person and device, with a token of the new key, on the same link.
    const renewed = { ...old, token: await next.issue({ ...old.claims, jti: 'renewed' }) };
    await link.show(renewed);
    await eventually(() => link.got('granted').length > 1);
    const left = await enter(a, await fixture.holder('viewer'));
    fixture.distrust(fixture.issuer);
    expect(await left.closed).toBe('4401 unknown-key');
    clearInterval(writing);
    await eventually(() => link.got('accepted').length === sent);
    expect(link.isClosed()).toBe(false);
    expect(link.got('nack')).toEqual([]);
  });
});
