import { createMapReader } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type * as Y from 'yjs';

/** The map on screen; fits React's `useSyncExternalStore`. */
export interface MapStore {
  /** What did not change since the last time is the very same object. */
  get(): MapValue;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** Follows the map's document, at the cost of what changes. */
export function createMapStore(doc: Y.Doc): MapStore {
  const reader = createMapReader(doc);
  const listeners = new Set<() => void>();
  let told: ReturnType<typeof setTimeout> | undefined;
  let freeAtMs = 0;

  function onUpdate(): void {
    // A catch-up brings hundreds of updates in a row: they are drawn as one.
    told ??= setTimeout(tell, Math.max(0, freeAtMs - performance.now()));
  }

  function tell(): void {
    told = undefined;
    const beganMs = performance.now();
    for (const listener of [...listeners]) listener();
    // A large map that is still coming in must not be drawn all the time: whoever looks at it gets
    // at least as much of the time as drawing took.
    setTimeout(() => {
      const endedMs = performance.now();
      freeAtMs = 2 * endedMs - beganMs;
    });
  }

  doc.on('update', onUpdate);
  return {
    get: reader.read,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(told);
      doc.off('update', onUpdate);
      reader.close();
    },
  };
}
