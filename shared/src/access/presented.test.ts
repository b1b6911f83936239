import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  createTestDevice,
  createTestIssuer,
  presentedBy,
  testClaims,
  testNowMs,
  type TestIssuer,
} from './access-fixture.ts';
import { judgePresented, type Presented } from './presented.ts';
import { acceptDevice, noAccess, readWorkspaceAccess, revoke } from './workspace-access.ts';

const asked = { purpose: 'link', audience: 'relay-1', nonce: 'n' };
const proofOf = { ...asked, workspace: 'demo', tokenId: 'token-1' };
let issuer: TestIssuer;
let device: Awaited<ReturnType<typeof createTestDevice>>;
let phone: Awaited<ReturnType<typeof createTestDevice>>;

beforeAll(async () => {
  issuer = await createTestIssuer('demo');
  device = await createTestDevice();
  phone = await createTestDevice();
});

async function judged(presented: Presented, access = noAccess) {
  const keys = new Map([[issuer.publicKey.kid, issuer.publicKey]]);
  return judgePresented(presented, { keys, workspace: 'demo', nowMs: testNowMs, access }, asked);
}

test('a token is good with the key that it is bound to, which is written down at its first use', async () => {
  const token = await issuer.issue(testClaims({ cnf: { jkt: device.jkt } }));
  const presented = await presentedBy(device, token, proofOf);
  const found = await judged(presented);
  expect(found).toMatchObject({
    grant: { person: 'ada', role: 'editor', tokenId: 'token-1', device: device.jkt },
    accept: { token, device: device.key, atMs: testNowMs, label: 'a device' },
  });
  const doc = new Y.Doc();
  if (found.ok && found.accept) acceptDevice(doc, 'token-1', found.accept);
  expect(await judged(presented, readWorkspaceAccess(doc))).toMatchObject({ accept: undefined });
  expect(await judged(await presentedBy(phone, token, proofOf))).toEqual({
    ok: false,
    reason: 'other-device',
  });
});

test('a proof is good for what it was made for alone', async () => {
  const token = await issuer.issue(testClaims({ cnf: { jkt: device.jkt } }));
  for (const other of [
    { purpose: 'GET /x' },
    { audience: 'relay-2' },
    { nonce: 'm' },
    { tokenId: 'token-2' },
    { workspace: 'other' },
  ]) {
    const presented = await presentedBy(device, token, { ...proofOf, ...other });
    expect(await judged(presented)).toEqual({ ok: false, reason: 'bad-signature' });
  }
});

test('machines are not written down', async () => {
  const claims = testClaims({ cnf: { jkt: device.jkt }, kind: 'machine', role: 'peer' });
  const presented = await presentedBy(device, await issuer.issue(claims), proofOf);
  expect(await judged(presented)).toMatchObject({ ok: true, accept: undefined });
});

test('the first device that comes with an invitation accepts it, and no second one', async () => {
  const invitation = await createTestDevice();
  const token = await issuer.issue(
    testClaims({ cnf: { jkt: invitation.jkt }, kind: 'invitation', life: 1000 }),
  );
  const first = await judged(await presentedBy(device, token, proofOf, invitation));
  expect(first).toMatchObject({ grant: { expiresAtMs: testNowMs + 1_000_000 } });
  const doc = new Y.Doc();
  if (first.ok && first.accept) acceptDevice(doc, 'token-1', first.accept);
  const access = readWorkspaceAccess(doc);
  expect(await judged(await presentedBy(device, token, proofOf), access)).toMatchObject({
    ok: true,
    accept: undefined,
  });
  const second = await presentedBy(phone, token, proofOf, invitation);
  expect(await judged(second, access)).toEqual({ ok: false, reason: 'other-device' });
  // The key of the invitation is not a device's.
  expect(await judged(await presentedBy(invitation, token, proofOf))).toEqual({
    ok: false,
    reason: 'other-device',
  });
  expect(await judged(await presentedBy(device, token, proofOf, phone))).toEqual({
    ok: false,
    reason: 'bad-signature',
  });
});

test('a device that was cut off accepts nothing, and is told to delete its copy', async () => {
  const invitation = await createTestDevice();
  const token = await issuer.issue(
    testClaims({ cnf: { jkt: invitation.jkt }, kind: 'invitation' }),
  );
  const doc = new Y.Doc();
  const lost = { atMs: 1, by: '', reason: '', wipe: true };
  revoke(doc, { device: device.jkt }, lost);
  const presented = await presentedBy(device, token, proofOf, invitation);
  expect(await judged(presented, readWorkspaceAccess(doc))).toEqual({ ok: false, reason: 'wipe' });
});

test('of a sign-in that is renewed the workspace has the newest token, and no older one comes back', async () => {
  const renewed = async (agoS: number): Promise<Presented> => {
    const iat = testNowMs / 1000 - agoS;
    const claims = testClaims({ cnf: { jkt: device.jkt }, kind: 'sign-in', iat, exp: iat + 7200 });
    return presentedBy(device, await issuer.issue(claims), proofOf);
  };
  const [older, newer] = [await renewed(3600), await renewed(60)];
  const doc = new Y.Doc();
  for (const presented of [older, newer]) {
    const found = await judged(presented, readWorkspaceAccess(doc));
    expect(found).toMatchObject({ ok: true, accept: { token: presented.token } });
    if (found.ok && found.accept) acceptDevice(doc, 'token-1', found.accept);
  }
  for (const presented of [older, newer]) {
    expect(await judged(presented, readWorkspaceAccess(doc))).toMatchObject({
      ok: true,
      accept: undefined,
    });
  }
});

test('an invitation is not accepted at a moment to come, and its life counts from the one signed', async () => {
  const invitation = await createTestDevice();
  const token = await issuer.issue(
    testClaims({ cnf: { jkt: invitation.jkt }, kind: 'break-glass', life: 1000 }),
  );
  const at = async (ms: number) =>
    judged(await presentedBy(device, token, proofOf, invitation, testNowMs + ms));
  expect(await at(90_000)).toEqual({ ok: false, reason: 'not-yet' });
  expect(await at(-500_000)).toMatchObject({ grant: { expiresAtMs: testNowMs + 500_000 } });
  expect(await at(-1_100_000)).toEqual({ ok: false, reason: 'expired' });
});
