import type { TextRange } from '@holdfast/shared/model/text-anchor';

export interface SingleChange {
  readonly range: TextRange;
  readonly quote: string;
  readonly replacement: string;
}

/**
 * The one stretch of whole lines that differs. Never an empty stretch of `before`, where it has any
 * text: a suggestion has to stand at some words. Undefined where the two are the same, or there are none.
 */
export function singleChange(before: string, after: string): SingleChange | undefined {
  if (before === after || before === '') return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  let from = lineStart(before, start);
  const next = before.indexOf('\n', before.length - end);
  const to = next < 0 ? before.length : next;
  // What was added behind the last line goes with that line.
  if (from >= to) from = lineStart(before, Math.max(0, to - 1));
  const kept = before.length - to;
  return {
    range: { from, to },
    quote: before.slice(from, to),
    replacement: after.slice(from, after.length - kept),
  };
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}
