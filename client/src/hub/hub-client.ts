import type { Actor } from '@holdfast/shared/model/entries';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { HubClient, Me, Person, SavedState, SyncReport } from './client-api.ts';
import type { DeviceDocument } from './device-document.ts';
import type { StorageReport } from './device-storage.ts';
import type { Observable } from './client-api.ts';
import { connectToHub } from './hub-connection.ts';
import type { HubHosts } from './hub-hosts.ts';
import { createHubRequests } from './hub-requests.ts';
import { createHubSockets } from './hub-socket.ts';
import type { Locks } from './locks.ts';
import { createObservable } from './observable.ts';
import { createOpenDocuments } from './open-documents.ts';
import { peopleIn, presenceUser } from './people.ts';
import type { HubMessage, HubStatus, OutboxReport, ProjectionEntry } from './port-messages.ts';
import { savedState } from './saved-state.ts';
import type { SealedNote } from './sealed-note.ts';
import { deviceMemory } from './remembered-workspace.ts';
import { createSteadySaved } from './steady-saved.ts';
import { createWhoIAm } from './who-i-am.ts';
import { madeKey } from './made-key.ts';

/** The document on which everyone says where they are. */
const workspaceDocument: DocumentName = 'workspace';

export interface HubClientDeps {
  readonly workspace: WorkspaceName;
  readonly isNamedInAddresses: boolean;
  readonly likelyWorkspaces: () => Promise<readonly WorkspaceName[]>;
  readonly hosts: HubHosts;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly random: Random;
  readonly lifeLock: string;
  readonly device: DeviceDocument;
  readonly storage: Observable<StorageReport>;
  /** Documents of which an earlier tab left a copy. */
  readonly leftCopies: () => Promise<readonly DocumentName[]>;
  /** Whether what this device keeps of the workspace is encrypted, as far as was known last. */
  readonly sealed: SealedNote;
}

