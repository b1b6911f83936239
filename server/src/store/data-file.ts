import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { toStoreFault } from './store-faults.ts';

/*
 * LMDB reads its file through a memory map: a page that is cut off, or a page number that is not true,
 * ends the process by a signal before anything can be said. So the file is looked at first, with plain
 * reads. The layout is that of `mdb.c` in lmdb-js (data version 2, 64 bit, little endian).
 */
const headerBytes = 24;
const nodeHeaderBytes = 8;
const overflowInfoBytes = 24;
const metaBytes = 168;
const smallestFileBytes = 2 * 4096;
const magic = 0xbeefc0de;
const dataVersion = 2;
const branchFlag = 0x01;
const leafFlag = 0x02;
const overflowFlag = 0x04;
const bigDataFlag = 0x01;
const noRoot = 0xffff_ffff_ffff_ffffn;
/** LMDB's own limit of a cursor's stack. */
const deepestTree = 32;
/** A running relay may write over pages while they are looked at; then the look is taken again. */
const attempts = 5;

interface Tree {
  readonly depth: number;
  readonly root: bigint;
}

interface Meta {
  readonly pageSize: number;
  /** Free pages, then records. */
  readonly trees: readonly Tree[];
  /** The file may end before it where the last pages are free. */
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/**
 * What is wrong with the data file in `folder`, as a line for a person; undefined: nothing that this
 * finds. Reads two pages where the file is as long as it says of itself; otherwise, or with
 * `everyPage`, each page that LMDB would follow a pointer to. Changes nothing.
 *
 * @throws StoreFault where the file cannot be read.
 */
export function dataFileProblem(
  folder: string,
  { everyPage = false }: { readonly everyPage?: boolean } = {},
): string | undefined {
  const path = join(folder, 'data.mdb');
  try {
    return problemOf(path, everyPage);
  } catch (error) {
    throw toStoreFault(error, `read ${path}`, 'Name a folder that this user may read.');
  }
}

function problemOf(path: string, everyPage: boolean): string | undefined {
  const file = openSync(path, 'r');
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const meta = newestMeta(file);
      if (meta === 'unknown') return undefined;
      const fault =
        meta === undefined ? 'its first pages are damaged' : faultOf(file, meta, everyPage);
      if (fault === undefined) return undefined;
      const now = newestMeta(file);
      const isChanging =
        meta !== undefined &&
        now !== undefined &&
        now !== 'unknown' &&
        now.transaction !== meta.transaction;
      if (!isChanging) return damaged(path, fault);
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

function damaged(path: string, fault: string): string {
  return `The data file ${path} is damaged or cut short: ${fault}. Restore a backup into a new folder, or start the relay with an empty one: its peers fill it.`;
}

function faultOf(file: number, meta: Meta, everyPage: boolean): string | undefined {
  const sizeBytes = fstatSync(file).size;
  const isWhole = BigInt(sizeBytes) >= (meta.lastPage + 1n) * BigInt(meta.pageSize);
  if (isWhole && !everyPage) return undefined;
  const walk: Walk = { file, meta, sizeBytes, pagesLeft: meta.lastPage + 1n };
  for (const { depth, root } of meta.trees) {
    if (root === noRoot) continue;
    if (depth < 1 || depth > deepestTree) return 'its first pages are damaged';
    const fault = faultBelow(walk, root, depth);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `unknown`: no file of the layout known here; LMDB itself says whether it can read it. */
function newestMeta(file: number): Meta | 'unknown' | undefined {
  if (fstatSync(file).size < smallestFileBytes) return undefined;
  const first = metaAt(file, 0);
  if (first === undefined) return 'unknown';
  const { pageSize } = first;
  if (pageSize < 4096 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  const second = metaAt(file, pageSize);
  if (second === undefined || second.pageSize !== pageSize) return undefined;
  return second.transaction > first.transaction ? second : first;
}

function metaAt(file: number, position: number): Meta | undefined {
  const page = bytesAt(file, position, metaBytes);
  if (page === undefined || page.readUInt32LE(24) !== magic) return undefined;
  if ((page.readUInt32LE(28) & 0xffff) !== dataVersion) return undefined;
  return {
    pageSize: page.readUInt32LE(48),
    trees: [48, 96].map((at) => ({
      depth: page.readUInt16LE(at + 6),
      root: page.readBigUInt64LE(at + 40),
    })),
    lastPage: page.readBigUInt64LE(144),
    transaction: page.readBigUInt64LE(152),
  };
}

interface Walk {
  readonly file: number;
  readonly meta: Meta;
  readonly sizeBytes: number;
  /** Pages that point in a circle are no tree: no more are followed than there are. */
  pagesLeft: bigint;
}

/** What is wrong with a page and all below it. `depth`: 1 for a leaf. */
function faultBelow(walk: Walk, number: bigint, depth: number): string | undefined {
  const missing = faultOfRange(walk, number, 1n);
  if (missing !== undefined) return missing;
  walk.pagesLeft -= 1n;
  const { pageSize } = walk.meta;
  const page = bytesAt(walk.file, Number(number) * pageSize, pageSize);
  const fault = `page ${number} is damaged`;
  if (page === undefined || walk.pagesLeft < 0n || page.readBigUInt64LE(0) !== number) return fault;
  const isLeaf = depth === 1;
  const kind = page.readUInt16LE(18) & (branchFlag | leafFlag | overflowFlag);
  if (kind !== (isLeaf ? leafFlag : branchFlag)) return fault;
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  if (lower % 2 !== 0 || lower > upper || headerBytes + upper > pageSize) return fault;
  for (let at = headerBytes; at < headerBytes + lower; at += 2) {
    const node = nodeAt(page, headerBytes + page.readUInt16LE(at), isLeaf);
    if (node === undefined) return fault;
    const below = isLeaf ? faultOfOverflow(walk, node) : faultBelow(walk, node.child, depth - 1);
    if (below !== undefined) return below;
  }
  return undefined;
}

interface Node {
  /** In a branch: the page below. */
  readonly child: bigint;
  /** In a leaf: where a large value lies. */
  readonly overflow: { readonly number: bigint; readonly pages: bigint } | undefined;
  readonly valueBytes: number;
}

/** Undefined where a node does not fit its page. */
function nodeAt(page: Buffer, at: number, isLeaf: boolean): Node | undefined {
  if (at + nodeHeaderBytes > page.length) return undefined;
  const low = page.readUInt32LE(at);
  const flags = page.readUInt16LE(at + 4);
  const valueAt = at + nodeHeaderBytes + page.readUInt16LE(at + 6);
  const isBig = isLeaf && (flags & bigDataFlag) !== 0;
  const inPageBytes = isBig ? overflowInfoBytes : isLeaf ? low : 0;
  if (valueAt + inPageBytes > page.length) return undefined;
  return {
    child: BigInt(low) | (BigInt(flags) << 32n),
    overflow: isBig
      ? { number: page.readBigUInt64LE(valueAt), pages: page.readBigUInt64LE(valueAt + 16) }
      : undefined,
    valueBytes: low,
  };
}

function faultOfOverflow(walk: Walk, { overflow, valueBytes }: Node): string | undefined {
  if (overflow === undefined) return undefined;
  const { number, pages } = overflow;
  const missing = faultOfRange(walk, number, pages);
  if (missing !== undefined) return missing;
  const { pageSize } = walk.meta;
  const header = bytesAt(walk.file, Number(number) * pageSize, headerBytes);
  const isSound =
    header?.readBigUInt64LE(0) === number &&
    (header.readUInt16LE(18) & overflowFlag) !== 0 &&
    BigInt(headerBytes + valueBytes) <= pages * BigInt(pageSize);
  return isSound ? undefined : `page ${number} is damaged`;
}

function faultOfRange({ meta, sizeBytes }: Walk, first: bigint, pages: bigint): string | undefined {
  const end = first + pages;
  if (first < 2n || pages < 1n || end > meta.lastPage + 1n) return `there is no page ${first}`;
  if (end * BigInt(meta.pageSize) <= BigInt(sizeBytes)) return undefined;
  return `page ${end - 1n} is missing`;
}

function bytesAt(file: number, position: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : undefined;
}
