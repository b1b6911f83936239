import * as Y from 'yjs';

/** Tells other tabs directly of what this one changes in a document of this device, and the other way round. */
export function shareWithTabs(doc: Y.Doc, channel: BroadcastChannel): void {
  channel.addEventListener('message', (event: MessageEvent) => {
    if (event.data instanceof Uint8Array) Y.applyUpdate(doc, event.data, channel);
  });
  doc.on(
    'update',
    (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local && origin !== channel) channel.postMessage(update);
    },
  );
}
