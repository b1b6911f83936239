import { decodeUtf8 } from 'lib0/string';
import type { AdmissionLimits } from './admission-limits.ts';
import { type ContentCursor, contentRef, readContent, readName } from './update-decoder-content.ts';
import { fail, readByte, readUint } from './update-decoder-cursor.ts';

/** The bits of a struct's first byte above its content's number (`Item.js`, `write`). */
const hasOrigin = 0x80;
const hasRightOrigin = 0x40;
const hasParentSub = 0x20;
const refBits = 0x1f;
const skipInfo = 10;

/** Clocks stay below this, so that Yjs may do arithmetic on them in 32 bits. */
const clockEnd = 2 ** 31;

/** What a replica holds of a document: the next expected clock of each client. */
export type KnownClocks = ReadonlyMap<number, number>;

/** A struct of one client that builds on a struct of another client in the same update. */
export interface InnerDependency {
  /** Index in `runClients` of the client whose struct depends, and where that struct starts. */
  readonly run: number;
  readonly clock: number;
  readonly onClient: number;
  readonly onClock: number;
}

/** What one pass over an update found. Meaningless once `fault` is set. */
export interface UpdateScan extends ContentCursor {
  readonly known: KnownClocks;
  /** Clients with structs, in the order written (descending), and the clock at which each one's run ends. */
  readonly runClients: number[];
  readonly runEnds: number[];
  /** Something it needs is neither known nor, as far as seen, in the update. */
  missing: boolean;
  /** Adds a struct that is not known. */
  newStructs: boolean;
  /** Repeats a struct, or part of one, that is known. */
  overlap: boolean;
  /** Holds a shared type whose place in the document only the document knows. */
  nestsTypes: boolean;
  /** Holds, besides letters and their formats, values: what registers and lists of entries are made of. */
  holdsValues: boolean;
  structs: number;
  deleteRanges: number;
  /** Where the delete set starts in the bytes. */
  deletesAt: number;
  unseenDeletedLeft: number;
  inner: InnerDependency[] | undefined;
  rootNames: Set<string> | undefined;
  /** Where the root name read last stands in the bytes, and its size; structs tend to repeat it. */
  lastRootNameAt: number;
  lastRootNameBytes: number;
}

/**
 * Decodes a Yjs update (encoding V1) strictly, in one pass and without building anything of it.
 * Accepts what Yjs 13 and its `mergeUpdates` and `diffUpdate` write and nothing on which its two
 * parsers (`readClientsStructRefs`, `lazyStructReaderGenerator`) could disagree.
 */
export function scanUpdate(
  bytes: Uint8Array,
  known: KnownClocks,
  limits: AdmissionLimits,
): UpdateScan {
  const scan: UpdateScan = {
    bytes,
    pos: 0,
    fault: undefined,
    limits,
    valuesLeft: limits.maxValues,
    known,
    runClients: [],
    runEnds: [],
    missing: false,
    newStructs: false,
    overlap: false,
    nestsTypes: false,
    holdsValues: false,
    structs: 0,
    deleteRanges: 0,
    deletesAt: 0,
    unseenDeletedLeft: limits.maxUnseenDeletedLength,
    inner: undefined,
    rootNames: undefined,
    lastRootNameAt: 0,
    lastRootNameBytes: -1,
  };
  const clients = readCount(scan, limits.maxClients, 4, 'clients');
  for (let i = 0; i < clients && scan.fault === undefined; i += 1) readRun(scan);
  scan.deletesAt = scan.pos;
  readDeleteSet(scan);
  if (scan.fault === undefined && scan.pos < bytes.length) {
    fail(scan, 'trailing-bytes', 'bytes are left over after the update');
  }
  return scan;
}

/** A count of things of at least `minBytes` each, believed only if so many can follow. */
function readCount(scan: UpdateScan, max: number, minBytes: number, what: string): number {
  const count = readUint(scan);
  if (count > max) return fail(scan, 'too-many', `too many ${what}`);
  if (count * minBytes > scan.bytes.length - scan.pos) {
    return fail(scan, 'truncated', 'the update declares more than follows');
  }
  return count;
}

/** The contiguous structs of one client. */
function readRun(scan: UpdateScan): void {
  const count = readCount(scan, scan.limits.maxStructs - scan.structs, 2, 'structs');
  const client = readUint(scan);
  const start = readUint(scan);
  if (count === 0) fail(scan, 'empty-run', 'a client without structs');
  const previous = scan.runClients.at(-1);
  if (previous !== undefined && client >= previous) {
    fail(scan, 'bad-order', 'clients are not in descending order');
  }
  const knownEnd = scan.known.get(client) ?? 0;
  if (start > knownEnd) scan.missing = true;
  if (start < knownEnd) scan.overlap = true;
  scan.structs += count;
  scan.runClients.push(client);
  let clock = start;
  for (let i = 0; i < count && scan.fault === undefined; i += 1) {
    clock = readStruct(scan, client, clock, knownEnd);
  }
  if (clock > knownEnd) scan.newStructs = true;
  scan.runEnds.push(clock);
}

const valueRefs: ReadonlySet<number> = new Set([
  contentRef.any,
  contentRef.json,
  contentRef.binary,
]);

