import type { Admission, KnownClocks } from './admission.ts';
import type { AdmissionLimits } from './admission-limits.ts';
import type { AppendRule, GuardRule } from './append-only.ts';
import type { ScratchResult } from './scratch.ts';

/**
 * What the replication engine needs of its host. The engine itself knows neither the DOM nor Node;
 * a relay, a browser worker, the command line and the simulator each bring these four things.
 */

/** One change to the key-value store. `value` absent means: delete the key. */
export interface StoreWrite {
  readonly key: string;
  readonly value?: Uint8Array;
}

/**
 * An ordered key-value store for one workspace. Keys are printable ASCII, at most 300 characters,
 * ordered by code unit. The layout of keys and the checksums of values belong to the engine
 * (`layout.ts`), so a store is nothing but an adapter. `store-conformance.ts` is its test suite.
 */
export interface Store {
  /** The value under `key`, or undefined. The bytes must not be changed by either side. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Rows with `from <= key < to`, in key order, at most `limit` of them (default: all). */
  range(from: string, to: string, limit?: number): Promise<readonly StoreRow[]>;
  /**
   * Applies all writes atomically. Resolves when they are on disk (not merely in memory); rejects
   * with a `StoreFault` when they are not, leaving the old state. Calls are applied in call order,
   * and a later call never becomes durable without the earlier ones.
   */
  write(writes: readonly StoreWrite[]): Promise<void>;
  /** Bytes used on disk, as far as the host can tell. */
  sizeBytes(): Promise<number>;
  /** Waits for writes under way, then releases what the store holds. Safe to call twice. */
  close(): Promise<void>;
}

export interface StoreRow {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Why a store could not write or read. `full`: no space or quota; `refused`: the host denies storage; `gone`: closed or deleted under us. */
export type StoreFaultReason = 'full' | 'refused' | 'gone' | 'failed';

/** Thrown (as a rejection) by a `Store` whose host failed. */
export class StoreFault extends Error {
  readonly reason: StoreFaultReason;
  constructor(reason: StoreFaultReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFault';
    this.reason = reason;
  }
}

/** Time and timers. `nowMs` is wall clock and only ever shown or logged: nothing is ordered by it. */
export interface Clock {
  nowMs(): number;
  /** Milliseconds from an arbitrary start, never running backwards. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  setTimer(delayMs: number, task: () => void): () => void;
  /** Runs `task` after the current turn of the event loop, once what has already arrived is read. */
  afterTurn(task: () => void): void;
}

/** Unpredictable bytes, for ids and jitter. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). */
  fraction(): number;
}

/** One message-oriented connection to another replica, already open. Frames arrive whole and in order, or not at all. */
export interface Transport {
  /** Hands over one frame. Never throws: a dead connection reports itself through `onClose`. */
  send(frame: Uint8Array): void;
  /** Bytes accepted by `send` that have not left yet. */
  bufferedBytes(): number;
  /** Ends the connection with a close code (`protocol/close-codes.ts`) and a short reason. */
  close(code: number, reason: string): void;
  /** Called by the engine exactly once, before any frame can arrive. */
  start(handlers: TransportHandlers): void;
}

export interface TransportHandlers {
  onFrame(frame: Uint8Array): void;
  /** Exactly once, also after our own `close`. */
  onClose(code: number, reason: string): void;
}

/**
 * Costly work on whole documents. A host with threads does it in a worker so that no other
 * document waits; others do it inline.
 */
export interface HeavyWork {
  /** Looks at a large update (`admission.ts`). Neither it nor `known` may change meanwhile. */
  admit(update: Uint8Array, known: KnownClocks, limits: AdmissionLimits): Promise<Admission>;
  /** Merges updates into one canonical state, through a garbage-collecting Y.Doc, checked by a second load. Rejects on bytes that Yjs cannot load. */
  compact(updates: readonly Uint8Array[]): Promise<CompactedState>;
  /** What a replica with `stateVector` lacks of the state in `updates`; an empty state vector asks for all. */
  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array>;
  /** Whether `update` can be applied to the document in `updates`, changes it (`scratch.ts`), and keeps to the rule (`append-only.ts`). Rejects when `updates` themselves cannot be loaded. */
  tryApply(
    updates: readonly Uint8Array[],
    update: Uint8Array,
    rule?: AppendRule | GuardRule,
  ): Promise<ScratchResult>;
}

export interface CompactedState {
  /** Canonical encoding: equal documents give equal bytes. */
  readonly update: Uint8Array;
  /** Yjs-encoded state vector of `update`. */
  readonly stateVector: Uint8Array;
}
