/** How many slips of the hand (a letter wrong, missing, too many, or two swapped) a word may have. */
export function allowedSlips(word: string): number {
  // Words of four letters are like too many others.
  if (word.length < 5) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Which letters a word has, as bits: a word whose letters another mostly lacks is not like it. */
export function letterBits(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** How many bits are set. */
export function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** What two words have in common: slips between `word` and the whole of the other, and its best beginning. */
export interface Slips {
  readonly whole: number;
  readonly beginning: number;
}

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)] as const;

/**
 * Slips between `word` and `term`, or undefined where even its best beginning has more than `most`.
 * Both are at most 60 long. Optimal string alignment, cut off as soon as a row is beyond `most`.
 */
export function slipsBetween(word: string, term: string, most: number): Slips | undefined {
  const width = Math.min(term.length, word.length + most);
  let [older, last, row]: readonly Uint8Array[] = rows;
  if (older === undefined || last === undefined || row === undefined) return undefined;
  for (let j = 0; j <= width; j += 1) last[j] = j;
  for (let i = 1; i <= word.length; i += 1) {
    row[0] = i;
    let least = i;
    const letter = word.charCodeAt(i - 1);
    for (let j = 1; j <= width; j += 1) {
      const same = letter === term.charCodeAt(j - 1) ? 0 : 1;
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (
        i > 1 &&
        j > 1 &&
        letter === term.charCodeAt(j - 2) &&
        word.charCodeAt(i - 2) === term.charCodeAt(j - 1)
      ) {
        slips = Math.min(slips, (older[j - 2] ?? 0) + 1);
      }
      row[j] = slips;
      if (slips < least) least = slips;
    }
    if (least > most) return undefined;
    [older, last, row] = [last, row, older];
  }
  let beginning = last[width] ?? 0;
  for (let j = 0; j < width; j += 1) beginning = Math.min(beginning, last[j] ?? 0);
  if (beginning > most) return undefined;
  return { whole: width === term.length ? (last[width] ?? 0) : term.length, beginning };
}
