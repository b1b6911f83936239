import * as Y from 'yjs';
import { admit } from './admission.ts';
import { type AppendRule, type GuardRule, watchAppends } from './append-only.ts';
import { sameBytes } from './bytes.ts';
import type { CompactedState, HeavyWork } from './ports.ts';
import { applyToScratch, type ScratchResult } from './scratch.ts';

/** What many updates cost, merged or applied one by one, grows with the square of their number. */
const mergeFanIn = 200;

/** Costly work done on the spot: for hosts without threads, and for documents too small to be worth one. */
export const inlineHeavyWork: HeavyWork = {
  admit: async (update, known, limits) => admit(update, known, limits),
  compact: async (updates) => compactUpdates(updates),
  diff: async (updates, stateVector) => diffUpdates(updates, stateVector),
  tryApply: async (updates, update, rule) => tryApplyUpdate(updates, update, rule),
};

/**
 * Merges `updates` through garbage-collecting documents into one canonical state: equal documents
 * give equal bytes, whatever they were put together from.
 *
 * @throws when Yjs cannot load the bytes, when they build on edits that are not among them, or when
 *   the result would not load to the same state.
 */
export function compactUpdates(updates: readonly Uint8Array[]): CompactedState {
  const merged = load(updates);
  // Neighbouring edits that came one by one are joined only when they are loaded together.
  const fresh = load([Y.encodeStateAsUpdate(merged)]);
  const update = Y.encodeStateAsUpdate(fresh);
  const again = load([update]);
  const isStable =
    sameBytes(update, Y.encodeStateAsUpdate(again)) &&
    Y.equalSnapshots(Y.snapshot(merged), Y.snapshot(again));
  if (!isStable) throw new Error('the compacted state does not load to the same document');
  const stateVector = Y.encodeStateVector(again);
  for (const doc of [merged, fresh, again]) doc.destroy();
  return { update, stateVector };
}

/**
 * What a replica with `stateVector` (Yjs-encoded; empty or of no clients: nothing held) lacks of
 * the state in `updates`, all deletions included.
 *
 * @throws on bytes that Yjs cannot read.
 */
export function diffUpdates(updates: readonly Uint8Array[], stateVector: Uint8Array): Uint8Array {
  const [only] = updates;
  const isOne = only !== undefined && updates.length === 1;
  const all = isOne ? only : Y.mergeUpdates(mergeToFew(updates));
  const isEmpty = stateVector.length === 0 || (stateVector.length === 1 && stateVector[0] === 0);
  return isEmpty ? all : Y.diffUpdate(all, stateVector);
}

/**
 * Applies `update` to a copy of the document in `updates`: see `applyToScratch`. Refused, too, where
 * there is a `rule` for it that it breaks.
 *
 * @throws when Yjs cannot load `updates`.
 */
export function tryApplyUpdate(
  updates: readonly Uint8Array[],
  update: Uint8Array,
  rule?: AppendRule | GuardRule,
): ScratchResult {
  const scratch = new Y.Doc();
  try {
    // In one transaction: between several, Yjs tidies up with deletions that are in no log.
    scratch.transact(() => {
      for (const part of mergeToFew(updates)) Y.applyUpdate(scratch, part);
    });
    const watch = rule && watchAppends(scratch, rule);
    const result = applyToScratch(scratch, update);
    const detail = result.ok ? watch?.problem() : undefined;
    return detail === undefined ? result : { ok: false, reason: 'not-allowed', detail };
  } finally {
    scratch.destroy();
  }
}

/** The same updates as at most `mergeFanIn`, in their order. */
function mergeToFew(updates: readonly Uint8Array[]): Uint8Array[] {
  let parts = [...updates];
  while (parts.length > mergeFanIn) {
    const merged: Uint8Array[] = [];
    for (let from = 0; from < parts.length; from += mergeFanIn)
      merged.push(Y.mergeUpdates(parts.slice(from, from + mergeFanIn)));
    parts = merged;
  }
  return parts;
}

function load(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  doc.transact(() => {
    for (const update of mergeToFew(updates)) Y.applyUpdate(doc, update);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error('the updates build on edits that are not among them');
  }
  return doc;
}
