import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import { isDraftKey } from '../comments/drafts.ts';
import type { HubClient } from '../hub/client-api.ts';
import { notesDatabase, workspaceNotes } from '../hub/workspace-notes.ts';
import { sealedDrafts, takeDrafts } from './sealed-drafts.ts';

/** Of this workspace, what the browser keeps for single parts of the app outside of the copy. */
const ownTexts = (workspace: WorkspaceName): readonly string[] => [
  `holdfast-who-is-who/${workspace}`,
  `holdfast-workspace-note/${workspace}`,
];

type Hub = Pick<HubClient, 'askAccess' | 'lock' | 'workspace'>;

/**
 * Leaves nothing that this browser keeps of a workspace in plain text beside the copy, where that is
 * encrypted: drafts go into the copy; corrections and its title, which nobody else has or needs, go.
 */
export async function sealTexts(hub: Hub): Promise<void> {
  const { workspace } = hub;
  const choices = `holdfast-git-choices/${workspace}/`;
  withStorage(
    () => localStorage,
    (texts) => {
      for (const key of keysOf(texts)) {
        const isOwn = ownTexts(workspace).includes(key) || key.startsWith(choices);
        if (isOwn) texts.removeItem(key);
      }
    },
  );
  const notes = workspaceNotes(workspace);
  await Promise.all([notes.loaded, sealedDrafts(hub).read]);
  const drafts = notes.doc.getMap('drafts');
  let moved = 0;
  for (const [place, text] of drafts.entries()) {
    if (typeof text === 'string') add(sealedDrafts(hub).map, place, text);
    drafts.delete(place);
    moved += 1;
  }
  // Half-written comments of this tab.
  withStorage(
    () => sessionStorage,
    (texts) => {
      for (const key of keysOf(texts)) {
        if (!isDraftKey(key, workspace)) continue;
        const text = texts.getItem(key);
        if (text !== null) sealedDrafts(hub).map.set(key, text);
        texts.removeItem(key);
      }
    },
  );
  if (moved > 0) await compact(notesDatabase(workspace), notes.doc);
}

/** The way back, where the copy is not encrypted any more. */
export function openTexts(hub: Hub): void {
  for (const [key, text] of takeDrafts(hub)) {
    if (typeof text !== 'string') continue;
    if (!isDraftKey(key, hub.workspace))
      add(workspaceNotes(hub.workspace).doc.getMap('drafts'), key, text);
    else
      withStorage(
        () => sessionStorage,
        (texts) => texts.setItem(key, text),
      );
  }
}

/** Beside what is there already, which was typed elsewhere. */
function add(drafts: Y.Map<unknown>, place: string, text: string): void {
  const there = drafts.get(place);
  const isMore = typeof there === 'string' && there !== '' && there !== text;
  drafts.set(place, isMore ? `${there}\n\n${text}` : text);
}

/** A browser that denies storage, or has no room, has nothing in it. */
function withStorage(storage: () => Storage, work: (texts: Storage) => void): void {
  try {
    work(storage());
  } catch {
    // Nothing to move.
  }
}

function keysOf(texts: Storage): readonly string[] {
  return Array.from({ length: texts.length }, (_, at) => texts.key(at) ?? '');
}

/** What was deleted is still in earlier rows of the database, until these are put together anew. */
async function compact(database: string, doc: Y.Doc): Promise<void> {
  const whole = new Y.Doc();
  const rows = new IndexeddbPersistence(database, whole);
  await rows.whenSynced;
  Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
  await storeState(rows, true);
  await rows.destroy();
  whole.destroy();
}
