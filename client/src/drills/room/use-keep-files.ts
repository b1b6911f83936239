import { addDrillFile, drillFileLimits } from '@holdfast/shared/model/drill-files';
import { readDrillEntries } from '@holdfast/shared/model/drill-entries';
import { useCallback } from 'react';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { useShownDrill } from './drill-context.tsx';

const words = drillRoomText.evidence;

/** Keeps files as evidence, one after the other; says of each that is not kept why. */
export function useKeepFiles(): (files: readonly File[]) => void {
  const { doc, context } = useShownDrill();
  return useCallback(
    (files) => {
      void (async () => {
        for (const file of files) {
          try {
            // One that is too large is refused by its size alone, and never read whole.
            const part = file.slice(0, drillFileLimits.one + 1);
            const content = new Uint8Array(await part.arrayBuffer());
            const added = addDrillFile(
              doc,
              { name: file.name, type: file.type, content, size: file.size },
              context(),
            );
            if (!added.ok) showProblem(drillRoomText.failed, added.problem);
            else {
              const kept = readDrillEntries(doc).find(({ id }) => id === added.stamp.id);
              const digest = kept?.kind === 'file' ? kept.sha256 : '';
              showNotice(words.kept(file.name, digest));
            }
          } catch {
            showProblem(drillRoomText.failed, words.unreadable(file.name));
          }
        }
      })();
    },
    [context, doc],
  );
}
