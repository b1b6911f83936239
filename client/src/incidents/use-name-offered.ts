import { useMemo } from 'react';
import type * as Y from 'yjs';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useYSelector } from '../documents/use-y-selector.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { workspaceNotes } from '../hub/workspace-notes.ts';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';

const declinedKey = 'nameDeclinedIn';

/** Where somebody last said “not now”: they are asked again in another incident, and not before. */
export function useNameDeclined(): readonly [declinedIn: string, decline: (name: string) => void] {
  const { workspace } = useHub();
  const map = useMemo(() => workspaceNotes(workspace).doc.getMap('preferences'), [workspace]);
  const declinedIn = useYSelector(map, readDeclined);
  return [declinedIn, (name) => map.set(declinedKey, name)];
}

function readDeclined(map: Y.Map<unknown>): string {
  const value = map.get(declinedKey);
  return typeof value === 'string' ? value : '';
}

/** Has somebody done something here whose name others do not know? */
export function useNameOffered(): boolean {
  const hub = useHub();
  const { name: incident, store } = useShownIncident();
  const me = useObservable(hub.me).name;
  const { entries, runEntries, runs } = useIncident(store);
  const [declinedIn] = useNameDeclined();
  if (!isGuestName(me) || declinedIn === incident) return false;
  const { device } = hub.entryContext().actor;
  const all = [entries, runEntries, runs.map(({ run }) => run)];
  return all.some((list) => list.some((one) => one.device === device));
}
