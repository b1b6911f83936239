import { type RunEntry, readRunEntries } from '@holdfast/shared/model/run-entries';
import type * as Y from 'yjs';

/** What a room shows of its document, beside what was done in its runs, in clock order. */
export type WithRunEntries<T> = T & { readonly runEntries: readonly RunEntry[] };

/** A document as its room shows it; fits React's `useSyncExternalStore`. */
export interface RoomStore<T> {
  /** The same object until something changes. */
  get(): WithRunEntries<T>;
  subscribe(listener: () => void): () => void;
}

/** Follows a document that has entries, runs and a few registers in `meta`. Listens while anybody does. */
export function createRoomStore<T>(doc: Y.Doc, read: (doc: Y.Doc) => T): RoomStore<T> {
  const listeners = new Set<() => void>();
  let known: WithRunEntries<T> | undefined;
  let readAt = '';
  let told: ReturnType<typeof setTimeout> | undefined;

  function onUpdate(): void {
    // A catch-up brings hundreds of updates in a row: they are drawn as one.
    told ??= setTimeout(() => {
      told = undefined;
      for (const listener of [...listeners]) listener();
    });
  }

  return {
    get() {
      // Entries and runs only ever grow; prose that is typed meanwhile changes nothing here.
      const meta = JSON.stringify(doc.getMap('meta').toJSON());
      const now = `${doc.getArray('entries').length}/${doc.getArray('runs').length}/${meta}`;
      if (known === undefined || now !== readAt) {
        readAt = now;
        known = { ...read(doc), runEntries: readRunEntries(doc) };
      }
      return known;
    },
    subscribe(listener) {
      if (listeners.size === 0) doc.on('update', onUpdate);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) doc.off('update', onUpdate);
      };
    },
  };
}
