import { decodeUtf8 } from 'lib0/string';
import type { AdmissionLimits } from './admission-limits.ts';
import {
  type Cursor,
  fail,
  isReservedName,
  readByte,
  readUint,
  readUtf8,
  skipBytes,
  skipInt,
} from './update-decoder-cursor.ts';

/** A cursor with what the values of one update may still cost. */
export interface ContentCursor extends Cursor {
  readonly limits: AdmissionLimits;
  /** Values that may still follow. */
  valuesLeft: number;
}

/** The numbers by which Yjs names contents (`Item.js`, `contentRefs`). */
export const contentRef = {
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
} as const;

/**
 * Checks the content of an item and moves over it, building nothing. Returns its length in clock
 * units (at least 1), or -1.
 */
export function readContent(cursor: ContentCursor, ref: number): number {
  switch (ref) {
    case contentRef.string:
      return orEmpty(cursor, readUtf8(cursor, readUint(cursor)));
    case contentRef.deleted:
      return orEmpty(cursor, readUint(cursor));
    case contentRef.any:
      return readRun(cursor, readAny);
    case contentRef.json:
      return readRun(cursor, readJsonOrUndefined);
    case contentRef.binary:
      skipBytes(cursor, readUint(cursor));
      return 1;
    case contentRef.embed:
      readJson(cursor);
      return 1;
    case contentRef.format:
      readName(cursor);
      readJson(cursor);
      return 1;
    case contentRef.type:
      readType(cursor);
      return 1;
    case contentRef.document:
      return fail(cursor, 'subdocument', 'nested documents are not taken');
    default:
      return fail(cursor, 'unknown-form', 'a content of a kind that Yjs does not have');
  }
}

/**
 * Checks a root name, map key, format key or node name. `__proto__` is refused because code that
 * copies such keys into an object changes its prototype; `constructor` and `prototype` are only
 * odd words (an ordinary assignment shadows them), and people do write about them. Returns the
 * name's size in bytes, or -1.
 */
export function readName(cursor: ContentCursor): number {
  const sizeBytes = readUint(cursor);
  if (sizeBytes > cursor.limits.maxNameLength) {
    return fail(cursor, 'long-name', 'a name is too long');
  }
  const start = cursor.pos;
  readUtf8(cursor, sizeBytes);
  if (isReservedName(cursor.bytes, start, sizeBytes)) {
    fail(cursor, 'reserved-name', '__proto__ cannot be a key or a name');
  }
  return sizeBytes;
}

function orEmpty(cursor: Cursor, length: number): number {
  return length === 0 ? fail(cursor, 'empty-run', 'a content has no length') : length;
}

function readRun(cursor: ContentCursor, readOne: (cursor: ContentCursor, depth: number) => void) {
  const count = orEmpty(cursor, readUint(cursor));
  if (!spendValues(cursor, count, 1)) return -1;
  for (let i = 0; i < count && cursor.fault === undefined; i += 1) readOne(cursor, 0);
  return count;
}

/** Whether `count` values of at least `minBytes` each can follow and are allowed. */
function spendValues(cursor: ContentCursor, count: number, minBytes: number): boolean {
  if (count * minBytes > cursor.bytes.length - cursor.pos) {
    fail(cursor, 'truncated', 'a list declares more than follows');
  } else if ((cursor.valuesLeft -= count) < 0) {
    fail(cursor, 'too-many', 'too many values');
  }
  return cursor.fault === undefined;
}

/** Shared types by number (`ContentType.js`, `typeRefs`): array, map, text, XML element, fragment, hook, text. */
function readType(cursor: ContentCursor): void {
  const typeRef = readUint(cursor);
  if (typeRef > 6) fail(cursor, 'unknown-form', 'a shared type that Yjs does not have');
  if (typeRef === 3 || typeRef === 5) readName(cursor);
}

