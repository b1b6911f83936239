import { useMemo } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../../app/hub-context.tsx';
import { useYSelector } from '../../documents/use-y-selector.ts';
import { workspaceNotes } from '../../hub/workspace-notes.ts';

/** For how long, days. */
export const putOffDays = 30;
const dayMs = 86_400_000;

/** Until when this device does not want to hear of a suggestion, by its id; wall clock, ms since 1970. */
function putOffMap(notes: Y.Doc): Y.Map<unknown> {
  return notes.getMap('suggestionsPutOff');
}

/** Ids of the suggestions that are put off on this device now. */
export function readPutOff(notes: Y.Doc, nowMs: number): ReadonlySet<string> {
  const ids = new Set<string>();
  putOffMap(notes).forEach((until, id) => {
    if (typeof until === 'number' && until > nowMs) ids.add(id);
  });
  return ids;
}

export function putOff(notes: Y.Doc, id: string, nowMs: number): void {
  const map = putOffMap(notes);
  notes.transact(() => {
    // What is over is of no more use to anybody.
    map.forEach((until, other) => {
      if (typeof until !== 'number' || until <= nowMs) map.delete(other);
    });
    map.set(id, nowMs + putOffDays * dayMs);
  });
}

export function takeUpAgain(notes: Y.Doc, ids: Iterable<string>): void {
  notes.transact(() => {
    for (const id of ids) putOffMap(notes).delete(id);
  });
}

/** The same, kept up to date. */
export function usePutOff(nowMs: number): ReadonlySet<string> {
  const { workspace } = useHub();
  const notes = useMemo(() => workspaceNotes(workspace).doc, [workspace]);
  const map = useMemo(() => putOffMap(notes), [notes]);
  const all = useYSelector(map, toObject);
  return useMemo(() => {
    void all;
    return readPutOff(notes, nowMs);
  }, [all, notes, nowMs]);
}

function toObject(map: Y.Map<unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(map.entries());
}
