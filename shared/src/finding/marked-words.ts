import { letterBits } from './likeness.ts';
import { createMatcher } from './match-word.ts';
import { eachWord, foldWord, nameParts, queryWords } from './words.ts';

/** A piece of a text that answers a query: `[start, end)` in UTF-16 code units. */
export type Mark = readonly [start: number, end: number];

/** Finds in texts what answers one query. */
export interface Marker {
  /** Every word of `text`, or part of a name, that answers a word of the query; ascending, apart. */
  marks(text: string): readonly Mark[];
  /** The part of a text that answers most of the query, at most some 200 characters; without an answer, its beginning. */
  excerpt(text: string): Excerpt;
}

export interface Excerpt {
  readonly excerpt: string;
  /** Of each answer in `excerpt`. */
  readonly marks: readonly Mark[];
}

interface Answer {
  readonly start: number;
  readonly end: number;
  /** Which word of the query it answers. */
  readonly word: number;
}

/** What a phone shows of a line has the match in it. */
const before = 24;
const length = 200;

/** `similar`: words that are nearly so count, too. */
export function createMarker(query: string, similar: boolean): Marker {
  const words = queryWords(query);
  const matchers = words.map(createMatcher);
  const known = new Map<string, number>();

  /** Which word of the query a form answers best; -1: none. */
  function answered(form: string): number {
    const before = known.get(form);
    if (before !== undefined) return before;
    let best = -1;
    let strength = 0;
    for (const [word, matcher] of matchers.entries()) {
      const value = matcher.match(form, letterBits(form), similar);
      if (value <= strength) continue;
      strength = value;
      best = word;
    }
    known.set(form, best);
    return best;
  }

  function answers(text: string): readonly Answer[] {
    const found: Answer[] = [];
    eachWord(text, (start, end) => {
      const raw = text.slice(start, end);
      const whole = answered(foldWord(raw));
      if (whole >= 0) {
        found.push({ start, end, word: whole });
        return;
      }
      let last = start;
      for (const [from, to] of nameParts(raw)) {
        if (start + from < last) continue;
        const word = answered(foldWord(raw.slice(from, to)));
        if (word < 0) continue;
        found.push({ start: start + from, end: start + to, word });
        last = start + to;
      }
    });
    return found;
  }

  return {
    marks: (text) => apart(answers(text)),
    excerpt(text) {
      const found = answers(text);
      const first = found[bestStart(found)]?.start ?? 0;
      return cutExcerpt(text, first, apart(found));
    },
  };
}

/** Bigrams of scripts without spaces overlap: together they are one mark. */
function apart(answers: readonly Answer[]): readonly Mark[] {
  const marks: [number, number][] = [];
  for (const { start, end } of answers) {
    const last = marks.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

/** The answer from which on an excerpt shows most words of the query, best those that follow each other. */
function bestStart(answers: readonly Answer[]): number {
  let best = 0;
  let bestValue = 0;
  for (const [at, first] of answers.entries()) {
    let seen = 0;
    let value = 0;
    for (let next = at; next < answers.length; next += 1) {
      const answer = answers[next];
      if (answer === undefined || answer.end - first.start > length - before) break;
      if ((seen & (1 << answer.word)) === 0) value += 2;
      seen |= 1 << answer.word;
      const previous = answers[next - 1];
      const follows = next > at && previous !== undefined && answer.word === previous.word + 1;
      if (follows && answer.start - previous.end <= 2) value += 1;
    }
    if (value <= bestValue) continue;
    bestValue = value;
    best = at;
  }
  return best;
}

function cutExcerpt(text: string, first: number, marks: readonly Mark[]): Excerpt {
  const start = first <= before ? 0 : wordStart(text, first - before);
  const end = wordEnd(text, Math.min(text.length, start + length));
  const head = start > 0 ? '…' : '';
  const tail = end < text.length ? '…' : '';
  // Line breaks become spaces one for one, so that marks keep their places.
  const body = text.slice(start, end).replace(/\s/g, ' ');
  const shift = head.length - start;
  return {
    excerpt: head + body + tail,
    marks: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]): Mark => [from + shift, to + shift]),
  };
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
