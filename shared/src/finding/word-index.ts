import type { DocumentName } from '../protocol/names.ts';
import { letterBits } from './likeness.ts';
import { eachWord, wordForms } from './words.ts';

/**
 * Which document has which words: for each document a sorted list of word numbers, each with a mark
 * that says where it stands. A query goes through the vocabulary, then through the lists: a few
 * milliseconds for three thousand documents, nothing to build up before the first query, and a
 * changed document only gets a new list.
 */
export interface WordIndex {
  /** Every word, by its number. Words of no document stay until `renumber`. */
  readonly terms: string[];
  /** `letterBits` of each word. */
  readonly bits: number[];
  /** In how many documents each word is. */
  readonly counts: number[];
  /** Documents by their slot; a slot may be empty. */
  readonly slots: (WordList | undefined)[];
  readonly slotByDoc: Map<DocumentName, number>;
  readonly numberByTerm: Map<string, number>;
}

export interface WordList {
  readonly doc: DocumentName;
  /** What the list was made from; another stamp means that it has to be made anew. */
  readonly stamp: string;
  readonly ids: Uint32Array;
  readonly marks: Uint8Array;
}

/** What a document is found by. `text` is as `plainText` gives it: a line of code begins with a tab. */
export interface SearchedDocument {
  readonly doc: DocumentName;
  readonly stamp: string;
  readonly title: string;
  /** Alerts, aliases, components. */
  readonly names: readonly string[];
  /** Owners and tags. */
  readonly labels: readonly string[];
  readonly text: string;
}

/** Bits of a mark: where a word stands; the three high bits say how often it is in the text. */
export const places = { title: 1, names: 2, labels: 4, command: 8, text: 16 } as const;
const oftenShift = 5;

export function createWordIndex(): WordIndex {
  return {
    terms: [],
    bits: [],
    counts: [],
    slots: [],
    slotByDoc: new Map(),
    numberByTerm: new Map(),
  };
}

/** Adds a word to the vocabulary, or gives the number that it has. */
export function numberOf(index: WordIndex, term: string): number {
  const known = index.numberByTerm.get(term);
  if (known !== undefined) return known;
  const id = index.terms.length;
  index.terms.push(term);
  index.bits.push(letterBits(term));
  index.counts.push(0);
  index.numberByTerm.set(term, id);
  return id;
}

/** Takes a document up, in place of what was known of it. Returns its slot. */
export function putDocument(index: WordIndex, document: SearchedDocument): number {
  const marks = new Map<number, number>();
  const often = new Map<number, number>();
  const add = (text: string, place: number): void => {
    eachWord(text, (start, end) => {
      for (const form of wordForms(text.slice(start, end))) {
        const id = numberOf(index, form);
        marks.set(id, (marks.get(id) ?? 0) | place);
        if (place >= places.command) often.set(id, (often.get(id) ?? 0) + 1);
      }
    });
  };
  add(document.title, places.title);
  for (const name of document.names) add(name, places.names);
  for (const label of document.labels) add(label, places.labels);
  for (const line of document.text.split('\n')) {
    add(line, line.startsWith('\t') ? places.command : places.text);
  }
  const ids = Uint32Array.from(marks.keys()).sort();
  const { doc, stamp } = document;
  return putList(index, {
    doc,
    stamp,
    ids,
    marks: Uint8Array.from(ids, (id) => {
      const level = Math.min(7, Math.floor(Math.log2(1 + (often.get(id) ?? 0))));
      return (marks.get(id) ?? 0) | (level << oftenShift);
    }),
  });
}

/** Takes a finished list up, in place of what was known of its document. Returns its slot. */
export function putList(index: WordIndex, list: WordList, wantedSlot = index.slots.length): number {
  const known = index.slotByDoc.get(list.doc);
  const slot = known ?? wantedSlot;
  const before = index.slots[slot];
  for (const id of before?.ids ?? []) index.counts[id] = (index.counts[id] ?? 1) - 1;
  for (const id of list.ids) index.counts[id] = (index.counts[id] ?? 0) + 1;
  while (index.slots.length < slot) index.slots.push(undefined);
  index.slots[slot] = list;
  index.slotByDoc.set(list.doc, slot);
  return slot;
}

/** How many words of the vocabulary no document has any more: what was typed on the way to others. */
export function unusedTerms(index: WordIndex): number {
  let unused = 0;
  for (const count of index.counts) if (count === 0) unused += 1;
  return unused;
}

/** The same index without unused words and empty slots; numbers and slots are other ones. */
export function renumber(index: WordIndex): WordIndex {
  const next = createWordIndex();
  const newIds = Uint32Array.from(index.terms, (term, id) =>
    (index.counts[id] ?? 0) > 0 ? numberOf(next, term) : 0,
  );
  for (const list of index.slots) {
    // Numbers keep their order, so the list stays sorted.
    if (list !== undefined) putList(next, { ...list, ids: list.ids.map((id) => newIds[id] ?? 0) });
  }
  return next;
}

/** How often a word is in the text and its commands, as a level from 0 to 7. */
export function oftenLevel(mark: number): number {
  return mark >>> oftenShift;
}
