import { diffWordsWithSpace } from 'diff';

/** A stretch of two texts: in both, only in the first (`removed`), or only in the second (`added`). */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Past this, texts have too little in common to be compared by words. */
const maxChanges = 400;

/** What changes from one text to the other, by words, in reading order. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: maxChanges });
  const parts: readonly DiffPart[] =
    changes === undefined
      ? [
          { kind: 'removed', text: before },
          { kind: 'added', text: after },
        ]
      : changes.map(({ added, removed, value }) => ({
          kind: removed ? 'removed' : added ? 'added' : 'same',
          text: value,
        }));
  return parts.filter(({ text }) => text !== '');
}
