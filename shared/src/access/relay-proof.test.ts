import { base64urlnopad } from '@scure/base';
import { describe, expect, test } from 'vitest';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  type TestIssuer,
  testNowMs,
} from './access-fixture.ts';
import type { Claims } from './claims.ts';
import { signEnd } from './key-end.ts';
import { signSuccession } from './key-succession.ts';
import { linkAudience, proofText } from './proof.ts';
import { checkRelay, keysToShow, type RelayCheck, type ShownByRelay } from './relay-proof.ts';
import type { SigningKey } from './signing-key.ts';
import { noAccess } from './workspace-access.ts';

const host = 'relay-a.example';
const nonce = new Uint8Array(32).fill(7);
const audience = 'device';

/** What a relay shows that was dialled at `host`, with a token by `issuer`. */
async function shownBy(
  issuer: TestIssuer,
  change: Partial<Claims> = {},
  keys: readonly SigningKey[] = [issuer.publicKey],
): Promise<ShownByRelay> {
  const device = await createTestDevice();
  const claims = testClaims({
    ...{ role: 'peer', kind: 'machine', sub: 'relay-a', name: 'relay-a' },
    ...{ cnf: { jkt: device.jkt }, ...change },
  });
  const token = await issuer.issue(claims);
  const proof = await device.sign(
    proofText({
      ...{ purpose: 'link', workspace: 'demo', audience: linkAudience(audience, host) },
      ...{ nonce: base64urlnopad.encode(nonce), tokenId: claims.jti },
    }),
  );
  return {
    ...{ token, device: JSON.stringify(device.key), proof, acceptance: new Uint8Array() },
    ...{ label: '', audience, host, nonce, dialled: host, keys: keysToShow(token, keys) },
  };
}

function by(issuer: TestIssuer, change: Partial<RelayCheck> = {}): RelayCheck {
  const anchor = issuer.publicKey.kid;
  return { workspace: 'demo', anchor, nowMs: testNowMs, access: noAccess, ...change };
}

describe('a device takes for a relay', () => {
  test('who proves a peer’s token by the key that the device goes by', async () => {
    const issuer = await createTestIssuer('demo');
    const judged = await checkRelay(await shownBy(issuer), by(issuer));
    expect(judged).toMatchObject({ ok: true, grant: { role: 'peer', name: 'relay-a' } });
  });

  const day = 86_400;
  const now = testNowMs / 1000;
  test.each([
    ['a person', { role: 'admin', kind: 'device' }, 'not-for-this'],
    ['a tool', { role: 'export' }, 'not-for-this'],
    ['what is of another workspace', { ws: 'other' }, 'unknown-key'],
    ['what has ended', { iat: now - 9 * day, exp: now - day }, 'expired'],
  ] as const)('never %s', async (_, change, reason) => {
    const issuer = await createTestIssuer('demo');
    expect(await checkRelay(await shownBy(issuer, change), by(issuer))).toEqual({
      ...{ ok: false, reason },
    });
  });

  test('never who has another key’s token, whatever keys it sends along', async () => {
    const [issuer, other] = [await createTestIssuer('demo'), await createTestIssuer('demo')];
    const both = [issuer.publicKey, other.publicKey];
    const judged = await checkRelay(await shownBy(other, {}, both), by(issuer));
    expect(judged).toEqual({ ok: false, reason: 'unknown-key' });
    const posing = { ...other.publicKey, kid: issuer.publicKey.kid };
    const shown = await shownBy(other);
    const forged = { ...shown, keys: [JSON.stringify(posing), 'nonsense'] };
    expect(await checkRelay(forged, by(issuer))).toEqual({ ok: false, reason: 'unknown-key' });
  });

  test('never who passes on what was shown for another host, or another question', async () => {
    const issuer = await createTestIssuer('demo');
    const shown = await shownBy(issuer);
    for (const change of [
      { dialled: 'evil.example' },
      { dialled: 'evil.example', host: 'evil.example' },
      { nonce: new Uint8Array(32) },
      { audience: 'another device' },
    ])
      expect(await checkRelay({ ...shown, ...change }, by(issuer))).toMatchObject({
        ...{ ok: false, reason: 'bad-signature' },
      });
  });

  test('never whom an admin cut off', async () => {
    const issuer = await createTestIssuer('demo');
    const revoked = new Map([
      ['token:token-1', { by: 'ada', atMs: testNowMs, reason: '', wipe: false }],
    ]);
    const judged = await checkRelay(
      await shownBy(issuer),
      by(issuer, { access: { ...noAccess, revoked } }),
    );
    expect(judged).toEqual({ ok: false, reason: 'revoked' });
  });

  test('who was let in only after what the device’s clock says', async () => {
    const issuer = await createTestIssuer('demo');
    const behind = by(issuer, { nowMs: testNowMs - 30 * day * 1000 });
    expect(await checkRelay(await shownBy(issuer), behind)).toMatchObject({ ok: true });
  });
});

describe('when the key of the workspace changes, a device', () => {
  const until = new Date(testNowMs + 86_400_000).toISOString();

  async function rotated() {
    const older = await createTestIssuer('demo');
    const younger = await createTestIssuer('demo');
    const step = await signSuccession(older.secretKey, younger.publicKey);
    const end = await signEnd(younger.secretKey, older.publicKey, until);
    const follows = [{ ...step, ...end }];
    const keys = [{ ...younger.publicKey, follows }, older.publicKey];
    return { older, younger, keys, step };
  }

  test('takes relays by the new one, and goes by that from then on', async () => {
    const { older, younger, keys } = await rotated();
    const anchor = younger.publicKey.kid;
    for (const issuer of [older, younger])
      expect(await checkRelay(await shownBy(issuer, {}, keys), by(older))).toMatchObject({
        ...{ ok: true, anchor },
      });
  });

  test('that goes by the new one takes those by the old one until its end', async () => {
    const { older, younger, keys } = await rotated();
    const shown = await shownBy(older, { exp: testNowMs / 1000 + 9 * 86_400 }, keys);
    expect(await checkRelay(shown, by(younger))).toMatchObject({ ok: true });
    const later = by(younger, { nowMs: testNowMs + 2 * 86_400_000 });
    expect(await checkRelay(shown, later)).toEqual({ ok: false, reason: 'unknown-key' });
  });

  test('takes nobody’s word for it but the new key’s own', async () => {
    const { older, younger, step } = await rotated();
    const end = await signEnd(older.secretKey, older.publicKey, until);
    const claimed = [step, { ...step, ...end }].map((follow) => ({
      ...younger.publicKey,
      follows: [follow],
    }));
    for (const key of claimed) {
      const shown = await shownBy(older, {}, [key, older.publicKey]);
      expect(await checkRelay(shown, by(younger))).toEqual({ ok: false, reason: 'unknown-key' });
      expect(await checkRelay(shown, by(older))).toMatchObject({
        ...{ ok: true, anchor: older.publicKey.kid },
      });
    }
  });
});
