import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';

/**
 * What an entry says of those before it, so that a later change shows. See `docs/drill-log.md` for
 * what that proves and what not.
 *
 * Hashes are SHA-256, in hex, over the UTF-8 of an entry's canonical form: JSON without spaces, the
 * keys of each object in the order of their UTF-16 code units, bytes as `{"bytes":"…"}` in base64,
 * halves of surrogate pairs as U+FFFD, numbers as ECMAScript writes them, and what is `undefined`
 * left out. The form is that of the whole entry, its own `chain` included.
 */
export interface EntryChain {
  /** Place among its device's entries in this list, from 1. */
  readonly n: number;
  /** Hash of the same device's entry before it; empty for the first. */
  readonly prev: string;
  /** Hash of the newest entry of any other device that its author had; empty where there was none. */
  readonly seen: string;
}

const hashSchema = z.string().check(z.regex(/^(?:[0-9a-f]{64})?$/u));
const chainSchema = z.object({
  n: z.int().check(z.gte(1), z.lt(2 ** 31)),
  prev: hashSchema,
  seen: hashSchema,
});

/** Undefined where an entry has none: it is of an older version, or a machine's. */
export function readChain(entry: object): EntryChain | undefined {
  if (!('chain' in entry)) return undefined;
  const read = chainSchema.safeParse(entry.chain);
  return read.success ? read.data : undefined;
}

/** Entries never change, and Yjs gives the same object for one each time. */
const knownHashes = new WeakMap<object, string>();

/** Hash of a list's member as it stands; of what is no object, too. */
export function entryHash(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return hashOf(entry);
  const known = knownHashes.get(entry) ?? hashOf(entry);
  knownHashes.set(entry, known);
  return known;
}

function hashOf(entry: unknown): string {
  return bytesToHex(sha256(encodeUtf8(canonicalForm(entry))));
}

/** See `EntryChain`. */
export function canonicalForm(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(wellFormed(value));
  if (value instanceof Uint8Array) return `{"bytes":"${base64.encode(value)}"}`;
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(wellFormed(key))}:${canonicalForm(member)}`);
    return `{${members.join(',')}}`;
  }
  // Numbers, truth values and null; what JSON does not know, a document cannot hold either.
  return JSON.stringify(value) ?? 'null';
}
