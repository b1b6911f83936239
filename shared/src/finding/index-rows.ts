import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { numberOf, putList, type WordIndex, type WordList } from './word-index.ts';

/**
 * A word index as rows to be kept: `head` says what there is, `words/<n>` hold the vocabulary and
 * `lists/<n>` the lists of so many documents each. Numbers of words only grow, so that a changed
 * document changes one piece of lists and at most the end of the vocabulary.
 */
export const indexRows = {
  prefix: 'find/',
  head: 'find/head',
  words: (piece: number) => `find/words/${piece}`,
  lists: (piece: number) => `find/lists/${piece}`,
} as const;

/** Raised when words are made or kept otherwise: an index of another version is built anew. */
const indexVersion = 1;
const wordsPerPiece = 8_192;
/** A piece is read and written in some milliseconds. */
export const listsPerPiece = 64;

const headSchema = z.object({
  version: z.literal(indexVersion),
  words: z.int().check(z.nonnegative()),
  slots: z.int().check(z.nonnegative()),
});
export type IndexHead = z.infer<typeof headSchema>;

export function encodeHead(index: WordIndex): Uint8Array {
  const head = { version: indexVersion, words: index.terms.length, slots: index.slots.length };
  return encodeUtf8(JSON.stringify(head));
}

/** Undefined for a head of another version, and for what is none. */
export function decodeHead(row: Uint8Array): IndexHead | undefined {
  try {
    const head = headSchema.safeParse(JSON.parse(decodeUtf8(row)));
    return head.success ? head.data : undefined;
  } catch {
    return undefined;
  }
}

export function wordPieces(head: Pick<IndexHead, 'words'>): number {
  return Math.ceil(head.words / wordsPerPiece);
}

export function listPieces(head: Pick<IndexHead, 'slots'>): number {
  return Math.ceil(head.slots / listsPerPiece);
}

export function encodeWords(index: WordIndex, piece: number): Uint8Array {
  const from = piece * wordsPerPiece;
  return encodeUtf8(index.terms.slice(from, from + wordsPerPiece).join('\n'));
}

/** Takes the next piece of the vocabulary in; false where it is not the piece that was written. */
export function decodeWords(index: WordIndex, head: IndexHead, row: Uint8Array): boolean {
  const from = index.terms.length;
  const wanted = Math.min(wordsPerPiece, head.words - from);
  const terms = wordsIn(row);
  if (terms.length !== wanted) return false;
  for (const term of terms) numberOf(index, term);
  return index.terms.length === from + wanted;
}

function wordsIn(row: Uint8Array): readonly string[] {
  try {
    return decodeUtf8(row).split('\n');
  } catch {
    // No UTF-8: not what was written.
    return [];
  }
}

export function encodeLists(index: WordIndex, piece: number): Uint8Array {
  const encoder = encoding.createEncoder();
  const from = piece * listsPerPiece;
  for (let slot = from; slot < Math.min(from + listsPerPiece, index.slots.length); slot += 1) {
    const list = index.slots[slot];
    if (list === undefined) continue;
    encoding.writeVarUint(encoder, slot);
    encoding.writeVarString(encoder, list.doc);
    encoding.writeVarString(encoder, list.stamp);
    encoding.writeVarUint(encoder, list.ids.length);
    let last = 0;
    for (const id of list.ids) {
      encoding.writeVarUint(encoder, id - last);
      last = id;
    }
    encoding.writeUint8Array(encoder, list.marks);
  }
  return encoding.toUint8Array(encoder);
}

/** Takes a piece of lists in; false, and nothing of it taken, where it is not what was written. */
export function decodeLists(index: WordIndex, row: Uint8Array): boolean {
  const lists: { readonly slot: number; readonly list: WordList }[] = [];
  try {
    const decoder = decoding.createDecoder(row);
    while (decoding.hasContent(decoder)) {
      const slot = decoding.readVarUint(decoder);
      const doc = decoding.readVarString(decoder);
      const stamp = decoding.readVarString(decoder);
      const size = decoding.readVarUint(decoder);
      if (size > row.length) return false;
      const ids = new Uint32Array(size);
      let id = 0;
      for (let at = 0; at < size; at += 1) {
        id += decoding.readVarUint(decoder);
        if (id >= index.terms.length) return false;
        ids[at] = id;
      }
      const marks = decoding.readUint8Array(decoder, size).slice();
      if (slot < 0 || index.slotByDoc.has(doc) || index.slots[slot] !== undefined) return false;
      if (slot > index.slots.length + listsPerPiece * 64) return false;
      lists.push({ slot, list: { doc, stamp, ids, marks } });
    }
  } catch {
    return false;
  }
  for (const { slot, list } of lists) putList(index, list, slot);
  return true;
}
