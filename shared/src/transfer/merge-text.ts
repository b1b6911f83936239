import { diffArrays } from 'diff';

/** What came of merging two changes of one text. */
export type MergedText =
  | { readonly clean: true; readonly text: string }
  /** `marked`: both sides of each place where they meet, between marks as git writes them. */
  | { readonly clean: false; readonly conflicts: number; readonly marked: string };

/** Past so many changed lines on a side, a text has too little in common with the other to be merged. */
const maxChangedLines = 1_500;

/** Lines `[start, end)` of the base, and what stands in their place. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** How the two sides are called in `marked`. */
export interface SideNames {
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Merges what two sides made of `base`, by lines. Where changed lines of both touch, also where they
 * only lie side by side, and the two did not write the same, it is a conflict: nothing is guessed.
 * A clean result has every line that either side wrote, and none that either took out.
 */
export function mergeText(
  base: string,
  ours: string,
  theirs: string,
  names: SideNames = { ours: 'here', theirs: 'file' },
): MergedText {
  if (ours === theirs || theirs === base) return { clean: true, text: ours };
  if (ours === base) return { clean: true, text: theirs };
  const lines = toLines(base);
  const own = hunksOf(lines, toLines(ours));
  const other = hunksOf(lines, toLines(theirs));
  if (own === undefined || other === undefined) {
    return { clean: false, conflicts: 1, marked: marked(ours, theirs, names) };
  }
  return mergeHunks(lines, own, other, names);
}

function mergeHunks(
  base: readonly string[],
  ours: readonly Hunk[],
  theirs: readonly Hunk[],
  names: SideNames,
): MergedText {
  let text = '';
  let conflicts = 0;
  let at = 0;
  let [own, other] = [0, 0];
  while (own < ours.length || other < theirs.length) {
    const start = Math.min(ours[own]?.start ?? Infinity, theirs[other]?.start ?? Infinity);
    let end = start;
    const [ownFrom, otherFrom] = [own, other];
    // One side's hunks never touch each other; those of the other side can join them.
    for (let isGrowing = true; isGrowing;) {
      isGrowing = false;
      for (let hunk = ours[own]; hunk !== undefined && hunk.start <= end; hunk = ours[own]) {
        end = Math.max(end, hunk.end);
        own += 1;
        isGrowing = true;
      }
      for (
        let hunk = theirs[other];
        hunk !== undefined && hunk.start <= end;
        hunk = theirs[other]
      ) {
        end = Math.max(end, hunk.end);
        other += 1;
        isGrowing = true;
      }
    }
    text += base.slice(at, start).join('');
    const mine = applied(base, ours.slice(ownFrom, own), start, end);
    const yours = applied(base, theirs.slice(otherFrom, other), start, end);
    if (own === ownFrom) text += yours;
    else if (other === otherFrom || mine === yours) text += mine;
    else {
      conflicts += 1;
      text += marked(mine, yours, names);
    }
    at = end;
  }
  text += base.slice(at).join('');
  return conflicts === 0 ? { clean: true, text } : { clean: false, conflicts, marked: text };
}

/** Lines `[start, end)` of the base with the hunks among them carried out. */
function applied(
  base: readonly string[],
  hunks: readonly Hunk[],
  start: number,
  end: number,
): string {
  const pieces: string[] = [];
  let at = start;
  for (const hunk of hunks) {
    pieces.push(...base.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...pieces, ...base.slice(at, end)].join('');
}

function hunksOf(base: readonly string[], after: readonly string[]): readonly Hunk[] | undefined {
  const changes = diffArrays([...base], [...after], { maxEditLength: maxChangedLines });
  if (changes === undefined) return undefined;
  const hunks: Hunk[] = [];
  let at = 0;
  let open: Hunk | undefined;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      if (open !== undefined) hunks.push(open);
      open = undefined;
      at += value.length;
      continue;
    }
    open ??= { start: at, end: at, lines: [] };
    if (removed) at += value.length;
    open = { ...open, end: at, lines: added ? [...open.lines, ...value] : open.lines };
  }
  if (open !== undefined) hunks.push(open);
  return hunks;
}

function marked(ours: string, theirs: string, names: SideNames): string {
  return (
    `<<<<<<< ${names.ours}\n${ended(ours)}` + `=======\n${ended(theirs)}>>>>>>> ${names.theirs}\n`
  );
}

/** With a line end, so that a mark after it stands on a line of its own. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function toLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
