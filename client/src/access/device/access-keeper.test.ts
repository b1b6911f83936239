import 'fake-indexeddb/auto';
import { deviceKeySchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { isSignedBy } from '@holdfast/shared/access/es256';
import { proofText } from '@holdfast/shared/access/proof';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { openAccessKeeper } from './access-keeper.ts';
import { openAccessRows } from './access-rows.ts';

let databases = 0;
const nextName = () => `holdfast-test-keeper-${++databases}`;
const challenge = { nonce: new Uint8Array([1, 2, 3]), audience: 'relay-a' };
const url = 'ws://relay-a';

/** A token as far as its bearer reads it; its signature is for relays. */
function tokenOf(tokenId: string): string {
  const claims = {
    ...{ iss: 'holdfast', ws: 'demo', sub: 'ana', name: 'Ana Díaz', role: 'editor' },
    ...{ kind: 'invitation', iat: 1_800_000_000, exp: 1_900_000_000, jti: tokenId },
    cnf: { jkt: 'A'.repeat(43) },
  };
  const part = (value: unknown) =>
    base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: 'EdDSA' })}.${part(claims)}.c2ln`;
}

const card = (tokenId: string) => ({ token: tokenOf(tokenId), label: 'Chrome on Linux' });

async function openKeeper(name = nextName()) {
  let tries = 0;
  const keeper = await openAccessKeeper({
    workspace: 'demo',
    clock: { nowMs: () => 7 },
    openRows: () => openAccessRows(name),
    onChange: () => undefined,
    tryAgain: () => (tries += 1),
  });
  return { keeper, name, tries: () => tries };
}

/** A connection that the other side can close. */
function connection() {
  let handlers: TransportHandlers | undefined;
  const transport: Transport = {
    send: () => undefined,
    bufferedBytes: () => 0,
    close: () => undefined,
    start: (given) => (handlers = given),
  };
  return { transport, close: (code: number, reason: string) => handlers?.onClose(code, reason) };
}

/** The relay closes a connection that was begun now, with this reason. */
function refuse(keeper: Awaited<ReturnType<typeof openKeeper>>['keeper'], reason: string) {
  const { transport, close } = connection();
  let ended = '';
  keeper.watch(url, transport).start({
    onFrame: () => undefined,
    onClose: (_, why) => (ended = why),
  });
  close(4401, reason);
  expect(ended).toBe(reason);
}

describe('access keeper', () => {
  it('has nothing to show, and makes no key, before there is an invitation', async () => {
    const { keeper } = await openKeeper();
    expect(await keeper.answer(challenge)).toBeUndefined();
    expect(keeper.report().jkt).toBeUndefined();
    expect(keeper.person()).toBeUndefined();
  });

  it('proves that it has the key of this device', async () => {
    const { keeper } = await openKeeper();
    await keeper.offer(card('one'));
    const auth = await keeper.answer(challenge);
    const key = deviceKeySchema.parse(JSON.parse(auth?.device ?? ''));
    const nonce = base64urlnopad.encode(challenge.nonce);
    const { audience } = challenge;
    const text = proofText({
      ...{ purpose: 'link', workspace: 'demo', audience, nonce, tokenId: 'one' },
    });
    expect(await isSignedBy(key, text, auth?.proof ?? new Uint8Array())).toBe(true);
    expect(keeper.report().jkt).toBe(thumbprintOf(key));
  });

  it('keeps what was accepted until a relay has accepted what is newer', async () => {
    const { keeper, name } = await openKeeper();
    await keeper.offer(card('one'));
    keeper.granted(tokenOf('one'));
    await keeper.offer(card('two'));
    expect(keeper.report().card?.token).toBe(tokenOf('one'));
    expect((await keeper.answer(challenge))?.token).toBe(tokenOf('two'));
    // What the older one is granted says nothing of the newer.
    keeper.granted(tokenOf('one'));
    expect(keeper.report().offered?.token).toBe(tokenOf('two'));
    keeper.granted(tokenOf('two'));
    const { report } = (await openKeeper(name)).keeper;
    expect(report().card?.token).toBe(tokenOf('two'));
    expect(report().offered).toBeUndefined();
  });

  it('goes back to what was accepted where the newer is refused for good, and says why', async () => {
    const { keeper, tries } = await openKeeper();
    await keeper.offer(card('one'));
    keeper.granted(tokenOf('one'));
    await keeper.offer(card('two'));
    const before = tries();
    refuse(keeper, 'other-device: Another device has it.');
    expect(keeper.report().offered).toBeUndefined();
    expect(keeper.report().failed).toEqual({
      ...{ token: tokenOf('two'), word: 'other-device', text: 'Another device has it.', atMs: 7 },
    });
    expect((await keeper.answer(challenge))?.token).toBe(tokenOf('one'));
    expect(tries()).toBe(before + 1);
  });

  it.each(['unknown-key: This relay does not know it.', 'not-yet: Later.', 'no-key: A key.'])(
    'goes on offering where another relay may take it: %s',
    async (reason) => {
      const { keeper } = await openKeeper();
      await keeper.offer(card('one'));
      refuse(keeper, reason);
      expect(keeper.report().offered?.token).toBe(tokenOf('one'));
      expect(keeper.report().refusals).toHaveLength(1);
      keeper.welcomed(url);
      expect(keeper.report().refusals).toEqual([]);
    },
  );

  it('blames no invitation for a refusal of what was shown before it', async () => {
    const { keeper, tries } = await openKeeper();
    await keeper.offer(card('one'));
    keeper.granted(tokenOf('one'));
    const { transport, close } = connection();
    keeper.watch(url, transport).start({ onFrame: () => undefined, onClose: () => undefined });
    await keeper.offer(card('two'));
    const before = tries();
    close(4401, 'revoked: The access was taken away by an admin.');
    expect(keeper.report().offered?.token).toBe(tokenOf('two'));
    expect(tries()).toBe(before + 1);
  });

  it('knows a workspace without keys from one that asked for a key', async () => {
    const open = await openKeeper();
    open.keeper.welcomed(url);
    expect(open.keeper.report().isOpen).toBe(true);
    const keyed = await openKeeper();
    await keyed.keeper.answer(challenge);
    keyed.keeper.welcomed(url);
    expect(keyed.keeper.report().isOpen).toBe(false);
  });

  it('hears nothing of access in other closes', async () => {
    const { keeper } = await openKeeper();
    await keeper.offer(card('one'));
    const { transport, close } = connection();
    keeper.watch(url, transport).start({ onFrame: () => undefined, onClose: () => undefined });
    close(1006, 'revoked: not said by a relay');
    expect(keeper.report().refusals).toEqual([]);
  });
});
