import { argon2id } from '@noble/hashes/argon2.js';

/** What it costs to try one passphrase: memory, and passes over it. */
export interface PassphraseCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** For new locks: about a second on a laptop, a few on an old phone, and 64 MB for each guess at a time. */
export const passphraseCost: PassphraseCost = { memoryKiB: 65_536, passes: 2 };

/**
 * 32 bytes out of a passphrase, by Argon2id; nothing else runs meanwhile. The same letters count as
 * the same, however a keyboard composes them.
 */
export function secretOfPassphrase(
  passphrase: string,
  salt: Uint8Array,
  { memoryKiB, passes }: PassphraseCost,
): Uint8Array {
  return argon2id(passphrase.normalize('NFKC'), salt, {
    m: memoryKiB,
    t: passes,
    p: 1,
    dkLen: 32,
  });
}
