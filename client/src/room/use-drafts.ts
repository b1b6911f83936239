import { useCallback, useMemo } from 'react';
import * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { useYSelector } from '../documents/use-y-selector.ts';
import { sealedNote } from '../hub/sealed-note.ts';

/** Where this device's copy is encrypted, the same in plain text is for this tab only. */
const inMemory = new Y.Doc();

/** What was typed and not posted yet, kept on this device; by the place where it was typed. */
export function useDraft(
  place: string,
): readonly [
  draft: string,
  write: (text: string) => void,
  change: (next: (draft: string) => string) => void,
] {
  const { device, workspace } = useHub();
  const drafts = useMemo(
    () => (sealedNote(workspace).get() ? inMemory : device).getMap('drafts'),
    [device, workspace],
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
