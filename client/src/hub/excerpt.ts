export interface Excerpt {
  readonly excerpt: string;
  /** `[start, end)` of each match in `excerpt`. */
  readonly marks: [number, number][];
}

const before = 60;
const length = 200;

/** The part of `text` around the first of `terms`, its matches marked. Without a match, the beginning. */
export function excerptAround(text: string, terms: readonly string[]): Excerpt {
  const pattern = termsPattern(terms);
  const first = pattern === undefined ? -1 : text.search(pattern);
  const start = first <= before ? 0 : wordStart(text, first - before);
  const end = wordEnd(text, Math.min(text.length, start + length));
  const head = start > 0 ? '…' : '';
  const tail = end < text.length ? '…' : '';
  // Line breaks become spaces one for one, so that marks keep their places.
  const body = text.slice(start, end).replace(/\s/g, ' ');
  const marks: [number, number][] = [];
  if (pattern !== undefined) {
    for (const match of body.matchAll(pattern)) {
      const from = head.length + match.index;
      marks.push([from, from + match[0].length]);
    }
  }
  return { excerpt: head + body + tail, marks };
}

function termsPattern(terms: readonly string[]): RegExp | undefined {
  const longestFirst = terms.filter((term) => term !== '').toSorted((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return undefined;
  return new RegExp(longestFirst.map(escapeForPattern).join('|'), 'giu');
}

function escapeForPattern(term: string): string {
  return term.replace(/[.*+?^${}()|[\]\\/]/g, (character) => `\\${character}`);
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 20).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > at - 20 && space > 0 ? space : at;
}
