import type { WireDigest } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { AdmissionLimits } from './admission.ts';
import type { Feeds } from './feed.ts';
import type { Journal } from './journal.ts';
import type { LeafScope } from './leaf-scope.ts';
import type { LinkAccess, LinkCredentials } from './link-access.ts';
import type { LinkSession } from './link.ts';
import type { Outbox } from './outbox.ts';
import type { Clock } from './ports.ts';
import type { createPresence } from './presence.ts';
import type { ReplicaEvent, ReplicaRole } from './replica-api.ts';
import type { Taken } from './rooms.ts';
import type { KnownStores } from './stores.ts';
import type { LogPosition, Vector } from './vector.ts';

/** What a link needs of the replica it belongs to. */
export interface LinkHost {
  readonly role: ReplicaRole;
  readonly name: string;
  readonly insecure: boolean;
  readonly addresses: () => readonly string[];
  readonly clock: Clock;
  readonly journal: Journal;
  readonly feeds: Feeds;
  readonly stores: KnownStores;
  readonly outbox: Outbox | undefined;
  readonly presence: ReturnType<typeof createPresence>;
  readonly access: LinkAccess | undefined;
  readonly credentials: LinkCredentials | undefined;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Leaves only. */
  readonly scope: LeafScope | undefined;
  observe(event: ReplicaEvent): void;
  /** A relay did not take an edit of this document, or of any. */
  pushRefused(doc?: DocumentName): void;
  takeFrom(
    link: LinkSession,
    doc: DocumentName,
    update: Uint8Array,
    how: { readonly limits: AdmissionLimits; readonly isHanded: boolean },
  ): Taken | Promise<Taken>;
  stateVector(doc: DocumentName): Promise<Uint8Array>;
  diff(doc: DocumentName, stateVector: Uint8Array): Promise<Uint8Array>;
  /** Whether someone with `stateVector` has edits of `doc` that are not here. */
  lacks(doc: DocumentName, stateVector: Uint8Array): Promise<boolean>;
  /** Every document with its state vector. */
  offers(): Promise<readonly { readonly doc: DocumentName; readonly stateVector: Uint8Array }[]>;
  /** Compares what a peer says of documents at rest; what differs is asked for whole: merging heals what was only missing. */
  compareDigests(
    link: LinkSession,
    theirs: readonly WireDigest[],
    fetchAll: (doc: DocumentName) => void,
  ): Promise<void>;
  /** The peer named itself. False when this link is closed because another with the same peer is kept. */
  linkGreeted(link: LinkSession): boolean;
  /** `isRefused`: because of who one side is. */
  linkClosed(link: LinkSession, isRefused: boolean): void;
  /** Resolves when it is this link's turn to be caught up on: one at a time, so that the past comes only once. */
  catchUpTurn(link: LinkSession): Promise<void>;
  catchUpDone(link: LinkSession): void;
  /** A mark came: what came on this link so far is covered by that position of the peer's log. */
  marked(link: LinkSession, store: string, position: LogPosition): void;
  /** All that `store` held is held here now. */
  adopt(store: string, held: Vector): void;
  caughtUp(): void;
  /** What is on disk here is told to all links soon. */
  durableSoon(): void;
  /** Edits that enough relays have leave the outbox. */
  settle(): void;
  statusChanged(): void;
}
