import { passphraseCost } from '@holdfast/shared/access/passphrase-key';
import { base64 } from '@scure/base';
import type { DeriveSecret } from './derive-secret.ts';
import {
  type LockRecord,
  type LockWays,
  newMark,
  type Passkey,
  sealerOf,
  withLockState,
  type WrappedKey,
} from './lock-record.ts';

/** A key that only wraps: of a passphrase, or of what a passkey answers. */
export type WrappingKey = CryptoKey;

const dataKeyType = { name: 'AES-GCM', length: 256 } as const;
const boundTo = new TextEncoder().encode('holdfast-data-key-1');
const passphraseSaltBytes = 16;

/** Fewest letters of a passphrase: whoever has the disk may try as many as their machines can. */
export const shortestPassphrase = 12;

/** @param secret 32 bytes that nobody can guess, such as a passkey answers */
async function wrappingKeyOf(secret: Uint8Array): Promise<WrappingKey> {
  const raw = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, [
    'deriveKey',
  ]);
  const info = new TextEncoder().encode('holdfast-lock-1');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(hkdf, raw, dataKeyType, false, ['wrapKey', 'unwrapKey']);
}

async function passphraseKey(
  passphrase: string,
  { salt, memoryKiB, passes }: Pick<LockWays['passphrase'], 'salt' | 'memoryKiB' | 'passes'>,
  derive: DeriveSecret,
): Promise<WrappingKey> {
  const cost = { memoryKiB, passes };
  return wrappingKeyOf(await derive({ passphrase, salt: base64.decode(salt), cost }));
}

async function wrapKey(key: CryptoKey, by: WrappingKey): Promise<WrappedKey> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.wrapKey('raw', key, by, {
    name: 'AES-GCM',
    iv: nonce,
    additionalData: boundTo,
  });
  return { nonce: base64.encode(nonce), key: base64.encode(new Uint8Array(wrapped)) };
}

/**
 * The data key; undefined where `by` is not what wrapped it.
 *
 * @param mayWrap whether it can be taken out again, to be wrapped by another way
 */
async function unwrapKey(
  { nonce, key }: WrappedKey,
  by: WrappingKey,
  mayWrap = false,
): Promise<CryptoKey | undefined> {
  const how = {
    name: 'AES-GCM',
    iv: new Uint8Array(base64.decode(nonce)),
    additionalData: boundTo,
  };
  const wrapped = new Uint8Array(base64.decode(key));
  return crypto.subtle
    .unwrapKey('raw', wrapped, by, how, dataKeyType, mayWrap, ['encrypt', 'decrypt'])
    .catch(() => undefined);
}

/** The way of a new passphrase to a data key that may be wrapped. */
export async function passphraseWay(
  key: CryptoKey,
  passphrase: string,
  derive: DeriveSecret,
): Promise<LockWays['passphrase']> {
  const salt = base64.encode(crypto.getRandomValues(new Uint8Array(passphraseSaltBytes)));
  const way = { kdf: 'argon2id' as const, ...passphraseCost, salt };
  return { ...way, wrapped: await wrapKey(key, await passphraseKey(passphrase, way, derive)) };
}

/** The data key by the passphrase; undefined where that is the wrong one. */
export async function keyByPassphrase(
  { passphrase: way }: LockWays,
  passphrase: string,
  derive: DeriveSecret,
  mayWrap = false,
): Promise<CryptoKey | undefined> {
  return unwrapKey(way.wrapped, await passphraseKey(passphrase, way, derive), mayWrap);
}

/**
 * The way of a passkey to a data key that may be wrapped.
 *
 * @param secret 32 bytes: what it answers to its salt
 */
export async function passkeyWay(
  key: CryptoKey,
  passkey: Omit<Passkey, 'wrapped'>,
  secret: Uint8Array,
): Promise<Passkey> {
  return { ...passkey, wrapped: await wrapKey(key, await wrappingKeyOf(secret)) };
}

/** The data key by what a passkey answered; undefined where that is not what wrapped it. */
export async function keyByPasskey(
  { wrapped }: Pick<Passkey, 'wrapped'>,
  secret: Uint8Array,
): Promise<CryptoKey | undefined> {
  return unwrapKey(wrapped, await wrappingKeyOf(secret));
}

/** A new lock: its record, which says that rows are still to be sealed, and its key, which cannot be taken out. */
export async function createLock(
  passphrase: string,
  idleMinutes: number,
  derive: DeriveSecret,
): Promise<{ readonly record: LockRecord; readonly key: CryptoKey }> {
  const made = await crypto.subtle.generateKey(dataKeyType, true, ['encrypt', 'decrypt']);
  const way = await passphraseWay(made, passphrase, derive);
  const raw = await crypto.subtle.exportKey('raw', made);
  const key = await crypto.subtle.importKey('raw', raw, dataKeyType, false, ['encrypt', 'decrypt']);
  const mark = newMark();
  const ways = { passphrase: way, passkeys: [], idleMinutes };
  const record = await withLockState({ version: 1, mark, ways }, sealerOf(key, mark), {
    goal: 'sealed',
    isDone: false,
  });
  return { record, key };
}
