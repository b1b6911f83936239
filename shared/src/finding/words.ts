import { cutText } from '../markdown/characters.ts';

/** What one position of a text is to search. */
const other = 0;
const letter = 1;
/** Written without spaces between words: Chinese, Japanese, Thai and their like. */
const unspaced = 2;

const letterPattern = /[\p{L}\p{M}\p{N}]/u;
const unspacedPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9_]/.test(String.fromCharCode(code)) ? letter : other,
);
const wideKinds = new Map<number, number>();

/** Longer words (keys, encoded data) are known by their beginning. */
export const maxWordLength = 48;

/**
 * Calls `visit` with each word of a text, `[start, end)` in UTF-16 code units, in order. Text
 * written without spaces gives every two neighbours as a word, and the last one alone.
 */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  let start = -1;
  let before = -1;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const isWide = code >= 128;
    const kind = isWide ? wideKind(text.codePointAt(at) ?? 0) : (asciiKinds[code] ?? other);
    const next = at + (isWide && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    if (kind !== letter && start >= 0) {
      visit(start, at);
      start = -1;
    }
    if (kind !== unspaced && before >= 0) {
      visit(before, at);
      before = -1;
    }
    if (kind === letter && start < 0) start = at;
    if (kind === unspaced) {
      if (before >= 0) visit(before, next);
      before = at;
    }
    at = next;
  }
  if (start >= 0) visit(start, text.length);
  if (before >= 0) visit(before, text.length);
}

function wideKind(codePoint: number): number {
  const known = wideKinds.get(codePoint);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(codePoint);
  const kind = unspacedPattern.test(character)
    ? unspaced
    : letterPattern.test(character)
      ? letter
      : other;
  wideKinds.set(codePoint, kind);
  return kind;
}

const ascii = /^[\0-\x7f]*$/;

/** A word as search compares it: lower case, without accents, at most `maxWordLength` long. */
export function foldWord(word: string): string {
  const cut = cutText(word, maxWordLength);
  if (ascii.test(cut)) return cut.toLowerCase();
  return cut
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** Where a camel-cased name has its humps: `etcdMembersDown`, `HTTPErrors`. */
const hump = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const mayHaveParts = /_|.\p{Lu}/u;

/** A piece of a word, `[start, end)` within it. */
export type WordPart = readonly [start: number, end: number];

/**
 * The parts of a camel-cased or underscored name, and what is left of it from each part on: alerts
 * and variables are named so, and nobody remembers a whole one. Empty for a plain word.
 */
export function nameParts(word: string): readonly WordPart[] {
  if (!mayHaveParts.test(word)) return [];
  const pieces: WordPart[] = [];
  let at = 0;
  for (const piece of word.split('_')) {
    let from = at;
    for (const part of piece.split(hump)) {
      if (part.length > 1) pieces.push([from, from + part.length]);
      from += part.length;
    }
    at += piece.length + 1;
  }
  if (pieces.length < 2) return pieces;
  const rests = pieces
    .slice(1, -1)
    .map(([start]): WordPart => [start, word.length])
    .filter(([start, end]) => end - start <= maxWordLength);
  return [...pieces, ...rests];
}

/** Every form under which a word of a text can be found. */
export function wordForms(word: string): readonly string[] {
  return [
    foldWord(word),
    ...nameParts(word).map(([start, end]) => foldWord(word.slice(start, end))),
  ];
}

/** The words of a query, folded, each once. */
export function queryWords(query: string): readonly string[] {
  const words = new Set<string>();
  let last = 0;
  eachWord(query, (start, end) => {
    // The last of several without spaces is said with the one before it.
    if (end > last) words.add(foldWord(query.slice(start, end)));
    last = end;
  });
  words.delete('_');
  return [...words];
}
