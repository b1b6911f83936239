import type { RelatedRunbook } from '@holdfast/shared/finding/related';
import type { RunbookChoice } from '@holdfast/shared/finding/runbook-filter';
import type { EntryContext } from '@holdfast/shared/model/entries';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';

/** What a tab may ask of the hub. `connect-hub.ts` makes one; screens know only this. */
export interface HubClient {
  readonly workspace: WorkspaceName;
  /** Addresses that name no workspace lead to another one than this: links have to name it. */
  readonly isNamedInAddresses: boolean;
  /** Other workspaces that somebody may have meant who does not find something here. */
  likelyWorkspaces(): Promise<readonly WorkspaceName[]>;
  readonly saved: Observable<SavedState>;
  readonly sync: Observable<SyncReport>;
  /**
   * One projection a document, also of archived ones. Undefined until the first have been read from
   * this device. `text` is left empty: search runs in the hub, and tabs need not hold all texts.
   */
  readonly projections: Observable<ReadonlyMap<DocumentName, Projection> | undefined>;
  /** Everyone who is here, this device excluded, and which page they look at. */
  readonly people: Observable<readonly Person[]>;
  /** Tells others where this tab is (an app path such as `/runbooks/01j…`). */
  announce(path: string): void;
  /** Opens a document, from this device; the same Y.Doc for all who open it in this tab. Call `close` when done with it. */
  open(name: DocumentName): OpenDocument;
  /**
   * Searches all runbooks on this device: titles, texts, commands, alerts, other names, components,
   * owners, tags. Best first, at most `limit`; `choice` says which count at all, absent: all, archived
   * ones last.
   */
  search(query: string, limit: number, choice?: RunbookChoice): Promise<SearchAnswer>;
  /** Runbooks to look at beside one, closest first, with the reasons. */
  related(doc: DocumentName, limit: number): Promise<readonly RelatedRunbook[]>;
  /** Preferences, drafts and pins of this device only; never synced. */
  readonly device: Y.Doc;
  readonly deviceReady: Promise<void>;
  /** Who I am: as I was let in, else as I said on this device, which keeps it in its document. */
  readonly me: Observable<Me>;
  /** A name that is given stays. */
  setMe(me: Me): void;
  /** What an entry takes from here: who, on which device, when. */
  entryContext(): EntryContext;
  /** How many entries were written with it; which, this browser keeps under their `madeKey`. */
  readonly made: Observable<number>;
  /** Tries the given relay again now (all, when absent). */
  retry(url?: string): void;
  /** Adds or removes a relay in this device's list. */
  addRelay(url: string): void;
  removeRelay(url: string): void;
  /** Documents of the workspace as one file, to hand over when no network is left. */
  exportFile(scope?: HandOverScope): Promise<Uint8Array>;
  /** Merges what was handed over: a file, or a text that holds one. */
  importFile(bytes: Uint8Array): Promise<ImportFileResult>;
  /**
   * Whole documents as this device has them, for what is worked out of many: nothing is opened, and
   * nothing follows what changes later. Those that are not there are left out.
   */
  readDocuments(names: readonly DocumentName[]): Promise<readonly DocumentUpdate[]>;
  /** Adds to documents; made if need be. Resolves when all is on this device's disk, but for what it names. */
  writeDocuments(updates: readonly DocumentUpdate[]): Promise<readonly WriteProblem[]>;
  /** What is known of keys, and questions about them: `access/use-access.ts` reads and asks. */
  readonly access: Observable<unknown>;
  askAccess(question: unknown): Promise<unknown>;
  /** What stands in the place of the app while this device's copy is locked; `lock/` reads it, and asks by `askAccess`. */
  readonly lock: Observable<unknown>;
}

