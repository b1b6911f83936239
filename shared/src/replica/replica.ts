import type { DocumentName } from '../protocol/names.ts';
import { stateLimits } from './admission.ts';
import { createAnnouncements } from './announcements.ts';
import { coalesce } from './coalesce.ts';
import { createCompactor } from './compaction.ts';
import { createDigests } from './digest.ts';
import { openDoubts } from './doubts.ts';
import { createDurableNews } from './durable-news.ts';
import { createFeeds } from './feed.ts';
import { Journal } from './journal.ts';
import { createInProgress } from './in-progress.ts';
import { createHostRows } from './host-rows.ts';
import { LinkSession } from './link.ts';
import { openOutbox } from './outbox.ts';
import { createOwnEdits } from './own-edits.ts';
import { createPresence } from './presence.ts';
import type {
  Link,
  LinkOptions,
  Replica,
  ReplicaDeps,
  ReplicaEvent,
  ReplicaStatus,
  SubmitResult,
  TakeEditOptions,
} from './replica-api.ts';
import { createGiveUp } from './give-up.ts';
import { createLinkHost } from './replica-links.ts';
import { openLeafScope } from './leaf-scope.ts';
import { createRecheck } from './recheck.ts';
import { createRights } from './rights.ts';
import { createRooms, type LoggedUpdate, type Taken } from './rooms.ts';
import { createKnownStores } from './stores.ts';

const durableDelayMs = 10;
/** A disk that loses everything at once must not keep us busy with writing it again. */
const repairDelayMs = 1000;
const relayLogBytes = 32 * 1024 * 1024;
const leafLogBytes = 2 * 1024 * 1024;
const defaultWantedRelays = 2;

