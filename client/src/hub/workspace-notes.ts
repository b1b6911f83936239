import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import { shareWithTabs } from './share-with-tabs.ts';
import { keepTabCopy } from './tab-copy.ts';

interface Notes {
  readonly doc: Y.Doc;
  /** False where what was kept cannot be read. */
  readonly loaded: Promise<boolean>;
}

const opened = new Map<WorkspaceName, Notes>();

/** No workspace can be called so: the database of one is `holdfast-<its name>`. */
export function notesDatabase(workspace: WorkspaceName): string {
  return `holdfast-notes/${workspace}`;
}

/**
 * What this device keeps for one workspace beside its copy, and never syncs: drafts, what was put off.
 * A database of its own, so that it can be deleted with the copy, and other workspaces' stays.
 */
export function workspaceNotes(workspace: WorkspaceName): Notes {
  const known = opened.get(workspace);
  if (known !== undefined) return known;
  const doc = new Y.Doc();
  shareWithTabs(doc, new BroadcastChannel(notesDatabase(workspace)));
  const { loaded } = keepTabCopy(notesDatabase(workspace), doc, () => false);
  const notes = { doc, loaded };
  opened.set(workspace, notes);
  return notes;
}
