import type { DocumentName, WorkspaceName } from '../protocol/names.ts';

/** Where a bundle's documents come from: a replica, or a copy of what one holds. */
export interface BundleSource {
  documents(): readonly DocumentName[];
  /** The whole state as one Yjs update; undefined where nothing is held. What rejects is said to be unreadable. */
  read(doc: DocumentName): Promise<Uint8Array | undefined>;
}

/** Who made a bundle, when, and how much is known of the copy that it was made from. */
export interface BundleOrigin {
  readonly workspace: WorkspaceName;
  /** Wall clock, ms since 1970. */
  readonly madeAtMs: number;
  readonly maker: BundleMaker;
  /** Of Holdfast. */
  readonly version: string;
  /** Addresses of relays that the maker knows, besides those that the workspace names. */
  readonly relays: readonly string[];
  readonly copy: BundleCopy;
}

export interface BundleMaker {
  readonly kind: 'browser' | 'command-line' | 'relay';
  /** The relay's name, or the person's; may be empty. */
  readonly name: string;
}

/** What is known of a copy. Nothing here is a guess. */
export interface BundleCopy {
  /** Relays that it was linked to, and had everything of, when the bundle was made. */
  readonly linked: readonly string[];
  /** For a relay: peers that it should be linked to and was not. */
  readonly unlinked: readonly string[];
  /** When it last had all that a relay had, wall clock ms; absent where that is not known. */
  readonly equalAtMs?: number;
  /** Changes in it that fewer relays have than promised. */
  readonly unsent: number;
  /** Records that failed their check and are not fetched again yet. */
  readonly damaged: number;
}

/** What a bundle holds, for whoever made it. */
export interface BundleReport {
  /** SHA-256 in hexadecimal; see `verify-bundle.ts`. */
  readonly digest: string;
  readonly bytes: number;
  readonly runbooks: number;
  readonly liveIncidents: number;
  /** Drills that were going on. */
  readonly openRuns: number;
  /** Of the map. */
  readonly components: number;
  /** Documents of kinds that this version cannot show, by kind. */
  readonly leftOut: readonly KindCount[];
  readonly unreadable: readonly DocumentName[];
}

export interface KindCount {
  readonly kind: string;
  readonly count: number;
}