/** Opens the replica of one workspace over its store, and begins a new boot of it. Rejects with the store's fault. */
export async function openReplica(deps: ReplicaDeps): Promise<Replica> {
  const { clock, role } = deps;
  let damaged = 0;
  const observe = (event: ReplicaEvent): void => {
    if (event.kind === 'record-damaged') damaged++;
    deps.observe?.(event);
  };
  const newId = (): string =>
    Array.from(deps.random.bytes(8), (byte) => (byte % 32).toString(32)).join('');
  const journal = await Journal.open({ store: deps.store, clock, newId, observe });
  const wanted = deps.wantedRelays ?? (() => defaultWantedRelays);
  const presence = createPresence(clock);
  const links = new Set<LinkSession>();
  const stores = createKnownStores((store) => isLinkedTo(links, store));
  const announcements = createAnnouncements(clock);
  const { statusChanged } = announcements;
  let caughtUpAtMs: number | undefined;
  let closing = false;
  const beingTaken = createInProgress();

  const rooms = createRooms({ journal, clock, heavy: deps.heavy, onLogged, observe });
  const waitingParts = {
    ...{ store: deps.store, stores, wanted, journal, clock, links, observe },
    seen: () => journal.foreign(),
    wholeState: (doc: DocumentName) => rooms.diff(doc, new Uint8Array()),
    isClosing: () => closing,
  };
  const outbox = role === 'leaf' ? await openOutbox(waitingParts) : undefined;
  const rights = createRights({ clock, store: deps.store, journal, rooms, observe });
  const scope = role === 'leaf' ? await openLeafScope({ store: deps.store, journal }) : undefined;
  const ownEdits = createOwnEdits({ journal, rooms, rights, outbox });
  const doubts = outbox && (await openDoubts({ ...waitingParts, outbox }));
  const compactor = createCompactor({
    journal,
    heavy: deps.heavy,
    state: rooms.state,
    observe,
    clock,
    yields: role === 'leaf',
    largestLogBytes: deps.largestLogBytes ?? (role === 'relay' ? relayLogBytes : leafLogBytes),
  });
  const feeds = createFeeds({ journal, clock, state: rooms.state });

  const digests = createDigests({
    ...{ journal, clock, heavy: deps.heavy, state: rooms.state },
    ...(role === 'relay' && { tellPeers: toRelays(links) }),
  });
  const recheck =
    role === 'leaf'
      ? createRecheck({ clock, digests, links, known: journal.foreign() })
      : undefined;

  function onLogged(entry: LoggedUpdate): void {
    announcements.documentChanged(entry.doc);
    feeds.logged(entry);
    compactor.grown(entry.doc);
    doubts?.logged(entry);
  }

  /** After damage: what this device has not sent yet may be in the outbox only. */
  async function takeWaiting(): Promise<void> {
    for (const { doc, update } of outbox?.waiting() ?? []) {
      await rooms.take(doc, update, { limits: stateLimits });
    }
  }

  const takeWaitingSoon = coalesce(clock, repairDelayMs, () => {
    if (!closing) takeWaiting().catch(() => undefined);
  });
  const tellDurable = createDurableNews({ journal, name: deps.name, stores, links });
  const durableSoon = coalesce(clock, durableDelayMs, role === 'relay' ? tellDurable : () => {});
  const settle = coalesce(clock, 0, () => {
    doubts?.settle();
    const rows = outbox?.settle() ?? [];
    if (rows.length > 0) journal.write(rows);
    // Peers' words are forwarded: a leaf that is linked to two relays learns of the third.
    durableSoon();
    statusChanged();
  });

  journal.onCommitted = () => {
    durableSoon();
    compactor.committed();
    statusChanged();
    if (role === 'relay' && journal.fault !== undefined) {
      for (const link of links) link.close('storeFailed', 'this relay cannot write to its disk');
    }
  };

  journal.onDamaged = (documents) => {
    rooms.reload(documents);
    rights.forget(documents);
    for (const link of links) link.close('storeFailed', 'a damaged record was found');
    takeWaitingSoon();
    statusChanged();
  };

  const host = createLinkHost({
    role,
    name: deps.name,
    insecure: deps.insecure ?? false,
    addresses: deps.addresses ?? (() => []),
    access: deps.access,
    credentials: deps.credentials,
    randomBytes: (length) => deps.random.bytes(length),
    ...{ clock, journal, rooms, rights, scope, links, feeds, stores, outbox },
    ...{ digests, recheck, presence, observe },
    caughtUp() {
      caughtUpAtMs = clock.nowMs();
    },
    pushRefused: (doc) => giveUps.letGoHeld(doc),
    doubts,
    durableSoon,
    settle,
    statusChanged,
  });

  function take(
    doc: DocumentName,
    update: Uint8Array,
    options: TakeEditOptions = {},
  ): Taken | Promise<Taken> {
    if (closing) return { kind: 'refused', reason: 'closing', detail: 'this replica is closing' };
    return beingTaken.add(ownEdits.take(doc, update, options));
  }

  async function whenDurable(): Promise<void> {
    await beingTaken.settled();
    await Promise.all([journal.whenDurable(journal.lastLsn), ownEdits.onDisk()]);
  }

  const giveUps = createGiveUp({
    ...{ journal, rooms, compactor, outbox, links, whenDurable, onReplaced, observe },
    heavy: deps.heavy,
    onLetGo: settle,
  });

  function onReplaced(doc: DocumentName): void {
    announcements.documentReplaced(doc);
    settle();
  }

  if (damaged > 0) await takeWaiting();
  return {
    storeId: journal.storeId,
    role,
    presence,
    documents: () => journal.documents(),
    has: (doc) => journal.index(doc) !== undefined,
    async read(doc) {
      const parts = await rooms.state(doc);
      return parts.length === 0 ? undefined : deps.heavy.diff(parts, new Uint8Array([0]));
    },
    diff: rooms.diff,
    stateVector: rooms.stateVector,
    take,
    whenDurable,
    async submit(doc, update, from): Promise<SubmitResult> {
      const taken = await take(doc, update, { from, size: 'state' });
      if (taken.kind === 'missing' || taken.kind === 'refused') return taken;
      const lsn = taken.kind === 'new' ? taken.lsn : journal.lastLsn;
      const fault = await journal.whenWritten(lsn);
      return fault === undefined ? { kind: 'saved' } : { kind: 'store-failed', fault };
    },
    subscribe: rooms.subscribe,
    onChange: announcements.onChange,
    onStatus: announcements.onStatus,
    status(): ReplicaStatus {
      const states = [...links].map((link) => link.state());
      return {
        durable: journal.durable(),
        documents: journal.documents().length,
        fault: journal.fault,
        damaged,
        links: states,
        outbox: outbox && { ...outbox.status(), caughtUpAtMs },
      };
    },
    connect(transport, options: LinkOptions): Link {
      const link = new LinkSession(host, transport, options);
      links.add(link);
      link.start();
      return link;
    },
    hostRows: createHostRows(deps.store),
    compact: (doc) => compactor.compact(doc),
    readAtRelay: giveUps.readAtRelay,
    giveUp: giveUps.giveUp,
    async close() {
      closing = true;
      for (const link of links) link.close('draining', 'this replica is closing');
      rooms.stop();
      presence.stop();
      digests.stop();
      recheck?.stop();
      await compactor.stop();
      try {
        await journal.drain();
      } finally {
        journal.stop();
        await deps.store.close();
      }
    },
  };
}

/** Sends a message to every relay that is linked at the time. */
function toRelays(links: ReadonlySet<LinkSession>): (message: Uint8Array) => void {
  return (message) => {
    for (const link of links) if (link.peer?.role === 'relay') link.queue(message);
  };
}

/** Whether a replica speaks for itself on one of these links. */
function isLinkedTo(links: ReadonlySet<LinkSession>, store: string): boolean {
  return [...links].some(({ peer }) => peer?.storeId === store);
}
