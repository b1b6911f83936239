import { type Incident, readIncident } from '@holdfast/shared/model/incident';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { createRoomStore, type RoomStore, type WithRunEntries } from '../room/room-store.ts';

/** An incident as its room shows it. */
export type ReadIncident = WithRunEntries<Incident>;
export type IncidentStore = RoomStore<Incident>;

/** Follows an incident's document. */
export function createIncidentStore(doc: Y.Doc): IncidentStore {
  return createRoomStore(doc, readIncident);
}

export function useIncident(store: IncidentStore): ReadIncident {
  return useSyncExternalStore(store.subscribe, store.get);
}
