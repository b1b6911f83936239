import { type Incident, readIncident } from '@holdfast/shared/model/incident';
import { type RunEntry, readRunEntries } from '@holdfast/shared/model/run-entries';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** An incident as its room shows it. */
export interface ReadIncident extends Incident {
  /** What was done in its runs, in clock order. */
  readonly runEntries: readonly RunEntry[];
}

export interface IncidentStore {
  /** The same object until something changes. */
  get(): ReadIncident;
  subscribe(listener: () => void): () => void;
}

/** Follows an incident's document. Listens while anybody does. */
export function createIncidentStore(doc: Y.Doc): IncidentStore {
  const listeners = new Set<() => void>();
  let incident: ReadIncident | undefined;
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
      const archived = String(doc.getMap('meta').get('archived'));
      const now = `${doc.getArray('entries').length}/${doc.getArray('runs').length}/${archived}`;
      if (incident === undefined || now !== readAt) {
        readAt = now;
        incident = { ...readIncident(doc), runEntries: readRunEntries(doc) };
      }
      return incident;
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

export function useIncident(store: IncidentStore): ReadIncident {
  return useSyncExternalStore(store.subscribe, store.get);
}
