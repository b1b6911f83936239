import {
  readRunbookMeta,
  replaceBody,
  runbookBody,
  touchRunbook,
} from '@holdfast/shared/model/runbook';
import { refuseLocked } from '@holdfast/shared/model/review';
import type * as Y from 'yjs';
import type { HubClient, OpenDocument } from '../hub/client-api.ts';
import { fieldEdit } from '../runbooks/editor/field-edit.ts';
import { recordVersions } from './record-version.ts';

export type Restored =
  | {
      readonly ok: true;
      /** Takes the restore back and nothing else; false where the text is locked or was edited here since. */
      readonly undo: () => boolean;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Makes a runbook's text that of a version, as a new edit: what others write elsewhere meanwhile
 * stays, and undo takes it back, in the editor too. What the text was, and is then, are versions.
 */
export function restoreVersion(deps: {
  readonly hub: Pick<HubClient, 'open' | 'entryContext' | 'me'>;
  readonly open: Pick<OpenDocument, 'name' | 'doc'>;
  readonly undoManager: Y.UndoManager;
  readonly text: string;
  readonly nowMs: number;
}): Restored {
  const { hub, undoManager } = deps;
  const { name, doc } = deps.open;
  const locked = refuseLocked(doc);
  if (locked !== undefined) return { ok: false, problem: locked.problem };
  const me = hub.me.get().name;
  const { changedBy, createdBy } = readRunbookMeta(doc);
  const before = runbookBody(doc).toJSON();
  doc.transact(() => {
    replaceBody(doc, deps.text);
    touchRunbook(doc, deps.nowMs, me);
  }, fieldEdit);
  const step = undoManager.undoStack.at(-1);
  recordVersions(hub, name, [
    { text: before, reason: 'before-restore', people: [changedBy ?? createdBy ?? ''] },
    { text: runbookBody(doc).toJSON(), reason: 'restored', people: [me] },
  ]).catch(() => undefined);
  return {
    ok: true,
    undo() {
      if (refuseLocked(doc) !== undefined) return false;
      if (step === undefined || undoManager.undoStack.at(-1) !== step) return false;
      undoManager.undo();
      return true;
    },
  };
}
