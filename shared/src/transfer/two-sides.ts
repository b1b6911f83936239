import { diffLines } from 'diff';

/** A stretch of lines that both texts have, or only one of them. */
export interface SideRun {
  readonly side: 'both' | 'here' | 'file';
  readonly text: string;
}

const maxChangedLines = 1_500;

/** How two texts differ, by lines. Texts with little in common are shown one after the other. */
export function twoSides(here: string, file: string): readonly SideRun[] {
  const changes = diffLines(here, file, { maxEditLength: maxChangedLines });
  if (changes === undefined) {
    return [
      { side: 'here', text: here },
      { side: 'file', text: file },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    side: added ? 'file' : removed ? 'here' : 'both',
    text: value,
  }));
}
