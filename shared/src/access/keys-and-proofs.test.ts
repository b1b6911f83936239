import fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { expect, test } from 'vitest';
import { createTestDevice, createTestIssuer, testNowMs } from './access-fixture.ts';
import {
  bytes32Schema,
  deviceKeySchema,
  privateDeviceKeySchema,
  readDeviceKey,
  thumbprintOf,
} from './device-key.ts';
import {
  acceptedAtMs,
  createDeviceKey,
  isAcceptance,
  isSignedBy,
  openSigner,
  signAcceptance,
} from './es256.ts';
import { acceptanceText, proofText } from './proof.ts';
import { signingKeySchema } from './signing-key.ts';

test('thumbprints are those of RFC 7638', async () => {
  const device = await createTestDevice();
  expect(device.jkt).toBe(await calculateJwkThumbprint(device.key, 'sha256'));
  const { publicKey } = await createTestIssuer('demo');
  expect(publicKey.kid).toBe(await calculateJwkThumbprint(publicKey, 'sha256'));
});

test('the public half of a key is read without the secret one, and nothing else is a key', async () => {
  const secret = await createDeviceKey();
  const read = readDeviceKey(JSON.stringify({ ...secret, alg: 'ES256' }));
  expect(read).toEqual({ kty: 'EC', crv: 'P-256', x: secret.x, y: secret.y });
  expect(deviceKeySchema.safeParse({ ...secret, crv: 'P-384' }).success).toBe(false);
  expect(bytes32Schema.safeParse(`${'A'.repeat(42)}B`).success).toBe(false);
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(readDeviceKey(json)).toBe(undefined);
    }),
  );
  expect(readDeviceKey('x'.repeat(3000))).toBe(undefined);
});

test('a signing key is called by its own thumbprint', async () => {
  const { publicKey } = await createTestIssuer('demo');
  const other = await createTestIssuer('demo');
  expect(signingKeySchema.safeParse(publicKey).success).toBe(true);
  expect(signingKeySchema.safeParse({ ...publicKey, kid: other.publicKey.kid }).success).toBe(
    false,
  );
});

test('what one key signed, no other did, and no other text', async () => {
  const [ada, bob] = [await createTestDevice(), await createTestDevice()];
  const signature = await ada.sign('text');
  expect(await isSignedBy(ada.key, 'text', signature)).toBe(true);
  expect(await isSignedBy(ada.key, 'text ', signature)).toBe(false);
  expect(await isSignedBy(bob.key, 'text', signature)).toBe(false);
  expect(await isSignedBy(ada.key, 'text', signature.subarray(1))).toBe(false);
  const noPoint = { ...ada.key, y: thumbprintOf(ada.key) };
  expect(await isSignedBy(noPoint, 'text', signature)).toBe(false);
  const other = await createDeviceKey();
  await expect(
    openSigner(privateDeviceKeySchema.parse({ ...other, x: ada.key.x })),
  ).rejects.toThrow(/key|data/i);
});

test('an acceptance is good for one invitation, one token, one device', async () => {
  const [invitation, device, other] = [
    await createTestDevice(),
    await createTestDevice(),
    await createTestDevice(),
  ];
  const word = { workspace: 'demo', tokenId: 't', device: device.jkt };
  const bytes = await signAcceptance(invitation, { ...word, atMs: testNowMs });
  expect(acceptedAtMs(bytes)).toBe(testNowMs);
  const later = bytes.with(bytes.length - 1, 255);
  expect(await isAcceptance(later, invitation.jkt, word)).toBe(false);
  expect(await isAcceptance(bytes, invitation.jkt, word)).toBe(true);
  expect(await isAcceptance(bytes, other.jkt, word)).toBe(false);
  expect(await isAcceptance(bytes, invitation.jkt, { ...word, tokenId: 'u' })).toBe(false);
  expect(await isAcceptance(bytes, invitation.jkt, { ...word, device: other.jkt })).toBe(false);
  expect(await isAcceptance(bytes, invitation.jkt, { ...word, workspace: 'x' })).toBe(false);
  expect(await isAcceptance(bytes.subarray(1), invitation.jkt, word)).toBe(false);
});

test('texts that are signed are different whenever what they speak of is', () => {
  const part = fc.string({ unit: fc.constantFrom('\n', '\r', '%', '0A', 'a') });
  const parts = fc.record({
    purpose: part,
    workspace: part,
    audience: part,
    nonce: part,
    tokenId: part,
  });
  fc.assert(
    fc.property(parts, parts, (one, two) => {
      const isSame = JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(two));
      expect(proofText(one) === proofText(two)).toBe(isSame);
    }),
  );
  expect(acceptanceText({ workspace: 'demo', tokenId: 't', device: 'd', atMs: 7 })).toBe(
    'holdfast-acceptance-1\ndemo\nt\nd\n7',
  );
});