/** A value that changes; fits React's `useSyncExternalStore`. `get` returns the same object until it changes. */
export interface Observable<T> {
  get(): T;
  /** Calls `listener` after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** What is known of the safety of this device's edits. Never claims more than is known. */
export interface SavedState {
  /**
   * `opening`: not yet known. `in-memory`: `pending` edits of this tab are not on this device's disk yet.
   * `device`: on this device only. `relays`: on `relays` relays' disks. `failed`: this device cannot save.
   */
  readonly kind: 'opening' | 'in-memory' | 'device' | 'relays' | 'failed';
  /** Edits that have not reached the wanted number of relays (or, `in-memory` and `failed`, this device). */
  readonly pending: number;
  /** Relays whose disks hold every edit of this device. */
  readonly relays: number;
  /** How many relays are promised (two, or one where only one exists). */
  readonly wanted: number;
  /** For `failed`: why, and what to do. */
  readonly fault?: DeviceFault;
}

export type DeviceFault = 'full' | 'refused' | 'gone' | 'failed' | 'hub-lost';

export interface SyncReport {
  /** False until the hub has reported, and while there is none: then relays, edits and documents are not known. */
  readonly known: boolean;
  readonly relays: readonly RelayReport[];
  /** Edits of this device not yet on the wanted number of relays, by document. */
  readonly unsent: readonly { readonly doc: DocumentName; readonly changes: number }[];
  /** Edits of others that are offered to relays, since the one that they came from may have lost them. */
  readonly offered: number;
  readonly documents: number;
  /** Wall clock of the last time this device's copy was known equal to a relay's, since the hub was started, ms since 1970. */
  readonly lastCaughtUpAtMs?: number;
  /** The same for the times before: as this device remembered it when the hub was started. */
  readonly earlierCaughtUpAtMs?: number;
  readonly storage: {
    readonly persistent: boolean;
    readonly usedBytes?: number;
    readonly quotaBytes?: number;
    readonly fault?: DeviceFault;
  };
  /** Records on this device that failed their checksum and are being fetched again. */
  readonly quarantined: number;
  readonly hub: 'shared-worker' | 'elected-tab' | 'starting' | 'lost';
  /** Relays do not let this device in; `locked`: and nothing of the workspace is on it. */
  readonly barred?: 'refused' | 'locked';
}

export interface RelayReport {
  readonly url: string;
  readonly label?: string;
  readonly state: 'connected' | 'connecting' | 'waiting' | 'standby' | 'stopped';
  readonly roundTripMs?: number;
  /** When this relay last said that edits are on its disk, wall clock ms. */
  readonly lastAckAtMs?: number;
  /** In words, why it is not connected. */
  readonly problem?: string;
  /** When it will be tried again, wall clock ms. */
  readonly nextTryAtMs?: number;
  /** When this device last heard of it, wall clock ms; absent when it has not since the app was opened. */
  readonly lastContactAtMs?: number;
  /** The two speak no common version of the protocol: which is the older. */
  readonly older?: 'page' | 'relay';
  /** This device has all that it had, and is told of what comes. */
  readonly live?: boolean;
  /** Runs without keys on an address that others can reach. */
  readonly insecure: boolean;
}

export interface Person {
  /** One tab or program. */
  readonly id: string;
  /** Where it says so: several tabs of one device are one person. */
  readonly device?: string | undefined;
  readonly name: string;
  /** Index in the presence palette, 0…7. */
  readonly color: number;
  readonly path?: string | undefined;
}

export interface Me {
  readonly name: string;
  readonly color: number;
  /** The name is the one that this device was let in under, and not to be chosen here. */
  readonly isGiven?: true;
}

export interface OpenDocument {
  readonly name: DocumentName;
  readonly doc: Y.Doc;
  /** Cursors and selections of those who have it open. Re-read after `doc.clientID` changed. */
  readonly awareness: Awareness;
  /** Resolves when what this device has is in `doc`. */
  readonly ready: Promise<void>;
  close(): void;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** How many were found in all. */
  readonly total: number;
  /** Still being read: there may be more to find. */
  readonly reading?: { readonly done: number; readonly total: number };
}

/** `[start, end)` of each matched word in a text; ascending, apart. */
export type Marks = readonly (readonly [number, number])[];

export interface SearchHit {
  readonly doc: DocumentName;
  readonly title: string;
  readonly titleMarks: Marks;
  /** Text around the match that has most of the query. */
  readonly excerpt: string;
  readonly marks: Marks;
  /** A name beside the text that has words of the query. */
  readonly name?: NameMatch;
  /** Some word of the query is in it only nearly so. */
  readonly similar?: boolean;
}

export interface NameMatch {
  readonly kind: 'alert' | 'alias' | 'component' | 'owner' | 'tag';
  readonly text: string;
  readonly marks: Marks;
}
/** `unsent`: the documents with changes that fewer relays have than promised. */
export type HandOverScope = 'everything' | 'unsent';

export type ImportFileResult =
  /** `changed`: documents in which something was new on this device. */
  | { readonly ok: true; readonly documents: number; readonly changed: number }
  | { readonly ok: false; readonly problem: string };

/** A document and one Yjs update of it: all of its state, or what is to be added. */
export interface DocumentUpdate {
  readonly doc: DocumentName;
  readonly update: Uint8Array;
}

/** What this device did not take, and why, for a log. */
export interface WriteProblem {
  readonly doc: DocumentName;
  readonly problem: string;
}
