import type { RefusalReason } from './admission-limits.ts';

/** Why decoding stopped. */
export interface Fault {
  readonly reason: RefusalReason;
  readonly detail: string;
}

/**
 * A position in untrusted bytes. After the first fault it stands at the end, so that every later
 * read fails too: readers may carry on with a made-up value and check `fault` once in a while.
 */
export interface Cursor {
  readonly bytes: Uint8Array;
  pos: number;
  fault: Fault | undefined;
}

/** Records the first fault and makes all later reads fail. Returns -1, the value of a failed read. */
export function fail(cursor: Cursor, reason: RefusalReason, detail: string): number {
  cursor.fault ??= { reason, detail };
  cursor.pos = cursor.bytes.length;
  return -1;
}

/** One byte, or -1. */
export function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.pos];
  if (byte === undefined) return fail(cursor, 'truncated', 'the update ends too early');
  cursor.pos += 1;
  return byte;
}

/** Moves over `sizeBytes` bytes. */
export function skipBytes(cursor: Cursor, sizeBytes: number): void {
  if (sizeBytes < 0 || sizeBytes > cursor.bytes.length - cursor.pos) {
    fail(cursor, 'truncated', 'the update ends too early');
  } else {
    cursor.pos += sizeBytes;
  }
}

/** An unsigned integer of lib0's variable-length coding, in its shortest form and at most 2^53 - 1; or -1. */
export function readUint(cursor: Cursor): number {
  const first = readByte(cursor);
  return first < 128 ? first : readFurtherBits(cursor, first & 127, 128);
}

/** Checks and moves over a signed integer of lib0's variable-length coding. */
export function skipInt(cursor: Cursor): void {
  const first = readByte(cursor);
  if (first >= 128) readFurtherBits(cursor, first & 63, 64);
}

function readFurtherBits(cursor: Cursor, lowBits: number, firstScale: number): number {
  let value = lowBits;
  for (let scale = firstScale; scale <= 2 ** 49; scale *= 128) {
    const byte = readByte(cursor);
    if (byte < 0) return -1;
    value += (byte & 127) * scale;
    if (byte < 128) {
      if (byte === 0) return fail(cursor, 'bad-number', 'a number is not in its shortest form');
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
  }
  return fail(cursor, 'bad-number', 'a number is too large');
}

/**
 * Checks that the next `sizeBytes` bytes are well-formed UTF-8 (RFC 3629: shortest forms, no
 * surrogates) and moves over them. Returns their length in UTF-16 units, which is how Yjs counts,
 * or -1.
 */
export function readUtf8(cursor: Cursor, sizeBytes: number): number {
  const { bytes } = cursor;
  const start = cursor.pos;
  skipBytes(cursor, sizeBytes);
  if (cursor.fault !== undefined) return -1;
  const end = start + sizeBytes;
  let pos = start;
  let units = sizeBytes;
  while (pos < end) {
    const lead = bytes[pos] ?? 0;
    if (lead < 0x80) {
      pos += 1;
      continue;
    }
    const extraBytes = continuationBytes(bytes, pos, end, lead);
    if (extraBytes === 0) return fail(cursor, 'bad-text', 'a text is not valid UTF-8');
    // Two and three bytes are one unit, four are a surrogate pair.
    units -= extraBytes === 3 ? 2 : extraBytes;
    pos += extraBytes + 1;
  }
  return units;
}

/** How many continuation bytes rightly follow `lead` at `pos`: 1 to 3, or 0 for malformed. */
function continuationBytes(bytes: Uint8Array, pos: number, end: number, lead: number): number {
  const extraBytes = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  if (lead < 0xc2 || lead > 0xf4 || pos + extraBytes >= end) return 0;
  const second = bytes[pos + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i <= extraBytes; i += 1) {
    if (((bytes[pos + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return extraBytes;
}

const reservedName = '__proto__';

/** Whether the `sizeBytes` bytes at `pos` spell `__proto__`. */
export function isReservedName(bytes: Uint8Array, pos: number, sizeBytes: number): boolean {
  if (sizeBytes !== reservedName.length) return false;
  for (let i = 0; i < sizeBytes; i += 1) {
    if (bytes[pos + i] !== reservedName.charCodeAt(i)) return false;
  }
  return true;
}
