import { type Drill, readDrill } from '@holdfast/shared/model/drill';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { createRoomStore, type RoomStore, type WithRunEntries } from '../../room/room-store.ts';

/** A drill as its room shows it. */
export type ReadDrill = WithRunEntries<Drill>;
export type DrillStore = RoomStore<Drill>;

/** Follows a drill's document. */
export function createDrillStore(doc: Y.Doc): DrillStore {
  return createRoomStore(doc, readDrill);
}

export function useDrill(store: DrillStore): ReadDrill {
  return useSyncExternalStore(store.subscribe, store.get);
}
