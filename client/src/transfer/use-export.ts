import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { transferText } from '../ui/text/transfer.ts';

const busyId = 'export';

/**
 * Offers runbooks as a file: those named, else all of the workspace that are not archived; as a zip
 * archive, or a single one as Markdown.
 */
export function useExport(): (names?: readonly string[], as?: 'zip' | 'markdown') => void {
  const hub = useHub();
  const readProjections = useReadProjections();
  return useCallback(
    (names, as = 'zip') => {
      const projections = readProjections();
      const wanted =
        names ??
        [...(projections ?? [])].flatMap(([name, one]) =>
          one.kind === 'runbook' && !one.archived ? [name] : [],
        );
      notifications.show({
        id: busyId,
        loading: true,
        autoClose: false,
        withCloseButton: false,
        message: transferText.exporting,
      });
      // What makes files is fetched when it is wanted.
      import('./export-runbooks.ts')
        .then(({ exportRunbooks }) => exportRunbooks(hub, projections, wanted, as))
        .then(
          ({ runbooks, imagesLeft }) => {
            notifications.hide(busyId);
            showNotice(transferText.exported(runbooks));
            const [first] = imagesLeft;
            if (first !== undefined) {
              const { runbook, image, problem } = first;
              showProblem(
                transferText.imagesNotExported(imagesLeft.length),
                transferText.imageNotExported(runbook, image, problem),
              );
            }
          },
          () => {
            notifications.hide(busyId);
            notifications.show({
              color: 'red',
              withBorder: true,
              message: transferText.exportFailed,
            });
          },
        );
    },
    [hub, readProjections],
  );
}
