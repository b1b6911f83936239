import type { DocumentName } from '../protocol/names.ts';
import { createMatcher, type WordMatcher } from './match-word.ts';
import { oftenLevel, places, type WordIndex } from './word-index.ts';
import { queryWords } from './words.ts';

/** A document that answers a query. */
export interface FoundDocument {
  readonly doc: DocumentName;
  readonly score: number;
  /** Some word of the query is in it only nearly so. */
  readonly similar: boolean;
}

export interface FindOptions {
  /** Which documents count at all; absent: all. */
  readonly accepts?: (doc: DocumentName) => boolean;
  /** Those that come last, after all others that were found as well: archived ones. */
  readonly isLast?: (doc: DocumentName) => boolean;
}

/** With fewer exact answers than this, similar ones are looked for as well. */
const fewAnswers = 5;
const mostWords = 16;

/** What a word is worth by where it stands, for each mark. */
const worth = Float32Array.from({ length: 256 }, (_, mark) => {
  let sum = 0.25 * oftenLevel(mark);
  if (mark & places.title) sum += 8;
  if (mark & places.names) sum += 6;
  if (mark & places.labels) sum += 3;
  if (mark & places.command) sum += 2;
  if (mark & places.text) sum += 1;
  return sum;
});

/**
 * Documents that have every word of the query, as a word or its beginning, best first; where those
 * are few, then also those that have the words nearly so. Empty for a query without words.
 */
export function findDocuments(
  index: WordIndex,
  query: string,
  options: FindOptions = {},
): readonly FoundDocument[] {
  const words = queryWords(query).slice(0, mostWords);
  if (words.length === 0) return [];
  const matchers = words.map(createMatcher);
  const exact = ranked(scan(index, matchers, false, options), options);
  if (exact.length >= fewAnswers) return exact;
  const known = new Set(exact.map(({ doc }) => doc));
  const similar = scan(index, matchers, true, options).filter(({ doc }) => !known.has(doc));
  return [...exact, ...ranked(similar, options)];
}

function ranked(
  found: readonly FoundDocument[],
  { isLast }: FindOptions,
): readonly FoundDocument[] {
  const last = new Set(isLast === undefined ? [] : found.filter(({ doc }) => isLast(doc)));
  return found.toSorted(
    (a, b) =>
      Number(last.has(a)) - Number(last.has(b)) || b.score - a.score || (a.doc < b.doc ? -1 : 1),
  );
}

/** Goes through all documents once; the best of several answers to one word counts. */
function scan(
  index: WordIndex,
  matchers: readonly WordMatcher[],
  similar: boolean,
  { accepts }: FindOptions,
): readonly FoundDocument[] {
  const { strengths, asked } = matchTerms(index, matchers, similar);
  const all = 2 ** matchers.length - 1;
  const best = new Float32Array(matchers.length);
  const hits = new Uint32Array(matchers.length);
  const found: { readonly doc: DocumentName; readonly values: Float32Array }[] = [];
  for (const list of index.slots) {
    if (list === undefined) continue;
    const { ids, marks } = list;
    let answered = 0;
    best.fill(0);
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      const words = asked[id] ?? 0;
      if (words === 0) continue;
      answered |= words;
      for (let word = 0; word < matchers.length; word += 1) {
        if ((words & (1 << word)) === 0) continue;
        const value = (strengths[word]?.[id] ?? 0) * (worth[marks[at] ?? 0] ?? 0);
        if (value > (best[word] ?? 0)) best[word] = value;
      }
    }
    if (answered === 0) continue;
    for (let word = 0; word < matchers.length; word += 1) {
      if (answered & (1 << word)) hits[word] = (hits[word] ?? 0) + 1;
    }
    if (answered === all && accepts?.(list.doc) !== false) {
      found.push({ doc: list.doc, values: best.slice() });
    }
  }
  const size = index.slotByDoc.size;
  const rarity = Array.from(hits, (count) => Math.log(1 + (size + 0.5) / (count + 0.5)));
  return found.map(({ doc, values }) => ({
    doc,
    score: values.reduce((sum, value, word) => sum + value * (rarity[word] ?? 0), 0),
    similar,
  }));
}

/** For each word of the query, how strongly each word of the vocabulary answers it. */
function matchTerms(
  index: WordIndex,
  matchers: readonly WordMatcher[],
  similar: boolean,
): { readonly strengths: readonly Float32Array[]; readonly asked: Uint16Array } {
  const { terms, bits, counts } = index;
  const asked = new Uint16Array(terms.length);
  const strengths = matchers.map((matcher, word) => {
    const strength = new Float32Array(terms.length);
    for (let id = 0; id < terms.length; id += 1) {
      if (counts[id] === 0) continue;
      const value = matcher.match(terms[id] ?? '', bits[id] ?? 0, similar);
      if (value === 0) continue;
      strength[id] = value;
      asked[id] = (asked[id] ?? 0) | (1 << word);
    }
    return strength;
  });
  return { strengths, asked };
}
