import * as Y from 'yjs';
import type { RefusalReason } from './admission-limits.ts';

/** Shared types inside each other. Deleting recurses through them, and a few thousand overflow the stack. */
const maxTypeDepth = 100;

export type ScratchResult =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly reason: RefusalReason; readonly detail: string };

/**
 * Applies an admitted update that is not `plain` to `doc`, which holds the document's state, and
 * checks that a fresh replica could load the result. On refusal `doc` may hold half of it: throw
 * it away. Takes time in proportion to the document; run it where that may be spent.
 *
 * Load `doc` in one transaction (`doc.transact` around all of its updates). Loaded in several, Yjs
 * tidies formats of nested texts between them with deletions of its own, which are in no log; the
 * same deletion, coming from someone, would then be taken for old and never stored.
 */
export function applyToScratch(doc: Y.Doc, update: Uint8Array): ScratchResult {
  const before = Y.decodeStateVector(Y.encodeStateVector(doc));
  let changed = false;
  const onTransaction = (transaction: Y.Transaction): void => {
    changed ||= transaction.deleteSet.clients.size > 0 || addsStructs(transaction);
  };
  doc.on('afterTransaction', onTransaction);
  try {
    Y.applyUpdate(doc, update);
    if (isPending(doc))
      return refused('left-pending', 'something in it waits for what is not held');
    if (isTooDeep(doc, before)) return refused('too-deep', 'shared types are nested too deep');
    return changed ? checkLoadable(doc) : { ok: true, changed };
  } catch {
    // Yjs throws bare errors of many kinds on what it cannot apply, RangeError for a full stack among them.
    return refused('not-applicable', 'Yjs cannot apply it');
  } finally {
    doc.off('afterTransaction', onTransaction);
  }
}

function refused(reason: RefusalReason, detail: string): ScratchResult {
  return { ok: false, reason, detail };
}

function addsStructs(transaction: Y.Transaction): boolean {
  for (const [client, clock] of transaction.afterState) {
    if (transaction.beforeState.get(client) !== clock) return true;
  }
  return false;
}

function isPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

function isTooDeep(doc: Y.Doc, before: ReadonlyMap<number, number>): boolean {
  for (const [client, structs] of doc.store.clients) {
    const knownEnd = before.get(client) ?? 0;
    for (let i = structs.length - 1; i >= 0; i -= 1) {
      const struct = structs[i];
      if (struct === undefined || struct.id.clock + struct.length <= knownEnd) break;
      if (struct instanceof Y.Item && depthOf(struct) > maxTypeDepth) return true;
    }
  }
  return false;
}

/** How many shared types an item is inside, counted no further than needed. */
function depthOf(item: Y.Item): number {
  let depth = 0;
  let at: Y.Item | null = item;
  while (at !== null && depth <= maxTypeDepth) {
    const parent: Y.Item['parent'] = at.parent;
    at = parent instanceof Y.AbstractType ? parent._item : null;
    depth += 1;
  }
  return depth;
}

function checkLoadable(doc: Y.Doc): ScratchResult {
  const fresh = new Y.Doc();
  try {
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
    if (isPending(fresh) || !isSameState(doc, fresh)) {
      return refused('not-loadable', 'a fresh replica could not load the result');
    }
    return { ok: true, changed: true };
  } catch {
    return refused('not-loadable', 'a fresh replica could not load the result');
  } finally {
    fresh.destroy();
  }
}

function isSameState(doc: Y.Doc, fresh: Y.Doc): boolean {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
  const freshClocks = Y.decodeStateVector(Y.encodeStateVector(fresh));
  if (clocks.size !== freshClocks.size) return false;
  for (const [client, clock] of clocks) {
    if (freshClocks.get(client) !== clock) return false;
  }
  return true;
}
