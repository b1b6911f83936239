import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

/** A browser that denies storage never answers y-indexeddb. */
const patienceMs = 3000;
/** After a lost database, a new one is tried no more often than this. */
const reopenMs = 2000;
/** While the hub has each edit at once, the copy may come after it by this much. */
const gatherMs = 250;

/** A second copy of a document on this device, kept by the tab itself: nothing that is claimed rests on it. */
export interface TabCopy {
  /** True once what the copy holds is in the document; false where it cannot be read. */
  readonly loaded: Promise<boolean>;
  /** Writes what was gathered, now: the hub is gone, or the page is about to be. */
  flush(): void;
  /** Stops keeping it; what is there stays. */
  stop(): Promise<void>;
  /** Stops keeping it and deletes it. */
  remove(): Promise<void>;
}

/**
 * Keeps `doc` in the database of this name, with y-indexeddb, for as long as the browser lets it.
 * Edits are written at once while there is no hub, and a few at a time while there is.
 */
export function keepTabCopy(databaseName: string, doc: Y.Doc, hasHub: () => boolean): TabCopy {
  let persistence = start();
  let stopped = false;
  let reopensAfterMs = 0;

  function start(): IndexeddbPersistence {
    const next = new IndexeddbPersistence(databaseName, doc);
    // y-indexeddb would throw into the person's keystroke when its database was closed under it.
    doc.off('update', next._storeUpdate);
    return next;
  }

  let gathered: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (update: Uint8Array, origin: unknown): void => {
    if (origin === persistence) return;
    gathered.push(update);
    if (!hasHub()) flush();
    else timer ??= setTimeout(flush, gatherMs);
  };
  doc.on('update', keep);

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const [first, ...others] = gathered;
    if (first === undefined) return;
    gathered = [];
    try {
      persistence._storeUpdate(
        others.length === 0 ? first : Y.mergeUpdates([first, ...others]),
        doc,
      );
    } catch {
      reopen();
    }
  }

  /** A new one begins with the whole document, so that what was missed meanwhile is in it. */
  function reopen(): void {
    if (stopped || performance.now() < reopensAfterMs) return;
    reopensAfterMs = performance.now() + reopenMs;
    const lost = persistence;
    persistence = start();
    lost.destroy().catch(() => undefined);
  }

  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    doc.off('update', keep);
    flush();
    await withPatience(persistence.destroy());
  }

  return {
    loaded: withPatience(persistence.whenSynced),
    flush,
    stop,
    async remove() {
      await stop();
      await withPatience(deleteDatabase(databaseName));
    },
  };
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.addEventListener('success', () => resolve());
    deleting.addEventListener('error', () => reject(new Error('not deleted')));
  });
}

/** Whether `work` succeeds in time. */
function withPatience(work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, patienceMs);
    const end = (succeeded: boolean): void => {
      clearTimeout(timer);
      resolve(succeeded);
    };
    work.then(
      () => {
        end(true);
      },
      () => {
        end(false);
      },
    );
  });
}
