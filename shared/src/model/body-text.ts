import type * as Y from 'yjs';
import type { TextEdit } from './text-edit.ts';

/** The text with one character for each embedded object another tool may have put in, so that offsets fit. */
export function indexedText(body: Y.Text): string {
  const plain = body.toJSON();
  if (plain.length === body.length) return plain;
  const pieces: readonly { insert?: unknown }[] = body.toDelta();
  return pieces
    .map((piece) => (typeof piece.insert === 'string' ? piece.insert : '\uFFFC'))
    .join('');
}

/** Applies edits given in ascending order, with offsets in `indexedText`. Call it in a transaction. */
export function applyEdits(body: Y.Text, edits: readonly TextEdit[]): void {
  // From the end, so that earlier offsets stay true.
  for (const edit of edits.toReversed()) {
    if (edit.remove > 0) body.delete(edit.at, edit.remove);
    if (edit.insert !== '') body.insert(edit.at, edit.insert);
  }
}
