import { inflateSync } from 'fflate';
import { decodeUtf8 } from 'lib0/string';
import { crc32 } from '../replica/checksum.ts';
import { maxFileBytes } from './file-text.ts';
import { folderWithoutRunbooks, type PassedOver, passedOver } from './passed-over.ts';
import type { ImportFile } from './plan-import.ts';

/** What a reader accepts, so that an archive cannot cost more than it is worth. */
export const zipLimits = { archiveBytes: 256_000_000, entries: 50_000, unpackedBytes: 512_000_000 };

export type ZipFiles =
  | {
      readonly ok: true;
      readonly files: readonly ImportFile[];
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly ok: false; readonly problem: ZipProblem };

export type ZipProblem = 'not-a-zip' | 'damaged' | 'too-large' | 'not-supported';

/** In words, for a person. */
export const zipProblems: Readonly<Record<ZipProblem, string>> = {
  'not-a-zip': 'This is not a zip archive.',
  damaged: 'The archive is damaged: what is in it does not fit its checksums. Copy it again.',
  'too-large': 'The archive has more in it than Holdfast takes in: 50,000 files, 512 MB.',
  'not-supported': 'The archive is encrypted or of a kind that Holdfast cannot read (zip64).',
};

interface ZipEntry {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
  readonly isLink: boolean;
}

/** Stands for the bytes of a file of which only the size matters. */
const tooLarge = new Uint8Array(maxFileBytes + 1);
const encrypted = 1;
const utf8Name = 1 << 11;

/**
 * The files of a zip archive, as an import wants them: paths as the archive has them, for the
 * planner to check. Only those that `isWanted` are unpacked, others are empty; none takes more
 * memory than it says beforehand. Never throws.
 */
export function readZip(bytes: Uint8Array, isWanted: (path: string) => boolean): ZipFiles {
  if (bytes.length > zipLimits.archiveBytes) return { ok: false, problem: 'too-large' };
  try {
    const entries = readDirectory(bytes);
    return typeof entries === 'string'
      ? { ok: false, problem: entries }
      : unpackAll(bytes, entries, isWanted);
  } catch {
    // A place beyond the end, a stream that is none: the archive says what is not so.
    return { ok: false, problem: 'damaged' };
  }
}

function unpackAll(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  isWanted: (path: string) => boolean,
): ZipFiles {
  const files: ImportFile[] = [];
  const over = new Map<string, PassedOver>();
  let total = 0;
  for (const entry of entries) {
    const { path } = entry;
    if (path.endsWith('/')) continue;
    const folder = folderWithoutRunbooks(path);
    if (folder !== undefined) over.set(folder, passedOver(folder, 'folder-without-runbooks'));
    else if (entry.isLink) over.set(path, passedOver(path, 'link'));
    else if (!isWanted(path)) files.push({ path, bytes: new Uint8Array() });
    else if (entry.unpackedBytes > maxFileBytes) files.push({ path, bytes: tooLarge });
    else {
      total += entry.unpackedBytes;
      if (total > zipLimits.unpackedBytes) return { ok: false, problem: 'too-large' };
      const unpacked = unpack(bytes, entry);
      if (typeof unpacked === 'string') return { ok: false, problem: unpacked };
      files.push({ path, bytes: unpacked });
    }
  }
  return { ok: true, files, passedOver: [...over.values()] };
}

/** The entries that the archive's end lists (PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16). */
function readDirectory(bytes: Uint8Array): readonly ZipEntry[] | ZipProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return 'not-a-zip';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffff_ffff) return 'not-supported';
  if (count > zipLimits.entries) return 'too-large';
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (view.getUint32(at, true) !== 0x0201_4b50) return 'damaged';
    const nameBytes = view.getUint16(at + 28, true);
    const restBytes = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const flags = view.getUint16(at + 8, true);
    const madeBy = view.getUint8(at + 5);
    const unixMode = view.getUint32(at + 38, true) >>> 16;
    entries.push({
      path: readName(bytes.subarray(at + 46, at + 46 + nameBytes), flags),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      isLink: madeBy === 3 && (unixMode & 0o170_000) === 0o120_000,
    });
    at += 46 + nameBytes + restBytes;
  }
  return entries;
}

/** The end record stands last, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === 0x0605_4b50) return at;
  }
  return undefined;
}

/** Many programs write UTF-8 without saying so; what is neither is read byte by byte. */
function readName(bytes: Uint8Array, flags: number): string {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if ((flags & utf8Name) !== 0) throw error;
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

function unpack(bytes: Uint8Array, entry: ZipEntry): Uint8Array | ZipProblem {
  if ((entry.flags & encrypted) !== 0 || (entry.method !== 0 && entry.method !== 8)) {
    return 'not-supported';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== 0x0403_4b50) return 'damaged';
  const start =
    entry.offset +
    30 +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  const end = start + entry.packedBytes;
  if (end > bytes.length) return 'damaged';
  const packed = bytes.subarray(start, end);
  const unpacked =
    entry.method === 0
      ? packed.slice()
      : // One byte more than it says shows a stream that says too little, without unpacking the rest.
        inflateSync(packed, { out: new Uint8Array(entry.unpackedBytes + 1) });
  return unpacked.length === entry.unpackedBytes && crc32(unpacked) === entry.crc
    ? unpacked
    : 'damaged';
}
