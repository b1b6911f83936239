import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import { judgeInnerOrder } from './admission-causality.ts';
import type { AdmissionLimits, RefusalReason } from './admission-limits.ts';
import { type KnownClocks, scanUpdate, type UpdateScan } from './update-decoder.ts';

export {
  type AdmissionLimits,
  liveLimits,
  type RefusalReason,
  stateLimits,
} from './admission-limits.ts';
export type { KnownClocks } from './update-decoder.ts';

/** What became of an update at the door. */
export type Admission =
  /** Turned away for good. `detail` is plain words without anything of the document. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  /** Builds on, or deletes, what is not held: the sender should send what is lacking too. */
  | { readonly kind: 'missing' }
  | AdmittedUpdate;

export interface AdmittedUpdate {
  readonly kind: 'admitted';
  /** What to store and pass on: the bytes given where they add all they hold (not a copy), else without the structs already known. */
  readonly update: Uint8Array;
  /** `contained`: adds no struct and deletes nothing. Deletes may be known already; only the document could tell. */
  readonly content: 'contained' | 'new';
  readonly hasDeletes: boolean;
  readonly newStructs: boolean;
  /** Adds more than letters, their formats and what they stand in. */
  readonly holdsValues: boolean;
  /** For each client with structs in the update as given: the clock after its last one, which may be below what is known. */
  readonly endClocks: readonly (readonly [client: number, endClock: number])[];
  /**
   * Safe to store and apply unseen: few parts, and of forms whose integration by Yjs 13 cannot
   * throw or stay pending, whatever the document (built from admitted updates) holds.
   *
   * Why that is so: every id it names is held or earlier in the update, so looking one up
   * succeeds. Only contents longer than one unit are ever split, and those can be. An item next
   * to, or inside, something garbage-collected, or whose parent is not a shared type, becomes a
   * GC struct. No struct starts before what is known, so Yjs never has to cut one (it throws when
   * the cut end meets a GC struct). Deleting and collecting recurse through nested shared types,
   * and could overflow the stack: so a shared type is `plain` only directly under a root, where
   * it adds no depth, and all others go through `applyToScratch`, which bounds the depth.
   */
  readonly plain: boolean;
}

/**
 * Decides whether an update from outside may be stored, from its bytes and the clocks `known`
 * alone: the document is not looked at. Never throws. What it cannot see is a client that reuses
 * clocks for other content (equivocation); comparing digests finds that.
 */
export function admit(update: Uint8Array, known: KnownClocks, limits: AdmissionLimits): Admission {
  if (update.length > limits.maxUpdateBytes) {
    return { kind: 'refused', reason: 'too-large', detail: 'the update is too large' };
  }
  const scan = scanUpdate(update, known, limits);
  if (scan.fault !== undefined) return { kind: 'refused', ...scan.fault };
  if (scan.missing) return { kind: 'missing' };
  const order = judgeInnerOrder(scan);
  if (order === 'missing') return { kind: 'missing' };
  if (order === 'circular') {
    return { kind: 'refused', reason: 'bad-reference', detail: 'structs wait for each other' };
  }
  const hasDeletes = scan.deleteRanges > 0;
  return {
    kind: 'admitted',
    update: withoutKnownStructs(scan),
    content: scan.newStructs || hasDeletes ? 'new' : 'contained',
    hasDeletes,
    newStructs: scan.newStructs,
    holdsValues: scan.holdsValues,
    endClocks: endClocks(scan),
    plain: !scan.nestsTypes && scan.structs + scan.deleteRanges <= limits.maxPlainParts,
  };
}

function endClocks(scan: UpdateScan): (readonly [number, number])[] {
  return scan.runClients.map((client, run) => [client, scan.runEnds[run] ?? 0]);
}

/**
 * Cuts away what is known. That removes gaps (`Skip`), which are only let in over known clocks,
 * and makes a struct that is half known start at its first unknown unit, tied to the one before.
 */
function withoutKnownStructs(scan: UpdateScan): Uint8Array {
  if (!scan.overlap) return scan.bytes;
  if (!scan.newStructs) {
    // Not `slice`: on a Node Buffer that is a view, and the sender's bytes are not ours to change.
    const deletesOnly = new Uint8Array(1 + scan.bytes.length - scan.deletesAt);
    deletesOnly.set(scan.bytes.subarray(scan.deletesAt), 1);
    return deletesOnly;
  }
  const encoder = createEncoder();
  writeVarUint(encoder, scan.runClients.length);
  for (const client of scan.runClients) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, scan.known.get(client) ?? 0);
  }
  return Y.diffUpdate(scan.bytes, toUint8Array(encoder));
}