/** The tab's side of the hub. */
export function createHubClient(deps: HubClientDeps): HubClient & { close(): void } {
  const saved = createObservable<SavedState>(savedState({ hub: 'starting', tabPending: 0 }));
  const showSaved = createSteadySaved(saved);
  const projections = createObservable<ReturnType<HubClient['projections']['get']>>(undefined);
  const people = createObservable<readonly Person[]>([]);
  const made = createObservable(0);
  const refused = new Set<DocumentName>();
  let status: HubStatus | undefined;
  let outbox: OutboxReport | undefined;
  let path: string | undefined;

  const sockets = createHubSockets({
    post: (message) => {
      connection.post(message);
    },
    isUp: () => connection.phase.get() === 'ready',
    observerOf: (doc) => documents.observerOf(doc),
    onOutbox(report) {
      outbox = report;
    },
  });
  const requests = createHubRequests((message) => {
    connection.post(message);
  });
  const documents = createOpenDocuments({
    workspace: deps.workspace,
    locks: deps.locks,
    keepsCopies: () => !deps.sealed.get(),
    webSocketPolyfill: () => sockets.WebSocketPolyfill,
    presence: (doc) => presenceOn(doc, who.me.get(), deps.device.deviceId(), path),
    onPresence(doc) {
      if (doc === workspaceDocument) showPeople();
    },
    onProgress: refreshSaved,
    onRefused(doc) {
      refused.add(doc);
      refreshSaved();
    },
    whenHubLost,
  });
  const connection = connectToHub({
    ...deps,
    onUp() {
      sockets.hubUp();
      requests.hubUp();
    },
    onDown() {
      status = undefined;
      outbox = undefined;
      sync.set(syncReport());
      sockets.hubDown();
    },
    onMessage: hear,
  });
  const sync = createObservable<SyncReport>(syncReport());
  const access = createObservable<unknown>(undefined);
  const lock = createObservable<unknown>(undefined);
  const who = createWhoIAm(deps.device);

  function hear(message: HubMessage): void {
    if (message.type === 'projections') takeProjections(message.entries, message.anew);
    else if (message.type === 'status') takeStatus(message.status);
    else if (message.type === 'locked') lock.set(message.lock);
    else if (message.type === 'welcome') takeWelcome(message.sealed === true);
    else {
      sockets.hear(message);
      requests.hear(message);
    }
  }

  function takeWelcome(isSealed: boolean): void {
    const isChanged = isSealed !== deps.sealed.get();
    if (isChanged) deps.sealed.set(isSealed);
    lock.set(undefined);
    if (isChanged && isSealed) void documents.dropCopies();
  }

  function takeProjections(entries: readonly ProjectionEntry[], anew: boolean): void {
    const next = new Map(anew ? [] : projections.get());
    for (const { doc, projection } of entries) next.set(doc, projection);
    projections.set(next);
  }

  function takeStatus(next: HubStatus): void {
    status = next;
    outbox = next.outbox;
    access.set(next.access);
    who.letInAs(next.person);
    sync.set(syncReport());
    refreshSaved();
  }

  function refreshSaved(): void {
    const fault = status?.fault ?? (refused.size > 0 ? 'failed' : undefined);
    showSaved(
      savedState({
        hub: connection.phase.get(),
        tabPending: documents.pending(),
        ...(fault === undefined ? {} : { hubFault: fault }),
        ...(outbox === undefined ? {} : { outbox }),
      }),
    );
  }

  function syncReport(): SyncReport {
    const known = status;
    const fault = known?.deletedUnderUs === true ? 'gone' : known?.fault;
    return {
      known: known !== undefined,
      relays: known?.relays ?? [],
      unsent: known?.unsent ?? [],
      offered: known?.offered ?? 0,
      documents: known?.documents ?? projections.get()?.size ?? 0,
      ...(known?.lastCaughtUpAtMs === undefined
        ? {}
        : { lastCaughtUpAtMs: known.lastCaughtUpAtMs }),
      ...(known?.earlierCaughtUpAtMs === undefined
        ? {}
        : { earlierCaughtUpAtMs: known.earlierCaughtUpAtMs }),
      storage: { ...deps.storage.get(), ...(fault === undefined ? {} : { fault }) },
      quarantined: known?.quarantined ?? 0,
      hub: connection.host() ?? (connection.phase.get() === 'lost' ? 'lost' : 'starting'),
      ...(known?.barred === undefined ? {} : { barred: known.barred }),
    };
  }

  function showPeople(): void {
    const awareness = documents.awarenessOf(workspaceDocument);
    if (awareness !== undefined) people.set(peopleIn(awareness, deps.device.deviceId()));
  }

  function whenHubLost(): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (connection.phase.get() !== 'lost') return;
        stop();
        resolve();
      };
      const stop = connection.phase.subscribe(check);
      check();
    });
  }

  /** Copies that a crash or a lost hub left behind go into the hub one by one, and then away. */
  async function recoverCopies(): Promise<void> {
    for (const doc of await deps.leftCopies()) await documents.recover(doc);
  }

  connection.phase.subscribe(() => {
    sync.set(syncReport());
    refreshSaved();
  });
  deps.storage.subscribe(() => {
    sync.set(syncReport());
  });
  who.me.subscribe(documents.showPresence);
  // Which device this is is known by then.
  void deps.device.ready.then(documents.showPresence);
  documents.open(workspaceDocument);
  // What could not be had now is had at the next start.
  recoverCopies().catch(() => undefined);

  return {
    workspace: deps.workspace,
    isNamedInAddresses: deps.isNamedInAddresses,
    likelyWorkspaces: deps.likelyWorkspaces,
    saved,
    sync,
    projections,
    people,
    announce(next) {
      path = next;
      documents.showPresence();
    },
    open: documents.open,
    search: requests.search,
    related: requests.related,
    device: deps.device.doc,
    deviceReady: deps.device.ready,
    me: who.me,
    setMe: who.setMe,
    entryContext: () => ({
      actor: actorOf(deps.device, status?.person),
      nowMs: Date.now(),
      random: deps.random,
      made({ doc }, { id, hash }) {
        deviceMemory.set(madeKey(deps.workspace, doc?.guid, id), hash);
        made.set(made.get() + 1);
      },
    }),
    made,
    retry(url) {
      connection.post(url === undefined ? { type: 'retry' } : { type: 'retry', url });
    },
    addRelay(url) {
      connection.post({ type: 'add-relay', url });
    },
    removeRelay(url) {
      connection.post({ type: 'remove-relay', url });
    },
    exportFile: requests.exportFile,
    importFile: requests.importFile,
    readDocuments: requests.readDocuments,
    writeDocuments: requests.writeDocuments,
    access,
    askAccess: requests.askAccess,
    lock,
    close() {
      documents.flushCopies();
      documents.sayGoodbye();
      connection.close();
    },
  };
}

/** What others see of this tab on a document. */
function presenceOn(
  doc: DocumentName,
  me: Me,
  device: string,
  path: string | undefined,
): Readonly<Record<string, unknown>> {
  const user = presenceUser(me);
  if (doc !== workspaceDocument) return { user };
  return {
    user,
    ...(device === '' ? {} : { device }),
    ...(path === undefined ? {} : { path }),
  };
}

/** Who makes an edit: as relays know them, where these know anybody. */
function actorOf(device: DeviceDocument, person: HubStatus['person']): Actor {
  const by = { name: device.me.get().name, device: device.deviceId() };
  return person === undefined ? by : { ...by, name: person.name, person: person.id };
}
