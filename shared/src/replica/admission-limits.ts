/**
 * Why an update is turned away for good: sending the same bytes again cannot help. Few and stable,
 * so that they can label a metric; the human words are in `detail`.
 */
export type RefusalReason =
  /** More bytes than the limit. */
  | 'too-large'
  /** The bytes end before what they declare, or a count is larger than what could follow. */
  | 'truncated'
  /** Bytes are left over after the update. */
  | 'trailing-bytes'
  /** A number is out of range, or not in its shortest form. */
  | 'bad-number'
  /** A struct, content, type or value of a form that Yjs never writes, or that its parsers disagree on. */
  | 'unknown-form'
  /** A struct, deleted run or delete range of no length: Yjs stores it and can then never load it. */
  | 'empty-run'
  /** Clients or delete ranges out of order, twice, or overlapping. */
  | 'bad-order'
  /** A struct that points at itself, at its own client's future, or round in a circle. */
  | 'bad-reference'
  /** Text that is not UTF-8; lone surrogates are not. */
  | 'bad-text'
  /** JSON that does not parse. */
  | 'bad-json'
  /** `__proto__` as a key or name. */
  | 'reserved-name'
  /** A name longer than the limit. */
  | 'long-name'
  /** A root name that this document does not have. */
  | 'foreign-root'
  /** A nested Yjs document. */
  | 'subdocument'
  /** Values or shared types nested deeper than the limit. */
  | 'too-deep'
  /** More structs, values, clients, root names, delete ranges or unseen deleted content than the limit. */
  | 'too-many'
  /** Yjs failed to apply it. */
  | 'not-applicable'
  /** Applied, but something of it waits for what nobody has. */
  | 'left-pending'
  /** Applied, but a fresh replica could not load the result. */
  | 'not-loadable'
  /** The sender has not the right to do that. */
  | 'not-allowed'
  /** Under a client id that is somebody else's. */
  | 'other-client';

/** What one update may hold. Sizes are in bytes of the encoding, lengths in Yjs clock units. */
export interface AdmissionLimits {
  readonly maxUpdateBytes: number;
  readonly maxStructs: number;
  readonly maxDeleteRanges: number;
  /** Clients that have structs in the update, and, counted apart, clients it deletes from. */
  readonly maxClients: number;
  readonly maxRootNames: number;
  /** Bytes of a root name, map key, format key or XML node name. */
  readonly maxNameLength: number;
  /** Arrays and objects inside each other in one value. */
  readonly maxNestingDepth: number;
  /** Values in arrays, objects and JSON: each costs many times its bytes in memory. */
  readonly maxValues: number;
  /** Total length of garbage-collected and deleted content that was never seen alive. */
  readonly maxUnseenDeletedLength: number;
  /** Structs and delete ranges together, above which an update is not called `plain`: cost, unlike failure, depends on the document. */
  readonly maxPlainParts: number;
  /** When given, the only root names that may be used: Yjs keeps each for ever, so a flood of them never frees. */
  readonly rootNames?: ReadonlySet<string>;
}

/** For one edit, as it is made. */
export const liveLimits: AdmissionLimits = {
  maxUpdateBytes: 1 << 20,
  // What has more is no one edit, and is looked at where that holds nobody up.
  maxStructs: 20_000,
  maxDeleteRanges: 20_000,
  maxClients: 4096,
  maxRootNames: 64,
  maxNameLength: 4096,
  maxNestingDepth: 100,
  maxValues: 200_000,
  maxUnseenDeletedLength: 1 << 20,
  maxPlainParts: 256,
};

/** For the state of a whole document, or all that was missed of it. */
export const stateLimits: AdmissionLimits = {
  maxUpdateBytes: 32 << 20,
  maxStructs: 2_000_000,
  maxDeleteRanges: 500_000,
  maxClients: 65_536,
  maxRootNames: 256,
  maxNameLength: 4096,
  maxNestingDepth: 100,
  maxValues: 4_000_000,
  maxUnseenDeletedLength: 1 << 28,
  maxPlainParts: 256,
};
