import {
  lint,
  readLintPiece,
  type LintContext,
  type LintPiece,
  type Problem,
} from '@holdfast/shared/markdown/lint';
import { splitMarkdown } from '@holdfast/shared/markdown/split-markdown';

/** Some 5 ms of reading; then whoever types has the turn. */
const pieceLength = 1_500;

/**
 * Looks for problems in a text, piece by piece with a turn for others between them. What did not
 * change since the last time is not read again. `pause` gives the turn away.
 */
export function createLintSource(deps: {
  readonly pause: () => Promise<void>;
}): (text: string, context: () => LintContext) => Promise<readonly Problem[]> {
  let known: ReadonlyMap<string, LintPiece> = new Map();
  return async (text, context) => {
    const read = new Map<string, LintPiece>();
    const pieces: { readonly start: number; readonly piece: LintPiece }[] = [];
    for (const part of splitMarkdown(text, pieceLength)) {
      let piece = known.get(part.text) ?? read.get(part.text);
      if (piece === undefined) {
        await deps.pause();
        piece = readLintPiece(part.text);
      }
      read.set(part.text, piece);
      pieces.push({ start: part.start, piece });
    }
    known = read;
    return lint(pieces, context());
  };
}
