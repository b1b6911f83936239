import { encodeMessage } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import * as Y from 'yjs';
import { liveLimits, stateLimits } from './admission.ts';
import { seal, unseal } from './checksum.ts';
import { createCompactor } from './compaction.ts';
import { createDigests } from './digest.ts';
import { createDurableNews } from './durable-news.ts';
import { createFeeds } from './feed.ts';
import { Journal } from './journal.ts';
import { keys, prefixRange } from './layout.ts';
import { LinkSession } from './link.ts';
import type { LinkHost } from './link-host.ts';
import { openOutbox } from './outbox.ts';
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
import { createRooms, type LoggedUpdate, type Taken } from './rooms.ts';
import { createKnownStores } from './stores.ts';
import { createTurns } from './turns.ts';

const durableDelayMs = 10;
const statusDelayMs = 30;
const catchUpTimeoutMs = 60_000;
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
  const stores = createKnownStores();
  const wanted = deps.wantedRelays ?? (() => defaultWantedRelays);
  const presence = createPresence(clock);
  const links = new Set<LinkSession>();
  const changeListeners = new Set<(doc: DocumentName) => void>();
  const statusListeners = new Set<() => void>();
  const catchUps = createTurns<LinkSession>(clock, catchUpTimeoutMs);
  let changed = new Set<DocumentName>();
  let caughtUpAtMs: number | undefined;
  let closing = false;

  const rooms = createRooms({
    journal,
    clock,
    heavy: deps.heavy,
    onLogged,
    observe(event) {
      observe(event);
    },
  });
  const outbox =
    role === 'leaf'
      ? await openOutbox({
          store: deps.store,
          stores,
          wanted,
          wholeState: async (doc) => deps.heavy.diff(await rooms.state(doc), new Uint8Array()),
          observe,
        })
      : undefined;
  if (damaged > 0) await takeWaiting();
  const compactor = createCompactor({
    journal,
    heavy: deps.heavy,
    state: rooms.state,
    observe,
    largestLogBytes: deps.largestLogBytes ?? (role === 'relay' ? relayLogBytes : leafLogBytes),
  });
  const feeds = createFeeds({ journal, clock, state: rooms.state });

  const digests =
    role === 'relay'
      ? createDigests({
          journal,
          heavy: deps.heavy,
          clock,
          state: rooms.state,
          tellPeers(message) {
            for (const link of links) if (link.peer?.role === 'relay') link.queue(message);
          },
        })
      : undefined;

  function onLogged(entry: LoggedUpdate): void {
    if (changed.size === 0) clock.afterTurn(announceChanges);
    changed.add(entry.doc);
    feeds.logged(entry);
    compactor.grown(entry.doc);
  }

  function announceChanges(): void {
    const documents = changed;
    changed = new Set();
    for (const doc of documents) for (const listener of changeListeners) listener(doc);
    statusChanged();
  }

  /** After damage: what this device has not sent yet may be in the outbox only. */
  async function takeWaiting(): Promise<void> {
    for (const { doc, update } of outbox?.waiting() ?? []) {
      await rooms.take(doc, update, { limits: stateLimits });
    }
  }

  const tellDurable = createDurableNews({ journal, name: deps.name, stores, links });
  const durableSoon = coalesced(durableDelayMs, () => {
    if (role === 'relay') tellDurable();
  });
  const statusChanged = coalesced(statusDelayMs, () => {
    for (const listener of statusListeners) listener();
  });
  const settle = coalesced(0, () => {
    const rows = outbox?.settle() ?? [];
    if (rows.length > 0) journal.write(rows);
    // Peers' words are forwarded: a leaf that is linked to two relays learns of the third.
    durableSoon();
    statusChanged();
  });

  function coalesced(delayMs: number, task: () => void): () => void {
    let scheduled = false;
    return () => {
      if (scheduled) return;
      scheduled = true;
      const run = (): void => {
        scheduled = false;
        task();
      };
      if (delayMs === 0) clock.afterTurn(run);
      else clock.setTimer(delayMs, run);
    };
  }

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
    for (const link of links) link.close('storeFailed', 'a damaged record was found');
    takeWaiting().catch(() => undefined);
    statusChanged();
  };

  const isLocal = (owner: object | undefined): boolean =>
    owner !== undefined && !(owner instanceof LinkSession && owner.peer?.role === 'relay');
  presence.onFollowed = (doc, on) => {
    if (role === 'leaf') for (const link of links) link.watch(doc, on);
  };
  presence.onChanged = (doc, encode) => {
    let update: Uint8Array | undefined;
    for (const link of links) {
      if (link.peer?.role !== 'relay') continue;
      update ??= encode(isLocal);
      if (update === undefined) return;
      link.sendPresence(doc, update);
    }
  };

  async function lacks(doc: DocumentName, stateVector: Uint8Array): Promise<boolean> {
    let theirs: Map<number, number>;
    try {
      theirs = Y.decodeStateVector(stateVector);
    } catch {
      return false;
    }
    const ours = Y.decodeStateVector(await rooms.stateVector(doc));
    for (const [client, clock_] of theirs) if (clock_ > (ours.get(client) ?? 0)) return true;
    return false;
  }

  const host: LinkHost = {
    role,
    name: deps.name,
    insecure: deps.insecure ?? false,
    addresses: deps.addresses ?? (() => []),
    clock,
    journal,
    feeds,
    stores,
    outbox,
    digests,
    presence,
    observe,
    takeFrom: (link, doc, update, limits) => rooms.take(doc, update, { limits, via: link }),
    stateVector: rooms.stateVector,
    diff: rooms.diff,
    lacks,
    async offers() {
      const offers = [];
      for (const doc of journal.documents()) {
        offers.push({ doc, stateVector: await rooms.stateVector(doc) });
      }
      return offers;
    },
    linkGreeted(link) {
      if (!keepsLink(link)) return false;
      observe({ kind: 'link-up', peer: link.peer?.name ?? '', role: link.peer?.role ?? 'leaf' });
      if (link.peer?.role !== 'relay') {
        durableSoon();
        return true;
      }
      outbox?.attach(link);
      if (role === 'leaf') for (const doc of presence.followed()) link.watch(doc, true);
      for (const { doc, update } of presence.all(isLocal)) link.sendPresence(doc, update);
      durableSoon();
      return true;
    },
    linkClosed(link) {
      links.delete(link);
      feeds.stop(link);
      outbox?.detach(link);
      presence.orphan(link);
      catchUps.release(link);
      observe({ kind: 'link-down', peer: link.peer?.name ?? '', role: link.peer?.role ?? 'leaf' });
      statusChanged();
    },
    catchUpTurn: (link) => catchUps.take(link),
    catchUpDone: (link) => catchUps.release(link),
    adopt(store, held) {
      if (journal.adoptDirect(store, held)) feeds.heldChanged();
    },
    caughtUp() {
      caughtUpAtMs = clock.nowMs();
    },
    durableSoon,
    settle,
    statusChanged,
  };

  /** Two replicas need one link. Both sides keep the same one: that which the smaller store id dialled. */
  function keepsLink(link: LinkSession): boolean {
    const peer = link.peer;
    if (peer === undefined) return false;
    if (peer.storeId === journal.storeId) {
      link.close('duplicate', 'this is the same replica');
      return false;
    }
    for (const other of links) {
      if (other === link || other.peer?.storeId !== peer.storeId) continue;
      if (other.dialled === link.dialled) {
        if (!link.dialled) continue;
        link.close('duplicate', 'another address of a relay that is already linked');
        return false;
      }
      const wantDialled = journal.storeId < peer.storeId;
      const loser = link.dialled === wantDialled ? other : link;
      loser.close('duplicate', 'linked already');
      if (loser === link) return false;
    }
    return true;
  }

  function take(
    doc: DocumentName,
    update: Uint8Array,
    options: TakeEditOptions = {},
  ): Taken | Promise<Taken> {
    if (closing) return { kind: 'refused', reason: 'closing', detail: 'this replica is closing' };
    const limits = options.size === 'state' ? stateLimits : liveLimits;
    const extra = outbox && ((canonical: Uint8Array) => outbox.add(doc, canonical));
    return rooms.take(doc, update, { limits, via: options.from, extra });
  }

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
    whenDurable: () => journal.whenDurable(journal.lastLsn),
    async submit(doc, update, from): Promise<SubmitResult> {
      const taken = await take(doc, update, { from, size: 'state' });
      if (taken.kind === 'missing' || taken.kind === 'refused') return taken;
      const lsn = taken.kind === 'new' ? taken.lsn : journal.lastLsn;
      const fault = await journal.whenWritten(lsn);
      return fault === undefined ? { kind: 'saved' } : { kind: 'store-failed', fault };
    },
    subscribe: rooms.subscribe,
    onChange: (listener) => register(changeListeners, listener),
    onStatus: (listener) => register(statusListeners, listener),
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
    hostRows: {
      async get(key) {
        const record = await deps.store.get(keys.host(key));
        return record && unseal(record);
      },
      async range(prefix) {
        const [from, to] = prefixRange(keys.host(prefix));
        const rows = await deps.store.range(from, to);
        return rows.flatMap(({ key, value }) => {
          const payload = unseal(value);
          return payload === undefined ? [] : { key: key.slice(2), value: payload };
        });
      },
      write: (writes) =>
        deps.store.write(
          writes.map(({ key, value }) =>
            value === undefined
              ? { key: keys.host(key) }
              : { key: keys.host(key), value: seal(value) },
          ),
        ),
    },
    compact: (doc) => compactor.compact(doc),
    async close() {
      closing = true;
      for (const link of links) link.close('draining', 'this replica is closing');
      rooms.stop();
      presence.stop();
      digests?.stop();
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

function register<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
