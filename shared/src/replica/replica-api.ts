import type { CloseCodeName } from '../protocol/close-codes.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { LinkAccess, LinkCredentials, LinkGrant, Speaker } from './link-access.ts';
import type { GivenUp } from './give-up.ts';
import type { Taken } from './rooms.ts';
import type { Clock, HeavyWork, Random, Store, StoreFault, Transport } from './ports.ts';
import type { Vector } from './vector.ts';

/** A relay keeps a log that others read and gives edits positions in it; a leaf keeps an outbox and a cursor. */
export type ReplicaRole = 'relay' | 'leaf';

export interface ReplicaDeps {
  readonly role: ReplicaRole;
  /** Shown to people and in logs: `relay-a`, `browser`, `command line`. */
  readonly name: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly heavy: HeavyWork;
  /** For a relay: where others reach it and its peers, told to every leaf. May change while running. */
  readonly addresses?: () => readonly string[];
  /** A relay that runs without keys on an address others can reach says so to its leaves. */
  readonly insecure?: boolean;
  /** For a leaf: how many relays must hold an edit before it leaves the outbox. Default 2. */
  readonly wantedRelays?: () => number;
  readonly observe?: (event: ReplicaEvent) => void;
  /** The log may grow to this before its oldest part is folded into snapshots. Default: 32 MB, for a leaf 2 MB. */
  readonly largestLogBytes?: number;
  /** For a relay with keys: judges whoever opens a link. Absent: everybody may do everything. */
  readonly access?: LinkAccess;
  /** What this replica shows of itself to relays with keys. */
  readonly credentials?: LinkCredentials;
}

/** What happened inside, for logs and metrics. Low-cardinality `kind` and `reason`; never document content. */
export type ReplicaEvent =
  | {
      readonly kind: 'update-admitted';
      readonly content: 'new' | 'contained';
      readonly bytes: number;
      /** From its arrival until it was logged and handed to subscribers, checks included; 0 for what was contained. */
      readonly durationMs: number;
    }
  | {
      readonly kind: 'update-refused';
      readonly reason: string;
      readonly doc: DocumentName;
      readonly detail: string;
    }
  | { readonly kind: 'committed'; readonly entries: number; readonly durationMs: number }
  | { readonly kind: 'store-failed'; readonly fault: StoreFault }
  | { readonly kind: 'store-recovered' }
  | { readonly kind: 'record-damaged'; readonly key: string }
  | { readonly kind: 'link-failed'; readonly detail: string }
  | { readonly kind: 'push-refused'; readonly doc: DocumentName; readonly reason: string }
  | { readonly kind: 'link-up' | 'link-down'; readonly peer: string; readonly role: ReplicaRole }
  | { readonly kind: 'compacted'; readonly doc: DocumentName; readonly bytes: number }
  | { readonly kind: 'compaction-failed'; readonly doc: DocumentName; readonly detail: string }
  | { readonly kind: 'diverged'; readonly doc: DocumentName }
  /** `by` sent edits that they say are others’, under a Yjs client id that is known as that of `of`. */
  | {
      readonly kind: 'handed-on';
      readonly doc: DocumentName;
      readonly by: string;
      readonly of: string;
    };

/** What came of an edit. `missing`: it builds on edits that are not here; the sender should send what `stateVector` lacks. */
export type SubmitResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'missing'; readonly stateVector: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: string }
  | { readonly kind: 'store-failed'; readonly fault: StoreFault };

export interface Replica {
  readonly storeId: string;
  readonly role: ReplicaRole;
  /** Every document held, in no particular order. */
  documents(): readonly DocumentName[];
  has(doc: DocumentName): boolean;
  /** The whole state as one Yjs update; undefined when nothing of it is held. */
  read(doc: DocumentName): Promise<Uint8Array | undefined>;
  /** What someone with `stateVector` (Yjs-encoded) lacks, deletions included. */
  diff(doc: DocumentName, stateVector: Uint8Array): Promise<Uint8Array>;
  stateVector(doc: DocumentName): Promise<Uint8Array>;
  /** Takes an edit made on this device. Resolves when it is on this replica's disk, or refused. Subscribers other than `from` see it at once. */
  submit(doc: DocumentName, update: Uint8Array, from?: Subscriber): Promise<SubmitResult>;
  /** As `submit`, but answers as soon as the edit is looked at; `whenDurable` tells of the disk. At once, where the document is open. */
  take(doc: DocumentName, update: Uint8Array, options?: TakeEditOptions): Taken | Promise<Taken>;
  /** Resolves once all that was handed to `take` up to now is on disk, or refused: also what is still being looked at. */
  whenDurable(): Promise<void>;
  /** Live updates of one document, one merged update a turn. Returns the way to stop. */
  subscribe(doc: DocumentName, subscriber: Subscriber): () => void;
  /** Called once a turn for each document that changed in it, whoever changed it. */
  onChange(listener: (doc: DocumentName) => void): () => void;
  /** Called when anything in `status()` may have changed; coalesced. */
  onStatus(listener: () => void): () => void;
  status(): ReplicaStatus;
  /** Replicates over an open connection until it closes. */
  connect(transport: Transport, options: LinkOptions): Link;
  readonly presence: Presence;
  /** Rows that the host keeps beside the documents (projections, caches): keys under `x/`, atomic with nothing. */
  readonly hostRows: HostRows;
  /** Folds a document's log into its snapshot now; the engine also does so by itself. */
  compact(doc: DocumentName): Promise<void>;
  /** What a linked relay has of a document, checked; undefined where none tells. Nothing changes here. */
  readAtRelay(doc: DocumentName): Promise<Uint8Array | undefined>;
  /**
   * Leaf only: a document becomes what a linked relay has of it, and edits of this device that no relay
   * has are given up for good. Whoever has it open has to open it anew.
   */
  giveUp(doc: DocumentName): Promise<GivenUp>;
  /** Refuses new edits, waits until all that was accepted is on disk, closes links with `draining`, closes the store. */
  close(): Promise<void>;
}

