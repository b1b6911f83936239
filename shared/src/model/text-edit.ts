import { type ChangeObject, diffChars, diffLines } from 'diff';

/** One replacement in a text; offsets and lengths in UTF-16 code units of the text before all edits. */
export interface TextEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * How many insertions and deletions a diff may look for. Myers' algorithm costs their square, so
 * that texts with little in common would stall: past the limit the whole run is replaced.
 */
const maxChangedLines = 1_000;
const maxChangedCharacters = 600;

/**
 * The smallest edits that turn `before` into `after`, in ascending order: by lines, then by
 * characters within each changed run (Myers, "An O(ND) difference algorithm", 1986). Never cuts
 * between the halves of a surrogate pair. Empty when the texts are equal.
 */
export function smallestEdits(before: string, after: string): readonly TextEdit[] {
  return toEdits(trim({ at: 0, before, after }), splitByLines);
}

/** The one edit that turns `before` into `after`; undefined when they are equal. */
export function oneEdit(before: string, after: string): TextEdit | undefined {
  return before === after ? undefined : replaceWhole(trim({ at: 0, before, after }));
}

/** A stretch of the text before, and what stands in its place after. */
interface Run {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

type Split = (run: Run) => readonly TextEdit[];

function splitByLines(run: Run): readonly TextEdit[] {
  const changes = diffLines(run.before, run.after, { maxEditLength: maxChangedLines });
  if (changes === undefined) return [replaceWhole(run)];
  return changedRuns(run.at, changes).flatMap((changed) =>
    toEdits(trim(changed), splitByCharacters),
  );
}

function splitByCharacters(run: Run): readonly TextEdit[] {
  // The library counts code points, so that a pair is never split.
  const changes = diffChars(run.before, run.after, { maxEditLength: maxChangedCharacters });
  if (changes === undefined) return [replaceWhole(run)];
  return changedRuns(run.at, changes).map(replaceWhole);
}

function toEdits(run: Run, split: Split): readonly TextEdit[] {
  if (run.before === run.after) return [];
  // Where one side is empty there is nothing left to align.
  if (run.before === '' || run.after === '') return [replaceWhole(run)];
  return split(run);
}

function replaceWhole(run: Run): TextEdit {
  return { at: run.at, remove: run.before.length, insert: run.after };
}

/** Joins neighbouring removals and additions to runs; drops what both texts share. */
function changedRuns(start: number, changes: readonly ChangeObject<string>[]): readonly Run[] {
  const runs: Run[] = [];
  let at = start;
  let open: Run | undefined;
  for (const change of changes) {
    if (!change.added && !change.removed) {
      if (open !== undefined) runs.push(open);
      open = undefined;
      at += change.value.length;
      continue;
    }
    const run: Run = open ?? { at, before: '', after: '' };
    open = change.removed
      ? { ...run, before: run.before + change.value }
      : { ...run, after: run.after + change.value };
    if (change.removed) at += change.value.length;
  }
  if (open !== undefined) runs.push(open);
  return runs;
}

/** Cuts off what both sides begin and end with. */
function trim(run: Run): Run {
  const { before, after } = run;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (splitsPair(before, head) || splitsPair(after, head)) head -= 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail)) tail -= 1;
  return {
    at: run.at + head,
    before: before.slice(head, before.length - tail),
    after: after.slice(head, after.length - tail),
  };
}

function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000;
}
