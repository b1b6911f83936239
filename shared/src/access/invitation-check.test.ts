import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { createTestDevice, createTestIssuer, testClaims, testNowMs } from './access-fixture.ts';
import { delegateToken } from './delegate-token.ts';
import { thumbprintOf } from './device-key.ts';
import { createDeviceKey } from './es256.ts';
import { checkInvitation, provenBy, writeIssuer } from './invitation-check.ts';
import type { Invitation } from './invitation.ts';
import { rootAmong, signSuccession, workspaceKeyId, writeRoot } from './key-succession.ts';

/** A workspace's key, an admin's device, and invitations by either. */
async function workspaceWithAdmin() {
  const issuer = await createTestIssuer('demo');
  const admin = await createTestDevice();
  const via = await issuer.issue(
    testClaims({ role: 'admin', jti: 'admin', cnf: { jkt: admin.jkt } }),
  );
  const key = await createDeviceKey();
  const claims = testClaims({ kind: 'invitation', cnf: { jkt: thumbprintOf(key) }, jti: 'i1' });
  const root = writeRoot(issuer.publicKey);
  const of = { workspace: 'demo', key, relays: [], root };
  const signed: Invitation = { ...of, token: await issuer.issue(claims) };
  const delegated: Invitation = {
    ...of,
    token: await delegateToken(claims, via, admin),
    issuer: writeIssuer({ device: admin.key, atMs: testNowMs }),
  };
  return { kid: issuer.publicKey.kid, signed, delegated, root };
}

test('an invitation is genuine by itself, also long after it has ended', async () => {
  const { kid, signed, delegated } = await workspaceWithAdmin();
  for (const anchor of [undefined, kid]) {
    expect(await checkInvitation(signed, anchor)).toBe('genuine');
    expect(await checkInvitation(delegated, anchor)).toBe('genuine');
  }
});

test('one whose parts are from elsewhere is not', async () => {
  const [real, forged] = [await workspaceWithAdmin(), await workspaceWithAdmin()];
  const other = await createTestDevice();
  const wrong: readonly Invitation[] = [
    { ...forged.signed, root: real.root },
    { ...forged.delegated, root: real.root },
    { ...real.delegated, token: `${real.delegated.token.slice(0, -4)}AAAA` },
    { ...real.delegated, issuer: writeIssuer({ device: other.key, atMs: testNowMs }) },
    { ...real.signed, key: await createDeviceKey() },
    { ...real.signed, workspace: 'other' },
    { ...real.signed, root: 'AAAA' },
  ];
  for (const invitation of wrong)
    expect(await checkInvitation(invitation, undefined)).toBe('forged');
});

test('a device goes by the key that it knows, and by what that has signed', async () => {
  const [real, forged] = [await workspaceWithAdmin(), await workspaceWithAdmin()];
  expect(await checkInvitation(forged.signed, real.kid)).toBe('other-key');
  expect(await checkInvitation(forged.delegated, real.kid)).toBe('other-key');
  const { root: _, ...bare } = forged.signed;
  expect(await checkInvitation(bare, real.kid)).toBe('other-key');
  expect(await checkInvitation(bare, undefined)).toBe('unproven');
  const { root: __, ...known } = real.signed;
  expect(await checkInvitation(known, real.kid)).toBe('unproven');
});

test('what an admin who signed in has signed is proven by the key for that alone', async () => {
  const relay = await createTestIssuer('demo');
  const admin = await createTestDevice();
  const cnf = { jkt: admin.jkt };
  const via = await relay.issue(testClaims({ role: 'admin', kind: 'sign-in', jti: 'in', cnf }));
  const key = await createDeviceKey();
  const claims = testClaims({ kind: 'invitation', cnf: { jkt: thumbprintOf(key) }, jti: 'i2' });
  const token = await delegateToken(claims, via, admin);
  const other = await createTestIssuer('demo');
  const root = rootAmong({ keys: [other.publicKey, {}, relay.publicKey] }, via) ?? '';
  const issuer = writeIssuer({ device: admin.key, atMs: testNowMs });
  const invitation: Invitation = { workspace: 'demo', key, token, relays: [], root, issuer };
  expect(await checkInvitation(invitation, undefined)).toBe('genuine');
  expect(provenBy('genuine', { via })).toBe('sign-in');
  // Relays prove themselves by the workspace's own key, and this one says nothing of that.
  expect(workspaceKeyId(token)).toBeUndefined();
  const { kid, delegated } = await workspaceWithAdmin();
  expect(workspaceKeyId(delegated.token)).toBe(kid);
  expect(provenBy('genuine', {})).toBe('key');
  expect(provenBy('unproven', { via })).toBe('nothing');
  // A relay that tells another key is not believed.
  expect(rootAmong({ keys: [other.publicKey] }, via)).toBeUndefined();
  expect(
    rootAmong({ keys: [{ ...other.publicKey, kid: relay.publicKey.kid }] }, via),
  ).toBeUndefined();
});

/** A key that can be rotated: each next one is signed by the one before. */
async function signingPair() {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { x = '' } = await exportJWK(publicKey);
  const { d = '' } = await exportJWK(privateKey);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const name = (ws: string, kid: string) => signSuccession({ ...jwk, d }, { ws, kid });
  return { kid: thumbprintOf(jwk), name };
}

test('a key that was rotated twice is known by the first', async () => {
  const [first, second] = [await signingPair(), await signingPair()];
  const issuer = await createTestIssuer('demo');
  const { x, kid } = issuer.publicKey;
  const key = await createDeviceKey();
  const claims = testClaims({ kind: 'invitation', cnf: { jkt: thumbprintOf(key) } });
  const token = await issuer.issue(claims);
  const rooted = (follows: { readonly x: string; readonly signature: string }[]): Invitation => ({
    ...{ workspace: 'demo', key, token, relays: [] },
    root: writeRoot({ x, follows }),
  });
  const byFirst = await first.name('demo', second.kid);
  const whole = rooted([await second.name('demo', kid), byFirst]);
  expect(await checkInvitation(whole, first.kid)).toBe('genuine');
  expect(await checkInvitation(whole, second.kid)).toBe('genuine');
  const elsewhere = rooted([await second.name('other', kid), byFirst]);
  expect(await checkInvitation(elsewhere, first.kid)).toBe('other-key');
  expect(await checkInvitation(rooted([byFirst]), first.kid)).toBe('other-key');
});
