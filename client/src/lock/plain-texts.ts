import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';

/** Of this workspace, what the browser keeps for single parts of the app outside of the copy. */
const ownTexts = (workspace: WorkspaceName): readonly string[] => [
  `holdfast-git-choices/${workspace}/`,
  `holdfast-who-is-who/${workspace}`,
  `holdfast-workspace-note/${workspace}`,
];
const deviceDatabase = 'holdfast-device';

/**
 * Deletes what this browser keeps of a workspace in plain text beside the copy, as that is encrypted:
 * drafts, corrections, its title. Nothing that anybody else has or needs.
 */
export async function forgetPlainTexts(workspace: WorkspaceName, device: Y.Doc): Promise<void> {
  forgetIn(() => localStorage, ownTexts(workspace));
  // Half-written comments of this tab.
  forgetIn(() => sessionStorage, ['']);
  device.getMap('drafts').clear();
  await compact(device);
}

function forgetIn(storage: () => Storage, prefixes: readonly string[]): void {
  try {
    const texts = storage();
    const keys = Array.from({ length: texts.length }, (_, at) => texts.key(at) ?? '');
    for (const key of keys) {
      if (prefixes.some((prefix) => key.startsWith(prefix))) texts.removeItem(key);
    }
  } catch {
    // A browser that denies storage has nothing in it.
  }
}

/** What was deleted is still in earlier rows of the database, until these are put together anew. */
async function compact(device: Y.Doc): Promise<void> {
  const whole = new Y.Doc();
  const rows = new IndexeddbPersistence(deviceDatabase, whole);
  await rows.whenSynced;
  Y.applyUpdate(whole, Y.encodeStateAsUpdate(device));
  await storeState(rows, true);
  await rows.destroy();
  whole.destroy();
}
