import { useCallback, useMemo } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { useYSelector } from '../documents/use-y-selector.ts';
import { workspaceNotes } from '../hub/workspace-notes.ts';
import { sealedDrafts, useIsSealed } from '../lock/sealed-drafts.ts';

/**
 * What was typed and not posted yet, kept on this device, encrypted where its copy is; by the place
 * where it was typed, which ends with the name of the document.
 */
export function useDraft(
  place: string,
): readonly [
  draft: string,
  write: (text: string) => void,
  change: (next: (draft: string) => string) => void,
] {
  const hub = useHub();
  const isSealed = useIsSealed(hub);
  const drafts = useMemo(
    () => (isSealed ? sealedDrafts(hub).map : workspaceNotes(hub.workspace).doc.getMap('drafts')),
    [hub, isSealed],
  );
  const read = useCallback(
    (map: Y.Map<unknown>) => {
      const draft = map.get(place);
      return typeof draft === 'string' ? draft : '';
    },
    [place],
  );
  const draft = useYSelector(drafts, read);
  const write = useCallback(
    (text: string) => {
      if (text !== '') drafts.set(place, text);
      else if (drafts.has(place)) drafts.delete(place);
    },
    [drafts, place],
  );
  const change = useCallback(
    (next: (text: string) => string) => write(next(read(drafts))),
    [drafts, read, write],
  );
  return [draft, write, change];
}
