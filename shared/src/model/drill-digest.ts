import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { encodeUtf8 } from 'lib0/string';
import type * as Y from 'yjs';
import { entryHash } from './entry-chain.ts';

/** Bytes of each entry's hash that a seal keeps, so that it can be said which one is missing. */
const markLength = 8;

/** What a drill's entries are, in whatever order they came. */
export interface DrillDigest {
  /** Entries and runs together, and what else is in their lists. */
  readonly count: number;
  /** SHA-256, in hex, over the hashes of all (`entryHash`) in hex, sorted, each followed by a line feed. */
  readonly digest: string;
  /** The first 8 bytes of each hash, sorted, one after the other. */
  readonly marks: Uint8Array;
}

export function drillDigest(doc: Y.Doc): DrillDigest {
  return digestOf(drillHashes(doc));
}

/** Hashes of all members of a drill's lists, in no order; what is there twice is so here. */
export function drillHashes(doc: Y.Doc): readonly string[] {
  return [...doc.getArray('entries'), ...doc.getArray('runs')].map(entryHash);
}

export function digestOf(hashes: readonly string[]): DrillDigest {
  const sorted = hashes.toSorted();
  const digest = bytesToHex(sha256(encodeUtf8(sorted.map((hash) => `${hash}\n`).join(''))));
  const marks = hexToBytes(sorted.map(markOf).join(''));
  return { count: sorted.length, digest, marks };
}

/** The part of a hash that marks keep, in hex. */
export function markOf(hash: string): string {
  return hash.slice(0, 2 * markLength);
}

/** The marks one by one, in hex. */
export function marksIn(marks: Uint8Array): readonly string[] {
  const all = bytesToHex(marks);
  return Array.from({ length: Math.floor(marks.length / markLength) }, (_, at) =>
    all.slice(at * 2 * markLength, (at + 1) * 2 * markLength),
  );
}
