import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { readDrillEntries } from './drill-entries.ts';
import { appendToDrill, type DrillSaid, isDrillEmpty } from './drill-writing.ts';
import type { EntryContext } from './entries.ts';
import { maxEntryLength, refuse, tooLong } from './entry-writing.ts';
import { cleanLine, limits } from './meta.ts';

/** Bytes of one file, and of all that a drill keeps, at most. */
export const drillFileLimits = { one: 200 * 1024, together: 1024 * 1024 } as const;

/** Contents of a drill's files, by their SHA-256 in hex. */
function contents(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('files');
}

export interface NewFile {
  /** Its name without a path is kept. */
  readonly name: string;
  /** Media type, or empty. */
  readonly type: string;
  readonly content: Uint8Array;
  /** Bytes, where `content` is only the beginning of a file that is too large to be read whole. */
  readonly size?: number;
  /** What it shows. */
  readonly text?: string;
}

/** Keeps a small file as evidence. What is there already is not kept twice. */
export function addDrillFile(doc: Y.Doc, file: NewFile, context: EntryContext): DrillSaid {
  const name = cleanLine(file.name.replace(/^.*[\\/]/u, ''));
  const text = wellFormed(file.text ?? '').trim();
  const size = file.content.length;
  const whole = Math.max(file.size ?? 0, size);
  if (isDrillEmpty(doc)) return refuse('no-drill', 'This drill is not here yet.');
  if (name === '') return refuse('no-name', 'A file has a name.');
  if (name.length > limits.titleLength) return tooLong(limits.titleLength);
  if (text.length > maxEntryLength) return tooLong(maxEntryLength);
  if (size === 0) return refuse('empty-file', `${name} is empty.`);
  if (whole > drillFileLimits.one) {
    return refuse(
      'too-large',
      `${name} has ${inKilobytes(whole)} KB. A file may have ${inKilobytes(drillFileLimits.one)} KB. Put it elsewhere and add a link.`,
    );
  }
  const digest = bytesToHex(sha256(file.content));
  const kept = contents(doc);
  if (!kept.has(digest) && keptBytes(doc) + size > drillFileLimits.together) {
    return refuse(
      'too-large',
      `The files of a drill have at most ${inKilobytes(drillFileLimits.together)} KB together. Put it elsewhere and add a link.`,
    );
  }
  return doc.transact(() => {
    if (!kept.has(digest)) kept.set(digest, file.content.slice());
    const fields = {
      kind: 'file',
      name,
      type: cleanLine(file.type).slice(0, limits.itemLength),
      size,
      sha256: digest,
      text: text || undefined,
    };
    return appendToDrill(doc, fields, context);
  });
}

function inKilobytes(bytes: number): string {
  return Math.ceil(bytes / 1024).toLocaleString('en');
}

function keptBytes(doc: Y.Doc): number {
  let bytes = 0;
  for (const content of contents(doc).values()) {
    if (content instanceof Uint8Array) bytes += content.length;
  }
  return bytes;
}

/** A file's content by its digest. `dropped`: by retention; `missing`: it did not arrive, or somebody removed it. */
export type DrillFileContent =
  | { readonly state: 'here'; readonly content: Uint8Array }
  | { readonly state: 'dropped' | 'missing' | 'changed' };

/** Never gives what does not have the digest. */
export function readDrillFile(doc: Y.Doc, digest: string): DrillFileContent {
  const content = contents(doc).get(digest);
  if (content instanceof Uint8Array) {
    return bytesToHex(sha256(content)) === digest
      ? { state: 'here', content }
      : { state: 'changed' };
  }
  if (content !== undefined) return { state: 'changed' };
  const isDropped = readDrillEntries(doc).some(
    (entry) => entry.kind === 'retention' && entry.dropped.includes(digest),
  );
  return { state: isDropped ? 'dropped' : 'missing' };
}

/** Takes contents out. What names them stays. */
export function removeContents(doc: Y.Doc, digests: readonly string[]): void {
  for (const digest of digests) contents(doc).delete(digest);
}

/** True where the content is kept. */
export function hasContent(doc: Y.Doc, digest: string): boolean {
  return contents(doc).has(digest);
}