/** Returns the clock after the struct. */
function readStruct(scan: UpdateScan, client: number, clock: number, knownEnd: number): number {
  const info = readByte(scan);
  const ref = info & refBits;
  if (ref === 0 || ref === skipInfo) {
    const end = clock + readUint(scan);
    if (info !== ref) fail(scan, 'unknown-form', 'a gap with the flags of an item');
    checkEnd(scan, clock, end);
    if (ref === 0) spendUnseenDeleted(scan, clock, end, knownEnd);
    // A gap left by `mergeUpdates` is honest, and gone once what belongs there is known.
    else if (end > knownEnd) scan.missing = true;
    return end;
  }
  const depsAt = scan.inner?.length ?? 0;
  const rooted = readPlace(scan, info, client, clock);
  const end = clock + readContent(scan, ref);
  checkEnd(scan, clock, end);
  if (end <= knownEnd) {
    // What is known is not taken again, so what it was built on no longer matters.
    if (scan.inner !== undefined) scan.inner.length = depsAt;
  } else if (ref === contentRef.deleted) spendUnseenDeleted(scan, clock, end, knownEnd);
  else if (ref === contentRef.type && !rooted) scan.nestsTypes = true;
  else if (valueRefs.has(ref)) scan.holdsValues = true;
  return end;
}

function checkEnd(scan: UpdateScan, clock: number, end: number): void {
  if (scan.fault !== undefined) return;
  if (end === clock) fail(scan, 'empty-run', 'a struct has no length');
  else if (end >= clockEnd) fail(scan, 'bad-number', 'a clock is too large');
}

function spendUnseenDeleted(scan: UpdateScan, clock: number, end: number, knownEnd: number): void {
  const unseen = end - Math.max(clock, knownEnd);
  if (unseen > 0 && (scan.unseenDeletedLeft -= unseen) < 0) {
    fail(scan, 'too-many', 'too much deleted content that was never seen');
  }
}

/** Where an item belongs: its neighbours or, without any, its parent. Returns whether that is a root type. */
function readPlace(scan: UpdateScan, info: number, client: number, clock: number): boolean {
  if ((info & hasOrigin) !== 0) readReference(scan, client, clock);
  if ((info & hasRightOrigin) !== 0) readReference(scan, client, clock);
  if ((info & (hasOrigin | hasRightOrigin)) !== 0) return false;
  const parentForm = readUint(scan);
  if (parentForm === 1) readRootName(scan);
  else if (parentForm === 0) readReference(scan, client, clock);
  else fail(scan, 'unknown-form', 'a parent of a kind that Yjs does not have');
  if ((info & hasParentSub) !== 0) readName(scan);
  return parentForm === 1;
}

function readReference(scan: UpdateScan, client: number, clock: number): void {
  const onClient = readUint(scan);
  const onClock = readUint(scan);
  if (onClient === client) {
    if (onClock >= clock) fail(scan, 'bad-reference', 'a struct builds on its own future');
  } else if (onClock >= (scan.known.get(onClient) ?? 0)) {
    scan.inner ??= [];
    scan.inner.push({ run: scan.runClients.length - 1, clock, onClient, onClock });
  }
}

function readRootName(scan: UpdateScan): void {
  const sizeBytes = readName(scan);
  if (scan.fault !== undefined) return;
  const at = scan.pos - sizeBytes;
  const { lastRootNameAt, lastRootNameBytes } = scan;
  if (sizeBytes === lastRootNameBytes && isSameText(scan.bytes, at, lastRootNameAt, sizeBytes)) {
    return;
  }
  scan.lastRootNameAt = at;
  scan.lastRootNameBytes = sizeBytes;
  const name = decodeUtf8(scan.bytes.subarray(at, scan.pos));
  if (scan.limits.rootNames?.has(name) === false) {
    fail(scan, 'foreign-root', 'a root name that this document does not have');
  }
  scan.rootNames ??= new Set();
  scan.rootNames.add(name);
  if (scan.rootNames.size > scan.limits.maxRootNames) fail(scan, 'too-many', 'too many root names');
}

function isSameText(bytes: Uint8Array, at: number, earlierAt: number, sizeBytes: number): boolean {
  for (let i = 0; i < sizeBytes; i += 1) {
    if (bytes[at + i] !== bytes[earlierAt + i]) return false;
  }
  return true;
}

function readDeleteSet(scan: UpdateScan): void {
  const clients = readCount(scan, scan.limits.maxClients, 4, 'clients');
  // Yjs writes them in descending order since 13.6 and in any order before.
  const seen = clients > 1 ? new Set<number>() : undefined;
  for (let i = 0; i < clients && scan.fault === undefined; i += 1) {
    const client = readUint(scan);
    if (seen?.has(client) === true) fail(scan, 'bad-order', 'a client is deleted from twice');
    seen?.add(client);
    readDeleteRanges(scan, client);
  }
}

function readDeleteRanges(scan: UpdateScan, client: number): void {
  const max = scan.limits.maxDeleteRanges - scan.deleteRanges;
  const count = readCount(scan, max, 2, 'delete ranges');
  if (count === 0) fail(scan, 'empty-run', 'a client with nothing to delete');
  scan.deleteRanges += count;
  let previousEnd = 0;
  for (let i = 0; i < count && scan.fault === undefined; i += 1) {
    const start = readUint(scan);
    const end = start + readUint(scan);
    if (start < previousEnd) fail(scan, 'bad-order', 'delete ranges overlap or are out of order');
    checkEnd(scan, start, end);
    previousEnd = end;
  }
  if (previousEnd > (scan.known.get(client) ?? 0) && previousEnd > runEndOf(scan, client)) {
    scan.missing = true;
  }
}

/** The clock at which the run of `client` in the update ends, or -1 when it has none there. */
function runEndOf(scan: UpdateScan, client: number): number {
  return scan.runEnds[findRun(scan, client)] ?? -1;
}

/** The index of `client` in `runClients`, or -1. */
export function findRun(scan: UpdateScan, client: number): number {
  let low = 0;
  let high = scan.runClients.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = scan.runClients[middle] ?? -1;
    if (found === client) return middle;
    if (found > client) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
