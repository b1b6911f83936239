import type { Logger } from 'pino';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
import type { Clock, HeavyWork, Random, Store, Transport } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica, ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import type { RelayAccess } from '../access/relay-access.ts';
import { createDraftStore, type DraftStore } from '../store/draft-store.ts';
import { createRefusalLog } from './refusal-log.ts';
import { createPeerLag, type PeerLag, type PeerState } from './peer-lag.ts';

export interface WorkspacesDeps {
  /** Of this relay; asked for when a workspace is opened. */
  readonly name: () => string;
  readonly insecure: boolean;
  readonly maxWorkspaces: number;
  readonly store: (name: WorkspaceName) => Store;
  readonly stored: () => readonly WorkspaceName[];
  readonly clock: Clock;
  readonly random: Random;
  readonly heavy: HeavyWork;
  /** Where this relay and its peers are reached, told to every leaf. */
  readonly addresses: () => readonly string[];
  readonly peers: readonly string[];
  readonly dial: (
    address: string,
    workspace: WorkspaceName,
    options: VisitOptions,
  ) => Promise<Transport>;
  readonly observe: (event: ReplicaEvent, workspace: WorkspaceName) => void;
  readonly log: Logger;
  /** Of a relay with keys. */
  readonly access?: Pick<RelayAccess, 'gate' | 'attach' | 'detach'> | undefined;
  /** What this relay shows to peers with keys. */
  readonly credentials?: ((name: WorkspaceName) => LinkCredentials) | undefined;
}

export interface OpenWorkspace {
  readonly name: WorkspaceName;
  readonly replica: Replica;
  readonly peers: () => readonly PeerState[];
  /** Whether a document is for some people only: nothing of it leaves by files or other tools. */
  readonly isRestricted: (doc: DocumentName) => boolean;
}

export interface VisitOptions {
  /** Only where it exists, or somebody has it open: the visit neither creates it nor keeps it open. */
  readonly mustExist: boolean;
}

/** One connection's use of a workspace. */
export interface Visit {
  readonly replica: Replica;
  /** Call once, when the connection has ended. */
  leave(): void;
}

/**
 * The workspaces of a relay. One comes to exist, on disk and for peers, with its first edit. Until
 * then visitors share an empty draft of it, which is gone when the last of them leaves.
 */
export interface Workspaces {
  /** Opens all that are stored. */
  openStored(): Promise<void>;
  /** Opens one for good, and makes it if need be. */
  open(name: WorkspaceName): Promise<void>;
  /** At once where the workspace is open already. */
  visit(
    name: WorkspaceName,
    options: VisitOptions,
  ): Visit | 'unknown' | Promise<Visit | 'too-many'>;
  /** Those that exist. */
  all(): readonly OpenWorkspace[];
  close(): Promise<void>;
}

interface Entry extends OpenWorkspace {
  /** Replaced when a draft becomes a workspace. */
  dialling: Dialling;
  visitors: number;
  readonly draft: DraftStore | undefined;
}

interface Dialling {
  readonly dialer: Dialer;
  readonly lag: PeerLag;
}

