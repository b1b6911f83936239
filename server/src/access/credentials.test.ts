import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestIssuer, testClaims } from '@holdfast/shared/access/access-fixture';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, isAcceptance } from '@holdfast/shared/access/es256';
import { CredentialsError, keepToken, openDevice, readCredentials } from './credentials.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-credentials-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a device has one key, for its owner alone', async () => {
  const first = await openDevice(folder, 'ci');
  expect(first).toMatchObject({ isNew: true, label: 'ci' });
  const again = await openDevice(folder, 'other');
  expect(again).toMatchObject({ isNew: false, label: 'ci', secret: first.secret });
  expect(statSync(join(folder, 'device.key.json')).mode & 0o777).toBe(0o600);
});

test('a token is kept for the device that it is bound to', async () => {
  const issuer = await createTestIssuer('demo');
  const { secret } = await openDevice(folder, 'ci');
  const token = await issuer.issue(testClaims({ cnf: { jkt: thumbprintOf(secret) } }));
  await keepToken(folder, token);
  const credentials = await readCredentials(folder, 'demo');
  expect(credentials).toMatchObject({ token, label: 'ci', acceptance: new Uint8Array() });
  const other = await createDeviceKey();
  const foreign = await issuer.issue(testClaims({ cnf: { jkt: thumbprintOf(other) } }));
  await expect(keepToken(folder, foreign)).rejects.toThrow(/another device/);
});

test("an invitation's key accepts the device, and is not kept", async () => {
  const issuer = await createTestIssuer('demo');
  const { secret } = await openDevice(folder, 'ci');
  const invitation = await createDeviceKey();
  const jkt = thumbprintOf(invitation);
  const token = await issuer.issue(testClaims({ cnf: { jkt }, kind: 'invitation' }));
  await keepToken(folder, token, invitation);
  const { acceptance } = await readCredentials(folder, 'demo');
  const word = { workspace: 'demo', tokenId: 'token-1', device: thumbprintOf(secret) };
  expect(await isAcceptance(acceptance, jkt, word)).toBe(true);
  expect(readFileSync(join(folder, 'demo.token.json'), 'utf8')).not.toContain(invitation.d);
});

test('what is missing is said, with what to do', async () => {
  await expect(readCredentials(folder, 'demo')).rejects.toThrow(/keys device/);
  await expect(keepToken(folder, 'no token')).rejects.toThrow(CredentialsError);
  await openDevice(folder, 'ci');
  await expect(readCredentials(folder, 'demo')).rejects.toThrow(/no token for the workspace/);
  writeFileSync(join(folder, 'demo.token.json'), '[]');
  await expect(readCredentials(folder, 'demo')).rejects.toThrow(/holds something else/);
});
