import { allowedSlips, bitCount, letterBits, slipsBetween } from './likeness.ts';

/** How well a word of a text answers a word of a query: 1 is the word itself, 0 is not at all. */
export type Strength = number;

/** A word of a query, made ready to be compared with many. */
export interface WordMatcher {
  /** Strength of `term`; `bits` are its `letterBits`. Where `likely` is false, only the word and beginnings count. */
  match(term: string, bits: number, likely: boolean): Strength;
}

/** Compares folded words with one word of a query: the word itself, its beginning, nearly so. */
export function createMatcher(word: string): WordMatcher {
  const slips = allowedSlips(word);
  const wordBits = letterBits(word);
  // One letter begins everything; one character of a script without spaces is half a word.
  const mayBegin = word.length > 1 || word.charCodeAt(0) > 0x2e80;
  return {
    match(term, bits, likely) {
      if (term.length >= word.length && term.startsWith(word)) {
        if (term.length === word.length) return 1;
        return mayBegin ? 0.45 + 0.4 * (word.length / term.length) : 0;
      }
      if (!likely || slips === 0 || term.length < word.length - slips) return 0;
      if (bitCount(wordBits & ~bits) > slips) return 0;
      const found = slipsBetween(word, term, slips);
      if (found === undefined) return 0;
      // A slip in the beginning of something longer is a weaker sign than one in a whole word.
      if (found.whole <= slips) return 0.4 - 0.1 * found.whole;
      return 0.2 - 0.05 * found.beginning;
    },
  };
}
