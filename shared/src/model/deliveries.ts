import type * as Y from 'yjs';

/**
 * What relays have told other tools of an incident: a map in its document, from the news' id and
 * whom it was told to, to when. A relay that finds it there need not tell it again.
 */
function deliveries(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('deliveries');
}

function deliveryKey(newsId: string, target: string): string {
  return `${newsId}/${target}`;
}

export function isDelivered(doc: Y.Doc, newsId: string, target: string): boolean {
  return deliveries(doc).has(deliveryKey(newsId, target));
}

/** Says that it was told; `atMs` is wall clock, ms since 1970. True if that is new. */
export function noteDelivered(doc: Y.Doc, newsId: string, target: string, atMs: number): boolean {
  if (isDelivered(doc, newsId, target)) return false;
  deliveries(doc).set(deliveryKey(newsId, target), atMs);
  return true;
}
