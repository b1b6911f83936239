import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { textHash } from './ids.ts';

/**
 * How the members of a map are named after what they hold, so that nobody can put another in the
 * place of one. `files`: bytes, by their SHA-256 in hex. `texts`: texts, by their `textHash`; what has
 * a slash in its name is a part of a longer one, and can be checked only together with the others.
 */
export type ContentNaming = 'files' | 'texts';

export function fitsContentName(naming: ContentNaming, name: string, value: unknown): boolean {
  if (naming === 'files') return value instanceof Uint8Array && bytesToHex(sha256(value)) === name;
  if (name.includes('/')) return typeof value === 'string' || typeof value === 'number';
  return typeof value === 'string' && textHash(value) === name;
}
