import { useMemo } from 'react';
import type * as Y from 'yjs';
import { workspaceNotes } from '../hub/workspace-notes.ts';
import { useHub } from './hub-context.tsx';

/** What this device keeps for the workspace on screen beside its copy. */
export function useWorkspaceNotes(): Y.Doc {
  const { workspace } = useHub();
  return useMemo(() => workspaceNotes(workspace).doc, [workspace]);
}
