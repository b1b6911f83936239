import { diffLines } from 'diff';

/** A text at one moment of its past, oldest first. */
export interface PastText {
  readonly text: string;
}

/** One line of the newest text, and the index of the past text that brought it. */
export interface LineOrigin {
  readonly line: string;
  readonly from: number;
}

/** See `text-edit.ts`: past the limit all that differs counts as new. */
const maxChangedLines = 1_000;

/**
 * Who wrote what: for each line of the last text, the first text since which it stands there. Lines
 * end at LF. Cost: a diff for each pair of neighbours.
 */
export function lineOrigins(past: readonly PastText[]): readonly LineOrigin[] {
  let origins: readonly LineOrigin[] = [];
  for (const [from, { text }] of past.entries()) {
    const fresh = linesOf(text).map((line) => ({ line, from }));
    const before = past[from - 1];
    origins =
      before === undefined ? fresh : (carriedOver(origins, before.text, text, from) ?? fresh);
  }
  return origins;
}

/** How many lines one text has that the other has not; undefined where the two have little in common. */
export function changedLines(
  before: string,
  after: string,
): { readonly added: number; readonly removed: number } | undefined {
  const changes = diffLines(before, after, { maxEditLength: maxChangedLines });
  if (changes === undefined) return undefined;
  const sum = (lines: number, count: number) => lines + count;
  return {
    added: changes.map(({ added, count }) => (added ? count : 0)).reduce(sum, 0),
    removed: changes.map(({ removed, count }) => (removed ? count : 0)).reduce(sum, 0),
  };
}

function carriedOver(
  origins: readonly LineOrigin[],
  before: string,
  after: string,
  from: number,
): readonly LineOrigin[] | undefined {
  const changes = diffLines(before, after, { maxEditLength: maxChangedLines });
  if (changes === undefined) return undefined;
  const next: LineOrigin[] = [];
  let at = 0;
  for (const { value, added, removed, count } of changes) {
    if (added) {
      next.push(...linesOf(value).map((line) => ({ line, from })));
      continue;
    }
    if (!removed) next.push(...origins.slice(at, at + count));
    at += count;
  }
  return next;
}

/** The lines with their ends; a text without one at its end has a last line all the same. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
