import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Awareness } from 'y-protocols/awareness';
import type { OpenDocument } from './client-api.ts';
import { type HeldDocument, holdDocument } from './held-document.ts';
import type { SocketObserver } from './hub-socket.ts';
import type { Locks } from './locks.ts';

/** Going from one page to the next closes and opens the same document; it is kept for this long. */
const lingerMs = 400;
/** How often a closed document is looked at again while the hub has not saved all of it. */
const settleCheckMs = 500;

export interface OpenDocumentsDeps {
  readonly workspace: WorkspaceName;
  readonly locks: Locks;
  /** Whether a tab keeps copies of its own: not where what is on this device is encrypted. */
  readonly keepsCopies: () => boolean;
  readonly webSocketPolyfill: () => typeof WebSocket;
  readonly presence: (doc: DocumentName) => Readonly<Record<string, unknown>>;
  readonly onPresence: (doc: DocumentName) => void;
  readonly onProgress: () => void;
  readonly onRefused: (doc: DocumentName, reason: string) => void;
  /** Resolves when there is no hub to wait for. */
  readonly whenHubLost: () => Promise<void>;
}

/** The documents that this tab has open, each once, however many parts of the screen use it. */
export interface OpenDocuments {
  open(name: DocumentName): OpenDocument;
  observerOf(name: DocumentName): SocketObserver | undefined;
  awarenessOf(name: DocumentName): Awareness | undefined;
  /** Says anew what others see of this tab. */
  showPresence(): void;
  /** Edits of this tab not known to be on disk. */
  pending(): number;
  /** The page may be about to go: what the tab's own copies still lack is written. */
  flushCopies(): void;
  /** Nobody is here any more: whoever is shown others is not shown this tab until its time is up. */
  sayGoodbye(): void;
  /** Opens a document whose copy an earlier tab left, and closes it once the hub has all of it. */
  recover(name: DocumentName): Promise<void>;
  /** Deletes the tab's own copies: the hub has, or gets, what is in them. */
  dropCopies(): Promise<void>;
}

interface Entry {
  readonly held: HeldDocument;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The copy that a tab keeps of a document lies in the database of this name. */
export function tabCopyName(workspace: WorkspaceName, doc: DocumentName): string {
  return `holdfast-tab-${workspace}/${doc}`;
}

export function createOpenDocuments(deps: OpenDocumentsDeps): OpenDocuments {
  const entries = new Map<DocumentName, Entry>();

  function acquire(name: DocumentName): Entry {
    let entry = entries.get(name);
    if (entry === undefined) {
      const held = holdDocument({
        name,
        isCopied: deps.keepsCopies(),
        databaseName: tabCopyName(deps.workspace, name),
        WebSocketPolyfill: deps.webSocketPolyfill(),
        locks: deps.locks,
        presence: () => deps.presence(name),
        onPresence() {
          deps.onPresence(name);
        },
        onProgress: deps.onProgress,
        onRefused(reason) {
          deps.onRefused(name, reason);
        },
      });
      entry = { held, users: 0, timer: undefined };
      entries.set(name, entry);
    }
    clearTimeout(entry.timer);
    entry.users += 1;
    return entry;
  }

  function release(name: DocumentName, entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.held.awareness().setLocalState(null);
    endWhenSettled(name, entry, lingerMs);
  }

  /** Ending it sooner would leave edits to the tab's own copy alone. */
  function endWhenSettled(name: DocumentName, entry: Entry, delayMs: number): void {
    entry.timer = setTimeout(() => {
      if (!entry.held.settled()) {
        endWhenSettled(name, entry, settleCheckMs);
        return;
      }
      entries.delete(name);
      void entry.held.end();
    }, delayMs);
  }

  function open(name: DocumentName): OpenDocument {
    const entry = acquire(name);
    if (entry.users === 1) entry.held.awareness().setLocalState({ ...deps.presence(name) });
    let isOpen = true;
    return {
      name,
      doc: entry.held.doc,
      get awareness() {
        return entry.held.awareness();
      },
      ready: ready(entry.held),
      close() {
        if (!isOpen) return;
        isOpen = false;
        release(name, entry);
      },
    };
  }

  /** With the hub, once it has sent all; without one, once the tab's own copy has been read. */
  async function ready(held: HeldDocument): Promise<void> {
    const withoutHub = deps.whenHubLost().then(() => held.copyLoaded);
    await Promise.race([held.synced, withoutHub]);
  }

  return {
    open,
    observerOf: (name) => entries.get(name)?.held.observer,
    awarenessOf: (name) => entries.get(name)?.held.awareness(),
    showPresence() {
      for (const [name, { held, users }] of entries) {
        if (users > 0) mergePresence(held.awareness(), deps.presence(name));
      }
    },
    pending() {
      let pending = 0;
      for (const { held } of entries.values()) pending += held.pending();
      return pending;
    },
    sayGoodbye() {
      for (const { held } of entries.values()) held.awareness().setLocalState(null);
    },
    flushCopies() {
      for (const { held } of entries.values()) held.flushCopy();
    },
    async recover(name) {
      const opened = open(name);
      const held = entries.get(name)?.held;
      await Promise.all([held?.synced, held?.readCopy()]);
      if (held !== undefined && !deps.keepsCopies()) await dropCopy(held);
      opened.close();
    },
    async dropCopies() {
      await Promise.all([...entries.values()].map(({ held }) => dropCopy(held)));
    },
  };
}

async function dropCopy(held: HeldDocument): Promise<void> {
  while (!held.settled()) await new Promise((resolve) => setTimeout(resolve, settleCheckMs));
  await held.dropCopy();
}

/** Keeps what the editor says (its cursor) beside what is known here. */
function mergePresence(awareness: Awareness, presence: Readonly<Record<string, unknown>>): void {
  awareness.setLocalState({ ...awareness.getLocalState(), ...presence });
}
