import type { Store } from '@holdfast/shared/replica/ports';
import { base64 } from '@scure/base';
import { z } from 'zod/mini';
import { createSealer, markBytes, type Sealer } from './sealer.ts';

/** The row that says that a copy is locked. Plain: it is read before anything can be opened. No other row is called so. */
export const lockRowKey = 'lock';

const wrappedSchema = z.object({ nonce: z.string(), key: z.string() });
export type WrappedKey = z.infer<typeof wrappedSchema>;

const passphraseSchema = z.object({
  kdf: z.literal('argon2id'),
  memoryKiB: z.int().check(z.minimum(1024), z.maximum(262_144)),
  passes: z.int().check(z.minimum(1), z.maximum(100)),
  salt: z.string(),
  wrapped: wrappedSchema,
});

const passkeySchema = z.object({
  /** As the browser calls it, base64url. */
  credential: z.string(),
  /** What its answer is asked of, base64. */
  salt: z.string(),
  label: z.string(),
  addedAtMs: z.number(),
  wrapped: wrappedSchema,
});

/** How the data key is got, and what does it at which time: nothing in it is secret. */
export const waysSchema = z.object({
  passphrase: passphraseSchema,
  passkeys: z.array(passkeySchema),
  /** Without use for so long it locks by itself; 0: never. */
  idleMinutes: z.int().check(z.nonnegative()),
});
export type LockWays = z.infer<typeof waysSchema>;
export type Passkey = z.infer<typeof passkeySchema>;

export const lockRecordSchema = z.object({
  version: z.literal(1),
  /** With what every sealed value begins, base64. */
  mark: z.string(),
  ways: waysSchema,
  /** The state of the rows, sealed: so a key proves itself by it, and nobody changes it without. */
  state: z.string(),
});
export type LockRecord = z.infer<typeof lockRecordSchema>;

const stateSchema = z.object({
  /** What all rows are to be. */
  goal: z.enum(['sealed', 'plain']),
  /** They all are. */
  isDone: z.boolean(),
});
export type LockState = z.infer<typeof stateSchema>;

/** A mark for a new lock. */
export function newMark(): string {
  return base64.encode(crypto.getRandomValues(new Uint8Array(markBytes)));
}

export function sealerOf(key: CryptoKey, mark: string): Sealer {
  return createSealer(key, base64.decode(mark));
}

/** Undefined where the key is not that of this lock. */
export async function readLockState(
  record: LockRecord,
  sealer: Sealer,
): Promise<LockState | undefined> {
  const text = await sealer.open(lockRowKey, base64.decode(record.state));
  if (text === undefined) return undefined;
  return stateSchema.safeParse(JSON.parse(new TextDecoder().decode(text))).data;
}

export async function withLockState(
  record: Omit<LockRecord, 'state'>,
  sealer: Sealer,
  state: LockState,
): Promise<LockRecord> {
  const text = new TextEncoder().encode(JSON.stringify(state));
  return { ...record, state: base64.encode(await sealer.seal(lockRowKey, text)) };
}

/** `broken`: there is a lock, which this version cannot read. */
export async function readLockRecord(
  store: Pick<Store, 'get'>,
): Promise<LockRecord | 'broken' | undefined> {
  const row = await store.get(lockRowKey);
  if (row === undefined) return undefined;
  try {
    return lockRecordSchema.safeParse(JSON.parse(new TextDecoder().decode(row))).data ?? 'broken';
  } catch {
    return 'broken';
  }
}

export function lockRow(record: LockRecord): { readonly key: string; readonly value: Uint8Array } {
  return { key: lockRowKey, value: new TextEncoder().encode(JSON.stringify(record)) };
}
