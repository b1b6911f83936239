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
import { historyText } from '../ui/text/history.ts';
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
 * stays, and undo takes it back, in the editor too. What the text was, and is then, are versions:
 * where the first cannot be kept, nothing is restored.
 */
export async function restoreVersion(deps: {
  readonly hub: Pick<HubClient, 'open' | 'entryContext' | 'me'>;
  readonly open: Pick<OpenDocument, 'name' | 'doc'>;
  readonly undoManager: Y.UndoManager;
  readonly text: string;
  readonly nowMs: number;
}): Promise<Restored> {
  const { hub, undoManager } = deps;
  const { name, doc } = deps.open;
  const refused = () => {
    const locked = refuseLocked(doc);
    return locked === undefined ? undefined : ({ ok: false, problem: locked.problem } as const);
  };
  const lockedNow = refused();
  if (lockedNow !== undefined) return lockedNow;
  try {
    await keepBefore(hub, name, doc);
  } catch {
    return { ok: false, problem: historyText.restoreNotKept };
  }
  const lockedSince = refused();
  if (lockedSince !== undefined) return lockedSince;
  const me = hub.me.get().name;
  doc.transact(() => {
    replaceBody(doc, deps.text);
    touchRunbook(doc, deps.nowMs, me);
  }, fieldEdit);
  const step = undoManager.undoStack.at(-1);
  // The text is what the version is: where this cannot be recorded, nothing is lost.
  recordVersions(hub, name, [
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

/** Until what is kept is what stands there: others may write meanwhile. */
async function keepBefore(
  hub: Pick<HubClient, 'open' | 'entryContext'>,
  name: string,
  doc: Y.Doc,
): Promise<void> {
  let kept: string | undefined;
  while (kept !== runbookBody(doc).toJSON()) {
    kept = runbookBody(doc).toJSON();
    const { changedBy, createdBy } = readRunbookMeta(doc);
    const people = [changedBy ?? createdBy ?? ''];
    await recordVersions(hub, name, [{ text: kept, reason: 'before-restore', people }]);
  }
}
