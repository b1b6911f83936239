import { useCallback } from 'react';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import { showProblem } from '../ui/notice.tsx';
import { commandText, shellText } from '../ui/text/shell.ts';

/**
 * Offers runbooks as a file: those named, else all of the workspace that are not archived; as a zip
 * archive, or a single one as Markdown.
 */
export function useExport(): (names?: readonly string[], as?: 'zip' | 'markdown') => void {
  const hub = useHub();
  const readProjections = useReadProjections();
  return useCallback(
    (names, as = 'zip') => {
      // What makes files is fetched when it is wanted.
      import('./export-and-tell.ts').then(
        ({ exportAndTell }) => exportAndTell(hub, readProjections(), names, as),
        () => showProblem(commandText.exportAll, shellText.notArrived),
      );
    },
    [hub, readProjections],
  );
}
