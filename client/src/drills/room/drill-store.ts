import { type Drill, readDrill } from '@holdfast/shared/model/drill';
import { readRunEntries, type RunEntry } from '@holdfast/shared/model/run-entries';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** A drill as its room shows it. */
export interface ReadDrill extends Drill {
  /** What was done in its runs, in clock order. */
  readonly runEntries: readonly RunEntry[];
}

export interface DrillStore {
  /** The same object until something changes. */
  get(): ReadDrill;
  subscribe(listener: () => void): () => void;
}

/** Follows a drill's document. Listens while anybody does. */
export function createDrillStore(doc: Y.Doc): DrillStore {
  const listeners = new Set<() => void>();
  let drill: ReadDrill | undefined;
  let readAt = '';
  let told: ReturnType<typeof setTimeout> | undefined;

  function onUpdate(): void {
    drill = undefined;
    // A catch-up brings hundreds of updates in a row: they are drawn as one.
    told ??= setTimeout(() => {
      told = undefined;
      for (const listener of [...listeners]) listener();
    });
  }

  return {
    get() {
      // It may have grown while nobody listened.
      const archived = String(doc.getMap('meta').get('archived'));
      const now = `${doc.getArray('entries').length}/${doc.getArray('runs').length}/${archived}`;
      if (drill === undefined || now !== readAt) {
        readAt = now;
        drill = { ...readDrill(doc), runEntries: readRunEntries(doc) };
      }
      return drill;
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

export function useDrill(store: DrillStore): ReadDrill {
  return useSyncExternalStore(store.subscribe, store.get);
}
