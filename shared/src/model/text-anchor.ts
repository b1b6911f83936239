import * as Y from 'yjs';
import { z } from 'zod/mini';

/**
 * Two places in a text that stay with the characters they were put at, whatever is written or taken
 * away around them: Yjs' relative positions. The first holds on to its character, the second to the
 * one before it, so that what is written at either edge stays outside.
 */
const pointSchema = z.object({
  tname: z.string(),
  item: z.object({ client: z.int().check(z.gte(0)), clock: z.int().check(z.gte(0)) }),
  assoc: z.int(),
});
export const textAnchorSchema = z.object({ start: pointSchema, end: pointSchema });
export type TextAnchor = z.infer<typeof textAnchorSchema>;

/** Offsets in UTF-16 code units; `to` is behind the last. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Undefined for an empty range, or one that is not in the text. */
export function anchorRange(text: Y.Text, { from, to }: TextRange): TextAnchor | undefined {
  if (from < 0 || to <= from || to > text.length) return undefined;
  const points = [
    Y.createRelativePositionFromTypeIndex(text, from, 0),
    Y.createRelativePositionFromTypeIndex(text, to, -1),
  ].map((position): unknown => Y.relativePositionToJSON(position));
  const anchor = textAnchorSchema.safeParse({ start: points[0], end: points[1] });
  return anchor.success ? anchor.data : undefined;
}

/** Where its ends are now, perhaps with nothing left between them; undefined where this device has not heard of one yet. */
function endsOf(text: Y.Text, anchor: TextAnchor): TextRange | undefined {
  const from = indexOf(text, anchor.start);
  const to = indexOf(text, anchor.end);
  return from === undefined || to === undefined ? undefined : { from, to: Math.max(from, to) };
}

/** A place that was looked for. */
export interface Located {
  /** Where its words are, or what stands in their place; empty where nothing is left there. */
  readonly range: TextRange;
  /** Which of the words that were looked for stand there; undefined: others. */
  readonly reads: string | undefined;
}

/** The words of an anchor stood in the text a second time when it was put there: right beside it, or anywhere. */
export const repetitions = ['beside', 'elsewhere'] as const;
type Repetition = (typeof repetitions)[number];

/**
 * Where an anchor is now, given the words that may stand there: first those it was put at, then
 * perhaps those that were to take their place. Undo and other programs write the same words anew, as
 * other characters than the anchor holds on to. So, where it does not read as any of them, they are
 * looked for right there; and where nothing is left of it, the first are looked for in the whole
 * text; in both cases only where they cannot be mistaken for others that were there from the start
 * (`repeated`). `now` is the text's `indexedText`. Undefined where this device has not heard of the
 * place yet.
 */
export function locate(
  text: Y.Text,
  now: string,
  anchor: TextAnchor,
  words: readonly string[],
  repeated?: Repetition,
): Located | undefined {
  const range = endsOf(text, anchor);
  if (range === undefined) return undefined;
  const present = now.slice(range.from, range.to);
  const isKnown = words.includes(present);
  // What is added to a single character stands outside of it.
  const isOne = String.fromCodePoint(present.codePointAt(0) ?? 0) === present;
  if (isKnown && present !== '' && !isOne) return { range, reads: present };
  const sought = repeated === 'beside' ? [] : words.toSorted((a, b) => b.length - a.length);
  for (const one of sought) {
    if (one === '' || (isKnown && isOne && !one.includes(present))) continue;
    const found = only(nearby(now, range, one));
    if (found !== undefined) return { range: found, reads: one };
  }
  const [first = ''] = words;
  if (present === '' && first !== '' && repeated === undefined) {
    const found = only(nearby(now, { from: 0, to: now.length }, first));
    if (found !== undefined) return { range: found, reads: first };
  }
  return { range, reads: isKnown ? present : undefined };
}

/** Where else the words that stand at `range` stand. */
export function repetitionOf(now: string, range: TextRange): Repetition | undefined {
  const words = now.slice(range.from, range.to);
  if (nearby(now, range, words).length > 1) return 'beside';
  return now.indexOf(words) === now.lastIndexOf(words) ? undefined : 'elsewhere';
}

function only(ranges: readonly TextRange[]): TextRange | undefined {
  return ranges.length === 1 ? ranges[0] : undefined;
}

/** Where `words` stand in a range or touch it. */
function nearby(now: string, range: TextRange, words: string): readonly TextRange[] {
  const start = Math.max(0, range.from - words.length);
  const around = now.slice(start, range.to + words.length);
  const found: TextRange[] = [];
  for (let at = around.indexOf(words); at >= 0; at = around.indexOf(words, at + 1)) {
    found.push({ from: start + at, to: start + at + words.length });
  }
  return found;
}

function indexOf(text: Y.Text, point: TextAnchor['start']): number | undefined {
  const { doc } = text;
  if (doc === null) return undefined;
  try {
    const position = Y.createRelativePositionFromJSON(point);
    const found = Y.createAbsolutePositionFromRelativePosition(position, doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    // Anybody may have written it; one that leads into something else is one that leads nowhere.
    return undefined;
  }
}
