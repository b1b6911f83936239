import { useEffect, useState } from 'react';
import { useAccessReport } from '../access/use-access.ts';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { sealedNote } from '../hub/sealed-note.ts';
import { noteStorage, writeNote } from './known-workspaces.ts';

/** Notes for other workspaces what is in this one while it is open. Nothing is noted that is not known. */
export function NoteWorkspace() {
  const hub = useHub();
  const name = useWorkspaceName();
  const { known, documents, unsent } = useObservable(hub.sync);
  const [openedAtMs] = useState(() => Date.now());
  const changes = unsent.reduce((sum, one) => sum + one.changes, 0);
  // Of an encrypted copy nothing is noted in plain text but how much there is.
  const title = name === hub.workspace || sealedNote(hub.workspace).get() ? '' : name;
  // What is about to be deleted is not noted once more behind whoever deletes it.
  const isLeaving = useAccessReport()?.wipe !== undefined;
  useEffect(() => {
    if (!known || isLeaving) return;
    writeNote(noteStorage(), hub.workspace, { title, documents, unsent: changes, openedAtMs });
  }, [known, isLeaving, hub.workspace, title, documents, changes, openedAtMs]);
  return null;
}
