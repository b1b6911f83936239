import { secretOfPassphrase } from '@holdfast/shared/access/passphrase-key';
import { expect, test } from 'vitest';
import {
  createLock,
  keyByPasskey,
  keyByPassphrase,
  passkeyWay,
  passphraseWay,
} from './data-key.ts';
import type { DeriveSecret } from './derive-secret.ts';
import { readLockState, sealerOf } from './lock-record.ts';

/** As in a browser, but for what it costs. */
const derive: DeriveSecret = ({ passphrase: text, salt }) =>
  Promise.resolve(secretOfPassphrase(text, salt, { memoryKiB: 64, passes: 1 }));
const passphrase = 'four walls and a door';

test('the passphrase opens the lock, another does not, and the key itself cannot be taken out', async () => {
  const { record, key } = await createLock(passphrase, 30, derive);
  expect(key.extractable).toBe(false);
  const known = await keyByPassphrase(record.ways, passphrase, derive);
  if (known === undefined) throw new Error('not opened');
  expect(known.extractable).toBe(false);
  expect(await readLockState(record, sealerOf(known, record.mark))).toEqual({
    goal: 'sealed',
    isDone: false,
  });
  expect(await keyByPassphrase(record.ways, `${passphrase} `, derive)).toBeUndefined();
});

test('another passphrase leads to the same key, and the old one to none', async () => {
  const { record } = await createLock(passphrase, 30, derive);
  const key = await keyByPassphrase(record.ways, passphrase, derive, true);
  if (key === undefined) throw new Error('not opened');
  const ways = {
    ...record.ways,
    passphrase: await passphraseWay(key, 'another one, as long', derive),
  };
  const again = await keyByPassphrase(ways, 'another one, as long', derive);
  if (again === undefined) throw new Error('not opened');
  expect(await readLockState(record, sealerOf(again, record.mark))).toBeDefined();
  expect(await keyByPassphrase(ways, passphrase, derive)).toBeUndefined();
});

test('what a passkey answers leads to the same key, and what another does to none', async () => {
  const { record } = await createLock(passphrase, 30, derive);
  const key = await keyByPassphrase(record.ways, passphrase, derive, true);
  if (key === undefined) throw new Error('not opened');
  const [secret, other] = [1, 2].map((byte) => new Uint8Array(32).fill(byte));
  if (secret === undefined || other === undefined) throw new Error('two secrets');
  const passkey = { credential: 'AAAA', salt: 'AAAA', label: 'Laptop', addedAtMs: 5 };
  const way = await passkeyWay(key, passkey, secret);
  expect(way).toMatchObject(passkey);
  const known = await keyByPasskey(way, secret);
  if (known === undefined) throw new Error('not opened');
  expect(known.extractable).toBe(false);
  expect(await readLockState(record, sealerOf(known, record.mark))).toBeDefined();
  expect(await keyByPasskey(way, other)).toBeUndefined();
});

test('letters count the same however a keyboard composes them', async () => {
  const { record } = await createLock('d\u00E9j\u00E0 vu, encore une fois', 30, derive);
  expect(
    await keyByPassphrase(record.ways, 'de\u0301ja\u0300 vu, encore une fois', derive),
  ).toBeDefined();
});

test('the state of the rows cannot be changed without the key', async () => {
  const { record } = await createLock(passphrase, 30, derive);
  const { record: other } = await createLock(passphrase, 30, derive);
  const key = await keyByPassphrase(record.ways, passphrase, derive);
  if (key === undefined) throw new Error('not opened');
  const forged = { ...record, state: other.state };
  expect(await readLockState(forged, sealerOf(key, record.mark))).toBeUndefined();
});
