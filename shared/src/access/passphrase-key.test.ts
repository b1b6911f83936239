import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { passphraseCost, secretOfPassphrase } from './passphrase-key.ts';

const salt = new Uint8Array(16).fill(7);

test('the secret is Argon2id of the passphrase, by its composed letters', () => {
  const cost = { memoryKiB: 64, passes: 1 };
  const secret = secretOfPassphrase('caf\u00E9 under the bridge', salt, cost);
  expect(secret).toHaveLength(32);
  expect(secretOfPassphrase('cafe\u0301 under the bridge', salt, cost)).toEqual(secret);
  expect(secretOfPassphrase('cafe under the bridge', salt, cost)).not.toEqual(secret);
  expect(
    secretOfPassphrase(
      'caf\u00E9 under the bridge',
      salt.map(() => 8),
      cost,
    ),
  ).not.toEqual(secret);
});

test('the cost of new locks gives what another implementation gives', () => {
  expect(bytesToHex(secretOfPassphrase('four walls and a door', salt, passphraseCost))).toBe(
    'b787a64ea45698b1949b0d86cc6b22baa1b05a929bc71e85897bd81f3d589759',
  );
});
