import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';

/**
 * Small images of a runbook: the root `images`, a map from the path as the text writes it
 * (`images/<id>.png`, `../images/a.png`, relative to the runbook's file) to the bytes; it only names
 * an image, and whoever makes a file of it checks where it leads. The root `imageSources` says, for
 * those that were imported, what the file was then. What a document holds is never trusted: an entry counts only if its path is one, its size is within the limit, and its first bytes
 * say that it is a picture. SVG is none: it can hold programs.
 */
export interface RunbookImage {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: ImageType;
}

export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** In bytes: everybody who opens the runbook holds them, also on a phone in a tunnel. */
export const imageLimits = { each: 200_000, total: 1_000_000 } as const;

const endings: Readonly<Record<ImageType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

const longestPath = 300;

/** The map; nothing is written by getting it. */
export function runbookImages(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('images');
}

/** Every image that counts, by its path, in the order of the paths. Never throws. */
export function readImages(doc: Y.Doc): ReadonlyMap<string, RunbookImage> {
  const found: (readonly [string, RunbookImage])[] = [];
  for (const [path, bytes] of runbookImages(doc).entries()) {
    if (!(bytes instanceof Uint8Array) || bytes.length > imageLimits.each) continue;
    const type = imageType(bytes);
    if (type === undefined || !isImagePath(path)) continue;
    found.push([path, { path, bytes, type }]);
  }
  return new Map(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Keeps an image under a path, in place of what was there. Refused: what is no picture
 * (`not-an-image`), too large alone (`too-large`) or with the others (`full`), or what is no path
 * relative to the runbook (`bad-path`). One transaction of at most 200 KB.
 */
export function putImage(
  doc: Y.Doc,
  path: string,
  bytes: Uint8Array,
): CommandResult<'not-an-image' | 'too-large' | 'full' | 'bad-path'> {
  if (!isImagePath(path)) {
    const problem = 'The path of an image is relative to its runbook.';
    return { ok: false, reason: 'bad-path', problem };
  }
  if (imageType(bytes) === undefined) {
    const problem = 'Only PNG, JPEG, GIF and WebP images can be kept.';
    return { ok: false, reason: 'not-an-image', problem };
  }
  if (bytes.length > imageLimits.each) {
    const problem = 'An image in a runbook has at most 200 kB.';
    return { ok: false, reason: 'too-large', problem };
  }
  const images = readImages(doc);
  const others = imageBytes(images) - (images.get(path)?.bytes.length ?? 0);
  if (others + bytes.length > imageLimits.total) {
    const problem = 'The images of a runbook have at most 1 MB together.';
    return { ok: false, reason: 'full', problem };
  }
  if (isEqual(images.get(path)?.bytes, bytes)) return { ok: true, changed: false };
  // A copy: what it is given may be part of a larger buffer, or change later.
  runbookImages(doc).set(path, Uint8Array.from(bytes));
  return { ok: true, changed: true };
}

/** Takes an image out. */
export function removeImage(doc: Y.Doc, path: string): CommandResult {
  const images = runbookImages(doc);
  if (!images.has(path)) return { ok: true, changed: false };
  images.delete(path);
  return { ok: true, changed: true };
}

/** Copies all images, one transaction each, so that no update grows beyond what relays take. */
export function copyImages(source: Y.Doc, target: Y.Doc): void {
  for (const { path, bytes } of readImages(source).values()) putImage(target, path, bytes);
}

/** `bytesHash` of an image's file when it was last imported or in step; undefined where it never was. */
export function readImageSource(doc: Y.Doc, path: string): string | undefined {
  const hash = imageSources(doc).get(path);
  return typeof hash === 'string' ? hash : undefined;
}

/** Notes what an image's file is, or that it is not known; says whether that was news. */
export function noteImageSource(doc: Y.Doc, path: string, hash: string | undefined): boolean {
  if (readImageSource(doc, path) === hash) return false;
  if (hash === undefined) imageSources(doc).delete(path);
  else imageSources(doc).set(path, hash);
  return true;
}

function imageSources(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('imageSources');
}

/** How many bytes they have together. */
export function imageBytes(images: ReadonlyMap<string, RunbookImage>): number {
  let bytes = 0;
  for (const image of images.values()) bytes += image.bytes.length;
  return bytes;
}

/** The path of a new image. */
export function imagePath(id: string, type: ImageType): string {
  return `images/${id}.${endings[type]}`;
}

/** The path that an image's address in a text means; undefined for what is on another server. */
export function imagePathOf(address: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/|^#/i.test(address)) return undefined;
  const path = decode(address.replace(/[?#].*$/, '')).replace(/^(?:\.\/)+/, '');
  return isImagePath(path) ? path : undefined;
}

/** Those that a text does not mention, as far as a look at its words can tell. */
export function unusedImages(
  images: ReadonlyMap<string, RunbookImage>,
  text: string,
): readonly string[] {
  const decoded = text.includes('%') ? decode(text.replace(/%(?![0-9a-f]{2})/gi, '%25')) : text;
  return [...images.keys()].filter((path) => !text.includes(path) && !decoded.includes(path));
}

/** What the first bytes say that it is. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  const isGif = [0x37, 0x39].some((year) =>
    startsWith(bytes, 0, [0x47, 0x49, 0x46, 0x38, year, 0x61]),
  );
  if (isGif) return 'image/gif';
  const isWebp =
    startsWith(bytes, 0, [0x52, 0x49, 0x46, 0x46]) &&
    startsWith(bytes, 8, [0x57, 0x45, 0x42, 0x50]);
  return isWebp ? 'image/webp' : undefined;
}

function isImagePath(path: string): boolean {
  if (path === '' || path.length > longestPath || /[\p{Cc}\\]/u.test(path)) return false;
  const parts = path.split('/');
  const inside = parts.slice(
    Math.max(
      0,
      parts.findIndex((part) => part !== '..'),
    ),
  );
  return inside.every((part) => part !== '' && part !== '.' && part !== '..');
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

function isEqual(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign in what was written by hand.
    return text;
  }
}
