import 'fake-indexeddb/auto';
import { deviceKeySchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { isSignedBy } from '@holdfast/shared/access/es256';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { openAccessKeeper } from './access-keeper.ts';
import { anchorOf, openAccessRows } from './access-rows.ts';

let databases = 0;
const nextName = () => `holdfast-test-keeper-${++databases}`;
const challenge = { nonce: new Uint8Array([1, 2, 3]), audience: 'store-a', host: 'relay-a' };
const url = 'ws://relay-a';

/** A token as far as its bearer reads it; its signature is for relays. */
function tokenOf(tokenId: string, kid?: string, kind = 'invitation', via?: string): string {
  const claims = {
    ...{ iss: 'holdfast', ws: 'demo', sub: 'ana', name: 'Ana Díaz', role: 'editor' },
    ...{ kind, iat: 1_800_000_000, exp: 1_900_000_000, jti: tokenId },
    cnf: { jkt: 'A'.repeat(43) },
    ...(via === undefined ? {} : { via }),
  };
  const part = (value: unknown) =>
    base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: 'EdDSA', kid })}.${part(claims)}.c2ln`;
}

const card = (tokenId: string) => ({ token: tokenOf(tokenId), label: 'Chrome on Linux' });

/** A relay that came with the invitation, and was not known before. */
const named = 'ws://named';

async function openKeeper(name = nextName()) {
  const outcomes: string[] = [];
  let tries = 0;
  const timers: (() => void)[] = [];
  const keeper = await openAccessKeeper({
    workspace: 'demo',
    clock: {
      nowMs: () => 7,
      setTimer(_, task) {
        timers.push(task);
        return () => undefined;
      },
    },
    openRows: () => openAccessRows(name),
    onChange: () => undefined,
    tryAgain: () => (tries += 1),
    knows: (relay) => relay !== named,
    onRelays: (relays, outcome) => outcomes.push(...relays.map((relay) => `${relay} ${outcome}`)),
  });
  const passTime = (): void => timers.splice(0).forEach((task) => task());
  return { keeper, name, passTime, outcomes, tries: () => tries };
}

type Keeper = Awaited<ReturnType<typeof openKeeper>>['keeper'];

/** A relay accepts what was shown. */
function grant(keeper: Keeper, tokenId: string): void {
  keeper.credentials.granted(grantOf(tokenOf(tokenId)));
}

function grantOf(token: string) {
  const none = new Uint8Array();
  const auth = { token, label: '', device: '', proof: none, acceptance: none };
  return { audience: 'relay-a', auth, claims: '{"expiresAtMs":99}' };
}

/** A connection that the other side can close. */
function connection() {
  const closes: string[] = [];
  let handlers: TransportHandlers | undefined;
  const transport: Transport = {
    send: () => undefined,
    bufferedBytes: () => 0,
    close: (_, reason) => closes.push(reason),
    start: (given) => (handlers = given),
  };
  return {
    transport,
    closes,
    close: (code: number, reason: string) => handlers?.onClose(code, reason),
  };
}

/** The relay closes a connection that was begun now, with this reason. */
function refuse(keeper: Keeper, reason: string, by = url) {
  const { transport, close } = connection();
  let ended = '';
  keeper.watch(by, transport).start({
    onFrame: () => undefined,
    onClose: (_, why) => (ended = why),
  });
  close(4401, reason);
  expect(ended).toBe(reason);
}

describe('access keeper', () => {
  it('has nothing to show, and makes no key, before there is an invitation', async () => {
    const { keeper } = await openKeeper();
    expect(await keeper.credentials.answer(challenge)).toBeUndefined();
    expect(keeper.report().jkt).toBeUndefined();
    expect(keeper.person()).toBeUndefined();
  });

  it('proves that it has the key of this device', async () => {
    const { keeper } = await openKeeper();
    await keeper.offer(card('one'));
    const auth = await keeper.credentials.answer(challenge);
    const key = deviceKeySchema.parse(JSON.parse(auth?.device ?? ''));
    const nonce = base64urlnopad.encode(challenge.nonce);
    const audience = linkAudience(challenge.audience, challenge.host);
    const text = proofText({
      ...{ purpose: 'link', workspace: 'demo', audience, nonce, tokenId: 'one' },
    });
    expect(await isSignedBy(key, text, auth?.proof ?? new Uint8Array())).toBe(true);
    expect(keeper.report().jkt).toBe(thumbprintOf(key));
  });

  it('keeps what was accepted until a relay has accepted what is newer', async () => {
    const { keeper, name } = await openKeeper();
    await keeper.offer(card('one'));
    grant(keeper, 'one');
    await keeper.offer(card('two'));
    expect(keeper.report().card?.token).toBe(tokenOf('one'));
    expect((await keeper.credentials.answer(challenge))?.token).toBe(tokenOf('two'));
    // What the older one is granted says nothing of the newer.
    grant(keeper, 'one');
    expect(keeper.report().offered?.token).toBe(tokenOf('two'));
    grant(keeper, 'two');
    const { report } = (await openKeeper(name)).keeper;
    expect(report().card?.token).toBe(tokenOf('two'));
    expect(report().offered).toBeUndefined();
    expect(keeper.report().endsAtMs).toBe(99);
  });

  it('goes back to what was accepted where the newer is refused for good, and says why', async () => {
    const { keeper, tries } = await openKeeper();
    await keeper.offer(card('one'));
    grant(keeper, 'one');
    await keeper.offer(card('two'));
    const before = tries();
    refuse(keeper, 'other-device: Another device has it.');
    expect(keeper.report().offered).toBeUndefined();
    expect(keeper.report().failed).toEqual({
      ...{ token: tokenOf('two'), word: 'other-device', text: 'Another device has it.', atMs: 7 },
    });
    expect((await keeper.credentials.answer(challenge))?.token).toBe(tokenOf('one'));
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
    grant(keeper, 'one');
    const { transport, close } = connection();
    keeper.watch(url, transport).start({ onFrame: () => undefined, onClose: () => undefined });
    await keeper.offer(card('two'));
    const before = tries();
    close(4401, 'revoked: The access was taken away by an admin.');
    expect(keeper.report().offered?.token).toBe(tokenOf('two'));
    expect(tries()).toBe(before + 1);
  });

  it('takes up the relays of an invitation once it is accepted, and drops those of one that failed', async () => {
    const { keeper, outcomes } = await openKeeper();
    await keeper.offer({ ...card('one'), relays: [named, 'ws://b'] });
    await keeper.offer({ ...card('two'), relays: [named] });
    expect(outcomes.splice(0)).toEqual(['ws://b in-vain']);
    refuse(keeper, 'revoked: Withdrawn.');
    expect(outcomes.splice(0)).toEqual([`${named} in-vain`]);
    await keeper.offer({ ...card('three'), relays: [named] });
    grant(keeper, 'three');
    expect(outcomes).toEqual([`${named} accepted`]);
    expect(keeper.hasCard()).toBe(true);
  });

  it('goes by the key behind the last invitation, whatever is signed in with later', async () => {
    const { keeper, name } = await openKeeper();
    const invited = { ...card('one'), token: tokenOf('one', 'K'.repeat(42) + 'A') };
    await keeper.offer({ ...invited, acceptance: 'AA' });
    keeper.credentials.granted(grantOf(invited.token));
    const signedIn = tokenOf('two', 'S'.repeat(42) + 'A', 'sign-in');
    await keeper.offer({ token: signedIn, label: 'Phone' });
    keeper.credentials.granted(grantOf(signedIn));
    const rows = await openAccessRows(name);
    const cards = await rows.cards('demo');
    rows.close();
    expect(cards.current?.token).toBe(signedIn);
    expect(anchorOf(cards)).toBe('K'.repeat(42) + 'A');
    expect(anchorOf({ current: { token: signedIn, label: 'Phone' } })).toBeUndefined();
  });

  it('lets no relay that an invitation named say the last word', async () => {
    const { keeper } = await openKeeper();
    await keeper.offer(card('one'));
    grant(keeper, 'one');
    await keeper.offer({ ...card('two'), relays: [named] });
    refuse(keeper, 'bad-signature: Changed.', named);
    expect(keeper.report().offered?.token).toBe(tokenOf('two'));
    refuse(keeper, 'bad-signature: Changed.');
    expect(keeper.report().failed?.token).toBe(tokenOf('two'));
  });

  it('knows a workspace without keys from one that asked for a key', async () => {
    const open = await openKeeper();
    open.keeper.welcomed(url);
    expect(open.keeper.report().isOpen).toBe(true);
    const keyed = await openKeeper();
    await keyed.keeper.credentials.answer(challenge);
    keyed.keeper.welcomed(url);
    expect(keyed.keeper.report().isOpen).toBe(false);
  });

  it('begins links anew where they take what is newer in silence', async () => {
    const { keeper, passTime } = await openKeeper();
    await keeper.offer(card('one'));
    grant(keeper, 'one');
    passTime();
    const { transport, closes } = connection();
    keeper.watch(url, transport).start({ onFrame: () => undefined, onClose: () => undefined });
    await keeper.offer(card('two'));
    expect(closes).toEqual([]);
    passTime();
    expect(closes).toHaveLength(1);
  });

  it('asks again for an order to delete its copy that has not come', async () => {
    const { keeper, tries, passTime } = await openKeeper();
    await keeper.offer(card('one'));
    grant(keeper, 'one');
    const before = tries();
    refuse(keeper, 'wipe: An admin asked this device to delete its copy.');
    expect(tries()).toBe(before);
    passTime();
    expect(tries()).toBe(before + 1);
  });

  it('hears nothing of access in other closes', async () => {
    const { keeper } = await openKeeper();
    await keeper.offer(card('one'));
    const { transport, close } = connection();
    keeper.watch(url, transport).start({ onFrame: () => undefined, onClose: () => undefined });
    close(1006, 'revoked: not said by a relay');
    expect(keeper.report().refusals).toEqual([]);
  });

  describe('asks relays to prove themselves', () => {
    const [older, younger] = [`${'K'.repeat(42)}A`, `${'L'.repeat(42)}A`];
    const invitation = (kind?: string) => ({ ...card('one'), token: tokenOf('one', older, kind) });

    it('by the key behind an invitation, before a relay has accepted it and after', async () => {
      const { keeper, name } = await openKeeper();
      expect(keeper.relayKey()).toBeUndefined();
      await keeper.offer(invitation());
      expect(keeper.relayKey()).toBe(older);
      keeper.credentials.granted(grantOf(invitation().token));
      expect((await openKeeper(name)).keeper.relayKey()).toBe(older);
    });

    it('by the key that came after it, once one has, also after a restart', async () => {
      const { keeper, name } = await openKeeper();
      await keeper.offer(invitation());
      keeper.proven(older);
      keeper.credentials.granted(grantOf(invitation().token));
      expect(keeper.isAnyProven()).toBe(true);
      keeper.proven(younger);
      const { keeper: again } = await openKeeper(name);
      expect([again.relayKey(), again.isAnyProven()]).toEqual([younger, true]);
    });

    it('by none where it only signed in', async () => {
      const { keeper } = await openKeeper();
      await keeper.offer(invitation('sign-in'));
      keeper.proven(older);
      expect([keeper.relayKey(), keeper.isAnyProven()]).toEqual([undefined, false]);
    });

    it('by none where an admin invited who signed in, as that key lies on a relay', async () => {
      const { keeper } = await openKeeper();
      const via = tokenOf('admin', older, 'sign-in');
      const invited = { ...card('one'), token: tokenOf('one', younger, 'invitation', via) };
      await keeper.offer(invited);
      expect(keeper.relayKey()).toBeUndefined();
      keeper.credentials.granted(grantOf(invited.token));
      expect(keeper.relayKey()).toBeUndefined();
    });

    it('and goes by nothing of an invitation that came to nothing', async () => {
      const { keeper } = await openKeeper();
      await keeper.offer(invitation());
      keeper.proven(older);
      refuse(keeper, 'bad-signature: no');
      expect([keeper.relayKey(), keeper.isAnyProven()]).toEqual([undefined, false]);
    });
  });
});