export function createWorkspaces(deps: WorkspacesDeps): Workspaces {
  const entries = new Map<WorkspaceName, Entry>();
  const opening = new Map<WorkspaceName, Promise<Entry>>();
  const dropping = new Set<Promise<void>>();
  const logRefusals = createRefusalLog(deps.log);
  let closing = false;

  async function openEntry(name: WorkspaceName, exists: boolean): Promise<Entry> {
    const draft = exists
      ? undefined
      : createDraftStore({ store: deps.store(name), onStored: () => nowExists(name) });
    const replica = await openReplica({
      role: 'relay',
      name: deps.name(),
      store: draft ?? deps.store(name),
      clock: deps.clock,
      random: deps.random,
      heavy: deps.heavy,
      addresses: deps.addresses,
      insecure: deps.insecure,
      observe: (event) => deps.observe(event, name),
      ...(deps.access && { access: deps.access.gate(name).links }),
      ...(deps.credentials && { credentials: deps.credentials(name) }),
    });
    deps.access?.attach(name, replica);
    const entry: Entry = {
      name,
      replica,
      visitors: 0,
      dialling: dialPeers(name, replica, !exists),
      peers: () => entry.dialling.lag.peers(),
      isRestricted: (doc) => deps.access?.gate(name).isRestricted(doc) ?? false,
      draft,
    };
    entries.set(name, entry);
    if (exists)
      deps.log.info({ workspace: name, documents: replica.documents().length }, 'workspace open');
    return entry;
  }

  /** Dialling a peer creates a workspace there too: that is how a new one reaches all relays. */
  function dialPeers(name: WorkspaceName, replica: Replica, mustExist: boolean): Dialling {
    const { clock, random, peers } = deps;
    const dialer = createDialer({
      replica,
      clock,
      random,
      dial: (address) => deps.dial(address, name, { mustExist }),
      urls: () => peers,
      width: peers.length,
    });
    // That a peer lacks what nobody has written to yet is no news.
    if (!mustExist) dialer.onChange(() => logRefusals(dialer.report()));
    return { dialer, lag: createPeerLag({ replica, dialer, clock }) };
  }

  function stopDialling({ dialling: { dialer, lag } }: Entry): void {
    dialer.stop();
    lag.stop();
  }

  function nowExists(name: WorkspaceName): void {
    const entry = entries.get(name);
    if (entry === undefined || closing) return;
    deps.log.info({ workspace: name }, 'workspace created');
    stopDialling(entry);
    entry.dialling = dialPeers(name, entry.replica, false);
  }

  async function openNow(name: WorkspaceName, exists: boolean): Promise<Entry> {
    if (closing) throw new Error('this relay is closing');
    const known = entries.get(name) ?? opening.get(name);
    if (known !== undefined) return known;
    const promise = openEntry(name, exists).finally(() => opening.delete(name));
    opening.set(name, promise);
    return promise;
  }

  function enter(entry: Entry, { mustExist }: VisitOptions): Visit {
    if (mustExist) return { replica: entry.replica, leave: () => undefined };
    entry.visitors += 1;
    return {
      replica: entry.replica,
      leave() {
        entry.visitors -= 1;
        const isEmpty = isDraft(entry) && entry.replica.documents().length === 0;
        if (isEmpty && entry.visitors === 0 && !closing) drop(entry);
      },
    };
  }

  function drop(entry: Entry): void {
    entries.delete(entry.name);
    deps.access?.detach(entry.name);
    entry.draft?.abandon();
    stopDialling(entry);
    // What it had not taken yet it has told nobody of; whoever sent it still has it.
    const dropped = entry.replica.close().catch(() => undefined);
    dropping.add(dropped);
    void dropped.then(() => dropping.delete(dropped));
  }

  return {
    async openStored() {
      for (const name of deps.stored()) await openNow(name, true);
    },
    async open(name) {
      const entry = await openNow(name, true);
      // A visitor may have come before.
      await entry.draft?.keep();
    },
    visit(name, options) {
      const open = entries.get(name);
      if (open !== undefined) return enter(open, options);
      const isOpening = opening.has(name);
      const exists = !isOpening && deps.stored().includes(name);
      if (!isOpening && !exists) {
        if (options.mustExist) return 'unknown';
        if (entries.size + opening.size >= deps.maxWorkspaces) return Promise.resolve('too-many');
      }
      return openNow(name, exists).then((entry) => enter(entry, options));
    },
    all: () => [...entries.values()].filter((entry) => !isDraft(entry)),
    async close() {
      closing = true;
      await Promise.allSettled([...opening.values(), ...dropping]);
      for (const entry of entries.values()) stopDialling(entry);
      const results = await Promise.allSettled(
        [...entries.values()].map(({ replica }) => replica.close()),
      );
      for (const result of results) {
        if (result.status === 'rejected')
          deps.log.error({ err: result.reason }, 'workspace did not close cleanly');
      }
    },
  };
}

function isDraft({ draft }: Entry): boolean {
  return draft?.isDraft() ?? false;
}
