import type { DocumentName } from '../protocol/names.ts';
import { oftenLevel, places, type WordIndex, type WordList } from './word-index.ts';

/** A document whose words are much like another's. */
export interface AlikeDocument {
  readonly doc: DocumentName;
  /** Cosine of their weighted words: 0 nothing in common, 1 the same. */
  readonly likeness: number;
  /** The words that tell most of what they share, rarest first. */
  readonly words: readonly string[];
}

/** Words of a document that are compared, those that tell most. */
const mostTelling = 40;
/** Below this two texts share what all runbooks share. */
const leastLikeness = 0.12;
const shownWords = 3;

/**
 * Documents like `doc`, most alike first, at most `limit`: by the words that tell most about it
 * (often in it, rare elsewhere). One pass over the index.
 */
export function alikeDocuments(
  index: WordIndex,
  doc: DocumentName,
  limit: number,
): readonly AlikeDocument[] {
  const own = index.slots[index.slotByDoc.get(doc) ?? -1];
  if (own === undefined) return [];
  const weights = new Float32Array(index.terms.length);
  const telling = tellingWords(index, own);
  for (const { id, weight } of telling) weights[id] = weight;
  const ownLength = Math.hypot(...telling.map(({ weight }) => weight));
  const found: { readonly list: WordList; readonly likeness: number }[] = [];
  for (const list of index.slots) {
    if (list === undefined || list === own) continue;
    let product = 0;
    let square = 0;
    for (let at = 0; at < list.ids.length; at += 1) {
      const id = list.ids[at] ?? 0;
      const weight = weights[id] ?? 0;
      if (weight === 0) continue;
      const theirs = weightOf(index, id, list.marks[at] ?? 0);
      product += weight * theirs;
      square += theirs * theirs;
    }
    if (square === 0) continue;
    // Only the words compared count for its length: a long text is not less alike for the rest.
    const covered = Math.sqrt(square) / ownLength;
    const likeness = (product / (Math.sqrt(square) * ownLength)) * Math.min(1, covered);
    if (likeness >= leastLikeness) found.push({ list, likeness });
  }
  return found
    .toSorted((a, b) => b.likeness - a.likeness || (a.list.doc < b.list.doc ? -1 : 1))
    .slice(0, limit)
    .map(({ list, likeness }) => ({
      doc: list.doc,
      likeness,
      words: shared(index, telling, list),
    }));
}

interface TellingWord {
  readonly id: number;
  readonly weight: number;
}

function tellingWords(index: WordIndex, list: WordList): readonly TellingWord[] {
  const words: TellingWord[] = [];
  for (let at = 0; at < list.ids.length; at += 1) {
    const id = list.ids[at] ?? 0;
    const term = index.terms[id] ?? '';
    // A word that no other has compares with nothing; figures and two letters say little.
    if ((index.counts[id] ?? 0) < 2 || term.length < 3 || /^\d/.test(term)) continue;
    words.push({ id, weight: weightOf(index, id, list.marks[at] ?? 0) });
  }
  return words.toSorted((a, b) => b.weight - a.weight).slice(0, mostTelling);
}

function weightOf(index: WordIndex, id: number, mark: number): number {
  const rarity = Math.log(index.slotByDoc.size / Math.max(1, index.counts[id] ?? 1));
  const place = mark & (places.title | places.names) ? 2 : 1;
  return Math.max(0, rarity) * (1 + 0.5 * oftenLevel(mark)) * place;
}

function shared(
  index: WordIndex,
  telling: readonly TellingWord[],
  list: WordList,
): readonly string[] {
  const theirs = new Set(list.ids);
  const words: string[] = [];
  for (const { id } of telling) {
    const term = index.terms[id] ?? '';
    // The parts of a name say no more than the name.
    if (!theirs.has(id) || words.some((word) => word.includes(term) || term.includes(word)))
      continue;
    words.push(term);
    if (words.length === shownWords) break;
  }
  return words;
}