/** One value in lib0's `any` coding, tags 116 to 127. */
function readAny(cursor: ContentCursor, depth: number): void {
  switch (readByte(cursor)) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      skipInt(cursor);
      return;
    case 124:
      skipBytes(cursor, 4);
      return;
    case 123: // 64-bit float
    case 122: // 64-bit integer
      skipBytes(cursor, 8);
      return;
    case 119:
      readUtf8(cursor, readUint(cursor));
      return;
    case 118:
      readAnyObject(cursor, depth + 1);
      return;
    case 117:
      readAnyArray(cursor, depth + 1);
      return;
    case 116:
      skipBytes(cursor, readUint(cursor));
      return;
    default:
      fail(cursor, 'unknown-form', 'a value of a kind that Yjs does not have');
  }
}

function readAnyObject(cursor: ContentCursor, depth: number): void {
  const count = readUint(cursor);
  if (isTooDeep(cursor, depth) || !spendValues(cursor, count, 2)) return;
  for (let i = 0; i < count && cursor.fault === undefined; i += 1) {
    const sizeBytes = readUint(cursor);
    const start = cursor.pos;
    readUtf8(cursor, sizeBytes);
    if (isReservedName(cursor.bytes, start, sizeBytes)) {
      fail(cursor, 'reserved-name', '__proto__ cannot be a key');
    }
    readAny(cursor, depth);
  }
}

function readAnyArray(cursor: ContentCursor, depth: number): void {
  const count = readUint(cursor);
  if (isTooDeep(cursor, depth) || !spendValues(cursor, count, 1)) return;
  for (let i = 0; i < count && cursor.fault === undefined; i += 1) readAny(cursor, depth);
}

function isTooDeep(cursor: ContentCursor, depth: number): boolean {
  if (depth > cursor.limits.maxNestingDepth) fail(cursor, 'too-deep', 'a value is nested too deep');
  return cursor.fault !== undefined;
}

/** An element of a `ContentJSON`, where Yjs writes the bare word for undefined. */
function readJsonOrUndefined(cursor: ContentCursor): void {
  const text = readJsonText(cursor);
  if (text !== undefined && text !== 'undefined') checkJson(cursor, text);
}

function readJson(cursor: ContentCursor): void {
  const text = readJsonText(cursor);
  if (text !== undefined) checkJson(cursor, text);
}

function readJsonText(cursor: ContentCursor): string | undefined {
  const sizeBytes = readUint(cursor);
  const start = cursor.pos;
  if (readUtf8(cursor, sizeBytes) < 0) return undefined;
  measureJson(cursor, start, cursor.pos);
  if (cursor.fault !== undefined) return undefined;
  return decodeUtf8(cursor.bytes.subarray(start, cursor.pos));
}

/** Bounds depth and number of values before the text is parsed. */
function measureJson(cursor: ContentCursor, start: number, end: number): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let pos = start; pos < end; pos += 1) {
    const byte = cursor.bytes[pos];
    if (byte === 0x22 /* quote */) inString = !inString;
    else if (inString) pos += byte === 0x5c /* backslash */ ? 1 : 0;
    else if (byte === 0x5b /* [ */ || byte === 0x7b /* { */) {
      depth += 1;
      values += 1;
      if (isTooDeep(cursor, depth)) return;
    } else if (byte === 0x5d /* ] */ || byte === 0x7d /* } */) depth -= 1;
    else if (byte === 0x2c /* , */) values += 1;
  }
  if ((cursor.valuesLeft -= values) < 0) fail(cursor, 'too-many', 'too many values');
}

/**
 * A lone surrogate written as an escape is let through: unlike one in UTF-8 it survives the next
 * encoding unchanged, so no two replicas come to differ by it.
 */
function checkJson(cursor: ContentCursor, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail(cursor, 'bad-json', 'a JSON value does not parse');
    return;
  }
  const mayName = text.includes('__proto__') || text.includes('\\u');
  if (mayName && hasReservedKey(value)) {
    fail(cursor, 'reserved-name', '__proto__ cannot be a key');
  }
}

function hasReservedKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasReservedKey);
}
