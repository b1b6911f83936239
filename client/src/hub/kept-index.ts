import {
  decodeHead,
  decodeLists,
  decodeWords,
  encodeHead,
  encodeLists,
  encodeWords,
  indexRows,
  listPieces,
  listsPerPiece,
  wordPieces,
} from '@holdfast/shared/finding/index-rows';
import {
  createWordIndex,
  renumber,
  unusedTerms,
  type WordIndex,
} from '@holdfast/shared/finding/word-index';
import type { HostRows } from '@holdfast/shared/replica/replica-api';

/** Words that no document has any more may be so many before they are left out. */
const mostUnusedTerms = 4_000;
const largestUnusedShare = 1 / 3;

/** The search index as it is kept on this device, in rows. */
export interface KeptIndex {
  readonly index: WordIndex;
  /** Notes that the list in a slot is another one than that kept. */
  changed(slot: number): void;
  /** Writes what changed since it was last written, in one go. `pause` is awaited between pieces. */
  save(pause: () => Promise<void>): Promise<void>;
  isSaved(): boolean;
}

type Pieces = readonly (Uint8Array | undefined)[];

/** What an earlier hub kept, as it lies on the disk. */
interface KeptIndexRows {
  readonly head: NonNullable<ReturnType<typeof decodeHead>>;
  readonly words: Pieces;
  readonly lists: Pieces;
}

/** Fetches the index that an earlier hub kept; undefined where there is none of this version. */
export async function fetchKeptIndex(
  rows: Pick<HostRows, 'get'>,
): Promise<KeptIndexRows | undefined> {
  const headRow = await rows.get(indexRows.head);
  const head = headRow === undefined ? undefined : decodeHead(headRow);
  if (head === undefined) return undefined;
  const fetchAll = (count: number, key: (piece: number) => string): Promise<Pieces> =>
    Promise.all(Array.from({ length: count }, (_, piece) => rows.get(key(piece))));
  const [words, lists] = await Promise.all([
    fetchAll(wordPieces(head), indexRows.words),
    fetchAll(listPieces(head), indexRows.lists),
  ]);
  return { head, words, lists };
}

/**
 * Reads the index out of what was fetched. Where that is nothing, or its words are damaged, an empty
 * one; where only a piece of its lists is damaged, all the others. `pause` is awaited between pieces.
 */
export async function readKeptIndex(
  rows: Pick<HostRows, 'write'>,
  fetched: KeptIndexRows | undefined,
  pause: () => Promise<void>,
): Promise<KeptIndex> {
  let index = createWordIndex();
  let keptWords = 0;
  let keptLists = 0;
  const dirty = new Set<number>();

  async function read(): Promise<void> {
    if (fetched === undefined) return;
    const { head, words, lists } = fetched;
    keptLists = listPieces(head);
    for (const row of words) {
      if (row === undefined || !decodeWords(index, head, row)) {
        index = createWordIndex();
        return;
      }
      await pause();
    }
    for (const [piece, row] of lists.entries()) {
      if (row === undefined || !decodeLists(index, row)) dirty.add(piece);
      await pause();
    }
    keptWords = head.words;
  }

  async function save(pauseBetween: () => Promise<void>): Promise<void> {
    const unused = unusedTerms(index);
    if (unused > mostUnusedTerms && unused > index.terms.length * largestUnusedShare) {
      index = renumber(index);
      keptWords = 0;
      for (let piece = 0; piece < listPieces({ slots: index.slots.length }); piece += 1)
        dirty.add(piece);
    }
    const writes: { key: string; value?: Uint8Array }[] = [];
    const pieces = [...dirty];
    for (const piece of pieces) {
      // What changes from here on makes it dirty again.
      dirty.delete(piece);
      writes.push({ key: indexRows.lists(piece), value: encodeLists(index, piece) });
      await pauseBetween();
    }
    const words = index.terms.length;
    const lists = listPieces({ slots: index.slots.length });
    // The last piece of words that was kept may have been only begun.
    for (
      let piece = Math.max(0, wordPieces({ words: keptWords }) - 1);
      piece < wordPieces({ words });
      piece += 1
    ) {
      writes.push({ key: indexRows.words(piece), value: encodeWords(index, piece) });
    }
    for (let piece = lists; piece < keptLists; piece += 1) {
      writes.push({ key: indexRows.lists(piece) });
    }
    writes.push({ key: indexRows.head, value: encodeHead(index) });
    try {
      await rows.write(writes);
      keptWords = words;
      keptLists = lists;
    } catch (error) {
      for (const piece of pieces) dirty.add(piece);
      throw error;
    }
  }

  await read();
  return {
    get index() {
      return index;
    },
    changed: (slot) => void dirty.add(Math.floor(slot / listsPerPiece)),
    save,
    isSaved: () => dirty.size === 0,
  };
}
