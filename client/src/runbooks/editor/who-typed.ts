import type * as Y from 'yjs';

/**
 * Whose caret a change from elsewhere moved by typing: everybody who wrote something in it, and
 * whoever's caret (index in the text after the change, by client id) stands where something was
 * taken out, as a deletion does not say whose it is.
 */
export function whoTyped(
  event: Y.YTextEvent,
  carets: ReadonlyMap<number, number>,
): ReadonlySet<number> {
  const { beforeState, afterState } = event.transaction;
  const typed = new Set<number>();
  for (const [id, clock] of afterState) {
    if (clock > (beforeState.get(id) ?? 0)) typed.add(id);
  }
  const cuts = cutsOf(event);
  for (const [id, caret] of carets) {
    if (cuts.has(caret)) typed.add(id);
  }
  return typed;
}

/** Where in the text, as it is now, something is gone. */
function cutsOf(event: Y.YTextEvent): ReadonlySet<number> {
  const cuts = new Set<number>();
  let at = 0;
  for (const { retain, insert, delete: removed } of event.delta) {
    at += retain ?? (typeof insert === 'string' ? insert.length : 0);
    if (removed !== undefined) cuts.add(at);
  }
  return cuts;
}