export interface TakeEditOptions {
  readonly from?: Subscriber | undefined;
  /** One edit, or all that someone has of a document; the latter may be larger. */
  readonly size?: 'edit' | 'state';
  /**
   * The sender made some of it before it lost its last session, and was not told that it is saved: a
   * leaf lets it wait for relays' disks also where it is held, as it may have come back from a relay.
   */
  readonly unsaved?: boolean;
  /** For a relay with keys: what the sender may do. Absent: everything. */
  readonly grant?: LinkGrant | undefined;
  /** It may hold edits that others made, as what somebody has of a document does. */
  readonly isHanded?: boolean;
}

export interface Subscriber {
  onUpdate(update: Uint8Array): void;
}

export interface HostRows {
  get(key: string): Promise<Uint8Array | undefined>;
  range(prefix: string): Promise<readonly { readonly key: string; readonly value: Uint8Array }[]>;
  write(writes: readonly { readonly key: string; readonly value?: Uint8Array }[]): Promise<void>;
}

export interface LinkOptions {
  /** Whether this side opened the connection: of two links between the same replicas one is kept. */
  readonly dialled: boolean;
  /** Where it came from, for those who judge it and keep note. */
  readonly from?: string;
  /** Host and port of the address that this side dialled: what is shown over the link is good there only. */
  readonly host?: string | undefined;
}

export interface Link {
  state(): LinkState;
  close(code: CloseCodeName, reason: string): void;
  /** Resolves with the close code when the link has ended. */
  readonly closed: Promise<LinkEnd>;
}

export interface LinkEnd {
  readonly code: number;
  readonly reason: string;
}

export interface LinkState {
  /** Undefined until the other side has said hello, and where the two have no version in common. */
  readonly peer: PeerInfo | undefined;
  /** The newest version of the protocol that the other side speaks; undefined until its hello. */
  readonly peerVersion: number | undefined;
  readonly phase: 'greeting' | 'catching-up' | 'live' | 'closed';
  readonly roundTripMs: number | undefined;
  /** Wall clock ms of the peer's last word about its disk. */
  readonly lastAckAtMs: number | undefined;
  /** Documents of the peer that this side cannot take, so that it claims nothing of what the peer has. */
  readonly refused: readonly DocumentName[];
  /** What the peer has on disk, as it last said. */
  readonly durable: Vector | undefined;
  /** Who is at the other end, where this relay has keys and knows. */
  readonly grant?: Pick<LinkGrant, 'role' | 'person' | 'name' | 'device'> | undefined;
}

export interface PeerInfo {
  readonly storeId: string;
  readonly name: string;
  readonly role: ReplicaRole;
  readonly insecure: boolean;
  readonly addresses: readonly string[];
}

export interface ReplicaStatus {
  /** Positions this replica has on disk. */
  readonly durable: Vector;
  readonly documents: number;
  readonly fault?: StoreFault | undefined;
  /** Damaged records found since start that peers have not yet replaced. */
  readonly damaged: number;
  readonly links: readonly LinkState[];
  /** Leaf only. */
  readonly outbox?: OutboxStatus | undefined;
}

export interface OutboxStatus {
  /**
   * Edits that are offered to relays until the wanted number of them has each: those of this device,
   * and those of others that the relay may have lost from which they came.
   */
  readonly pending: number;
  readonly pendingByDocument: ReadonlyMap<DocumentName, number>;
  /** Of these, the edits of this device. */
  readonly ownByDocument: ReadonlyMap<DocumentName, number>;
  /** The number of relays whose disks hold all that is offered, at most `wanted`. */
  readonly relays: number;
  /** The number of relays whose disks hold every edit of this device, at most `wanted`. */
  readonly ownRelays: number;
  readonly wanted: number;
  /** Of the edits of this device, those that a relay refused for want of a right; absent: none. */
  readonly notAllowed?: ReadonlyMap<DocumentName, number>;
  /** Wall clock ms when this device last held all that its feed relay held. */
  readonly caughtUpAtMs?: number | undefined;
}

/** Presence (cursors, names): never stored, bound to the connection that speaks for it. */
export interface Presence {
  /** Speaks for the awareness client ids in `update` (y-protocols awareness encoding) in the name of `owner`; ids owned by others are dropped. `name`: what the speaker is called; another name is written over. */
  receive(doc: DocumentName, update: Uint8Array, owner: object, speaker?: Speaker): void;
  /** Forgets everything `owner` spoke for in `doc`, and says so to others. */
  release(doc: DocumentName, owner: object): void;
  /** Forgets whoever was heard of through links that broke: for a host to which nobody tells of others any more. */
  releaseLost(): void;
  /** Awareness updates for `doc`, not those of `owner` itself; the first call brings who is already there. One a turn. */
  subscribe(doc: DocumentName, owner: object, onUpdate: (update: Uint8Array) => void): () => void;
}
