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
const leastLikeness = 0.22;
/**
 * Texts so alike are about the same, whatever they are called. Others have to share a word of a
 * title, an alert or a component, and so has everything among few: there every ordinary word is rare.
 */
const enoughLikeness = 0.35;
const many = 20;
/** Of three letters and more: they join other words, and tell nothing of what a text is about. */
const joiningWords = new Set(
  (
    'about after again all also and any are because been before being both but can cannot could did does done during ' +
    'each either else even every few for from get gets has have her here his how into its itself just later least ' +
    'less let like made make many may might more most much must need needs neither never new nor not now off old once ' +
    'one only onto other others our out over own per put same second see shall she should since some still such take ' +
    'than that the their them then there these they this those through too two under until upon use used very was way ' +
    'well were what when where whether which while who whom whose why will with within without would written yes yet ' +
    'you your'
  ).split(' '),
);
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
    const isSure = likeness >= enoughLikeness && index.slotByDoc.size >= many;
    const isAlike = isSure || (likeness >= leastLikeness && shareName(telling, list));
    if (isAlike) found.push({ list, likeness });
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
  /** It stands in the title, or in a name. */
  readonly isName: boolean;
}

function tellingWords(index: WordIndex, list: WordList): readonly TellingWord[] {
  const words: TellingWord[] = [];
  for (let at = 0; at < list.ids.length; at += 1) {
    const id = list.ids[at] ?? 0;
    const term = index.terms[id] ?? '';
    // A word that no other has compares with nothing; figures and two letters say little.
    if ((index.counts[id] ?? 0) < 2 || term.length < 3 || /^\d/.test(term)) continue;
    if (joiningWords.has(term)) continue;
    const mark = list.marks[at] ?? 0;
    words.push({ id, weight: weightOf(index, id, mark), isName: isName(mark) });
  }
  return words.toSorted((a, b) => b.weight - a.weight).slice(0, mostTelling);
}

function isName(mark: number): boolean {
  return (mark & (places.title | places.names)) !== 0;
}

/** Is a word of what one is called among those that both have? */
function shareName(telling: readonly TellingWord[], list: WordList): boolean {
  const theirs = new Map(Array.from(list.ids, (id, at) => [id, list.marks[at] ?? 0]));
  return telling.some((word) => {
    const mark = theirs.get(word.id);
    return mark !== undefined && (word.isName || isName(mark));
  });
}

function weightOf(index: WordIndex, id: number, mark: number): number {
  const rarity = Math.log(index.slotByDoc.size / Math.max(1, index.counts[id] ?? 1));
  const place = isName(mark) ? 2 : 1;
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
