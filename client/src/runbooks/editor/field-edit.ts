import * as Y from 'yjs';

/** Origin of edits made in the fields around the text: undo takes back what they wrote into it. */
export const fieldEdit = Symbol('an edit in a field around the text');

/**
 * Undo for a text: of this editor's own edits, and of what the fields around it wrote there, with
 * what the same steps wrote into `along`, as the acceptance of a change does. Each
 * use of a field is a step of its own, however soon typing comes before or after it.
 */
export function createUndo(
  text: Y.Text,
  along: readonly (Y.Array<unknown> | Y.Map<unknown>)[] = [],
): Y.UndoManager {
  const undo = new Y.UndoManager([text, ...along], { trackedOrigins: new Set([fieldEdit]) });
  text.doc?.on('beforeTransaction', ({ origin }: Y.Transaction) => {
    if (origin === fieldEdit) undo.stopCapturing();
  });
  undo.on('stack-item-added', ({ origin }) => {
    if (origin === fieldEdit) undo.stopCapturing();
  });
  return undo;
}
