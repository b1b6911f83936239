import type { DocumentName } from '@holdfast/shared/protocol/names';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createEditTracker } from './edit-tracker.ts';
import { hubAddress, type SocketObserver } from './hub-socket.ts';
import type { Locks, Release } from './locks.ts';
import { replacedReason } from './port-messages.ts';

import { keepTabCopy, type TabCopy } from './tab-copy.ts';

/** The hub answers on this device: there is nobody to spare. */
const longestBackoffMs = 500;
/** Another tab that keeps the copy does not give its lock back so soon. */
const aloneTimeoutMs = 1000;

export interface HeldDocumentDeps {
  readonly name: DocumentName;
  /** Whether the tab keeps a copy of its own. */
  readonly isCopied: boolean;
  /** Of the tab's own copy. */
  readonly databaseName: string;
  readonly WebSocketPolyfill: typeof WebSocket;
  readonly locks: Locks;
  /** What others see beside this tab's cursor. */
  readonly presence: () => Readonly<Record<string, unknown>>;
  /** Others came, went or moved. */
  readonly onPresence: () => void;
  /** `pending()` or `settled()` may have changed. */
  readonly onProgress: () => void;
  /** The hub refused to go on with this document, and will not be asked again. */
  readonly onRefused: (reason: string) => void;
}

/** One document, held open by this tab. */
export interface HeldDocument {
  readonly doc: Y.Doc;
  awareness(): Awareness;
  readonly observer: SocketObserver;
  /** The hub has sent all it has. */
  readonly synced: Promise<void>;
  /** The tab's own copy has been read. */
  readonly copyLoaded: Promise<unknown>;
  /** Reads what another left there, where the tab keeps no copy itself. */
  readCopy(): Promise<unknown>;
  /** Deletes the tab's own copy, unless another tab keeps it, and keeps none from here on. Only when all is `settled()`. */
  dropCopy(): Promise<void>;
  /** Writes to the tab's own copy what still waits to be. */
  flushCopy(): void;
  /** Edits of this tab not known to be on disk. */
  pending(): number;
  /** The hub is known to have on disk all that is in `doc` and in the tab's own copy. */
  settled(): boolean;
  /** Ends it. The copy is removed if it was read, all is `settled()` and no other tab keeps it. */
  end(): Promise<void>;
}

export function holdDocument(deps: HeldDocumentDeps): HeldDocument {
  // By it whoever has the document knows which one it is.
  const doc = new Y.Doc({ guid: deps.name });
  const tracker = createEditTracker(() => Y.encodeStateAsUpdate(doc));
  let markSynced: () => void = () => undefined;
  const synced = new Promise<void>((resolve) => (markSynced = resolve));

  // Before the provider's own listener: an edit is counted before its frame is sent.
  doc.on(
    'update',
    (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (!transaction.local || origin === provider) return;
      tracker.edited(update);
      deps.onProgress();
    },
  );

  let kept: TabCopy | undefined;
  let provider = connect();

  function connect(): WebsocketProvider {
    const awareness = new Awareness(doc);
    awareness.setLocalState({ ...deps.presence() });
    awareness.on('change', deps.onPresence);
    const next = new WebsocketProvider(hubAddress, deps.name, doc, {
      awareness,
      disableBc: true,
      maxBackoffTime: longestBackoffMs,
      WebSocketPolyfill: deps.WebSocketPolyfill,
    });
    next.on('sync', (isSynced: boolean) => {
      if (isSynced) markSynced();
    });
    next.on('status', ({ status }) => {
      if (status !== 'connected') kept?.flush();
    });
    next.on('closed', ({ reason }) => {
      if (reason === replacedReason) void openAnew();
      else deps.onRefused(reason);
    });
    return next;
  }

  // Yjs takes a new client id when it meets its own in somebody else's edits. Awareness would go on
  // speaking for the old one.
  let clientId = doc.clientID;
  doc.on('afterAllTransactions', () => {
    if (doc.clientID === clientId) return;
    clientId = doc.clientID;
    end(provider);
    provider = connect();
  });

  let copy: ReturnType<typeof keepCopy> | undefined;
  let copyRead: boolean | undefined;
  let copyLoaded: Promise<unknown> = Promise.resolve();
  if (deps.isCopied) startCopy();

  function startCopy(): void {
    copyRead = undefined;
    copy = keepCopy(deps, doc, () => provider.wsconnected);
    copyLoaded = copy.then(async (opened) => {
      kept = opened.copy;
      copyRead = await kept.loaded;
    });
  }

  async function endCopy(mayRemove: boolean): Promise<void> {
    const ending = copy;
    kept?.flush();
    copy = undefined;
    kept = undefined;
    if (ending === undefined) return;
    const { copy: ended, release } = await ending;
    await (mayRemove ? removeUnlessShared(deps, ended, release) : ended.stop());
    release();
  }

  /** What this page has of the document must not come back: neither from its copy nor from its memory. */
  async function openAnew(): Promise<void> {
    await (await copy)?.copy.remove();
    location.reload();
  }

  const settled = (): boolean =>
    (copy === undefined || copyRead !== undefined) && tracker.settled();

  return {
    doc,
    awareness: () => provider.awareness,
    observer: {
      onOpened: tracker.opened,
      onClosed: tracker.closed,
      onSending: tracker.sending,
      onSaved(count) {
        tracker.saved(count);
        deps.onProgress();
      },
    },
    synced,
    get copyLoaded() {
      return copyLoaded;
    },
    readCopy() {
      if (copy === undefined) startCopy();
      return copyLoaded;
    },
    dropCopy: () => endCopy(copyRead === true),
    flushCopy() {
      kept?.flush();
    },
    pending: tracker.pending,
    settled,
    async end() {
      const mayRemove = settled() && copyRead === true;
      kept?.flush();
      end(provider);
      doc.destroy();
      await endCopy(mayRemove);
    },
  };
}

function end(provider: WebsocketProvider): void {
  // In parting y-websocket asks the presence about the document's client id, and throws where that
  // is a new one, of which this presence never heard.
  const { meta } = provider.awareness;
  if (!meta.has(provider.doc.clientID)) {
    meta.set(provider.doc.clientID, { clock: 0, lastUpdated: 0 });
  }
  provider.awareness.setLocalState(null);
  provider.destroy();
  provider.awareness.destroy();
}

/** A tab keeps its copy under a lock shared with other tabs of the same document: nobody deletes what another still writes. */
async function keepCopy(
  deps: HeldDocumentDeps,
  doc: Y.Doc,
  hasHub: () => boolean,
): Promise<{ readonly copy: TabCopy; readonly release: Release }> {
  const release = await deps.locks.share(deps.databaseName);
  return { copy: keepTabCopy(deps.databaseName, doc, hasHub), release };
}

async function removeUnlessShared(
  deps: HeldDocumentDeps,
  copy: TabCopy,
  release: Release,
): Promise<void> {
  await copy.stop();
  release();
  // Our own share of the lock goes back a moment after it is released.
  const signal = AbortSignal.timeout(aloneTimeoutMs);
  const alone = await deps.locks.hold(deps.databaseName, signal).catch(() => undefined);
  if (alone === undefined) return;
  await copy.remove();
  alone();
}
