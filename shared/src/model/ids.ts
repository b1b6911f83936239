import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import type { Random } from '../replica/ports.ts';

/** Crockford's base 32, lower case: sorts like the bytes it encodes. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 26;
const endingLength = 16;

/**
 * A new id: a ULID (github.com/ulid/spec) in lower case, 48 bits of wall clock, then 80 random
 * bits. Ids made later sort later; two made in the same millisecond sort by chance.
 */
export function createId(random: Pick<Random, 'bytes'>, nowMs: number): string {
  return timeDigits(nowMs) + randomEnding(random);
}

/** 80 random bits. */
export function randomEnding(random: Pick<Random, 'bytes'>): string {
  return base32(random.bytes(10)).slice(0, endingLength);
}

function timeDigits(atMs: number): string {
  const clamped = Math.min(Math.max(Math.floor(atMs), 0), 2 ** 48 - 1);
  let time = '';
  for (let rest = clamped, n = 0; n < 10; n += 1) {
    time = digit(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time;
}

/**
 * The end of ids that follow from what they are about, in place of chance: 80 bits of SHA-256, so
 * that whoever knows the words makes the same id. `idAt` puts a moment before it.
 */
export function idEnding(...words: readonly string[]): string {
  return base32(hash(...words)).slice(0, endingLength);
}

/** An ending that follows from two, at the cost of neither's hash. */
export function joinEndings(a: string, b: string): string {
  let joined = '';
  for (let at = 0; at < endingLength; at += 1)
    joined += digit(alphabet.indexOf(a.charAt(at)) ^ alphabet.indexOf(b.charAt(at)));
  return joined;
}

/** An id with the form of a ULID from a moment (ms since 1970) and an `idEnding`. */
export function idAt(atMs: number, ending: string): string {
  return timeDigits(atMs) + ending;
}

/** An id from a moment (ms since 1970) whose ending follows from that moment and from words. */
export function timedId(atMs: number, ...words: readonly string[]): string {
  const time = timeDigits(atMs);
  return time + idEnding(time, ...words);
}

/** The moment and the ending of an id; undefined for what is no ULID. */
export function splitId(
  id: string,
): { readonly atMs: number; readonly ending: string } | undefined {
  if (!/^[0-9a-hjkmnp-tv-z]{26}$/u.test(id)) return undefined;
  let atMs = 0;
  for (const one of id.slice(0, -endingLength)) atMs = atMs * 32 + alphabet.indexOf(one);
  return { atMs, ending: id.slice(-endingLength) };
}

/**
 * The id of the runbook imported from a path (with the imported folder's name first): 130 bits of
 * SHA-256, so that everyone who imports the same folder means the same document.
 */
export function runbookIdForPath(sourcePath: string): string {
  return base32(hash('runbook path', sourcePath)).slice(0, idLength);
}

/** A short, stable name for a text: 130 bits of SHA-256 of its UTF-8 bytes. */
export function textHash(text: string): string {
  return base32(digest(encodeUtf8(text))).slice(0, idLength);
}

/** The same of bytes. */
export function bytesHash(bytes: Uint8Array): string {
  return base32(digest(bytes)).slice(0, idLength);
}

/**
 * The Yjs client id under which a file's first text is written: 32 bits that depend on every byte
 * of it, so that equal files give equal updates and different files never speak as one client.
 */
export function deterministicClientId(sourcePath: string, text: string): number {
  const bytes = hash('import client 1', sourcePath, text);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}

/**
 * The Yjs client id under which an accepted change is written: 32 bits that depend on the proposal,
 * on the characters it is written between and on what is written, so that two people who accept the
 * same change of the same characters make the same edit, and it is there once.
 */
export function acceptanceClientId(proposal: string, edit: string): number {
  const bytes = hash('accept client 1', proposal, edit);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}

function hash(...parts: readonly string[]): Uint8Array {
  // A length before each part keeps ('ab', 'c') and ('a', 'bc') apart.
  return digest(encodeUtf8(parts.map((part) => `${part.length}:${part}`).join('')));
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digit((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + digit((held << (5 - bits)) & 31);
}

function digit(value: number): string {
  return alphabet.charAt(value);
}

/**
 * An id as people may read it where nothing has its name: that of something imported begins with the
 * words that it is called by, and ends so that it is the same for all who import it.
 */
export function readableId(id: string): string {
  return /^(.+)-(?=[a-z]*\d)[0-9a-z]{12}$/u.exec(id)?.[1] ?? id;
}
