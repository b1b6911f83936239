import type { History } from '@holdfast/shared/ownership/file-history';
import type { AttributesOf } from '@holdfast/shared/ownership/git-attributes';
import type { LogRead } from '@holdfast/shared/ownership/git-log';
import type { Rename } from '@holdfast/shared/ownership/identities-file';

/** A history, and what was not as one may expect. */
export interface HistoryRead {
  readonly history: History;
  /** What the repository or file is called. */
  readonly name: string;
  /** The lines of the repository's own `.mailmap`. */
  readonly mailmap: readonly Rename[];
  /** What its own `.gitattributes` says of its files. */
  readonly attributes: AttributesOf | undefined;
  /** Is something missing that would change who is found? */
  readonly isWhole: boolean;
  /** In words, for a person. */
  readonly notes: readonly string[];
}

/** What to say of lines that were not understood. */
export function notesOf({ unreadable, example }: LogRead): readonly string[] {
  return unreadable === 0
    ? []
    : [
        `${unreadable} ${unreadable === 1 ? 'line' : 'lines'} of the log could not be read, and count for nothing; the first: ${JSON.stringify(example ?? '')}`,
      ];
}
