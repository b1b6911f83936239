import { notifications } from '@mantine/notifications';
import type { HubClient } from '../hub/client-api.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { transferText } from '../ui/text/transfer.ts';
import { exportRunbooks } from './export-runbooks.ts';

const busyId = 'export';

/** Exports runbooks, says that it does as long as it takes, and what came of it. Never rejects. */
export async function exportAndTell(
  hub: Pick<HubClient, 'workspace' | 'readDocuments'>,
  projections: Projections | undefined,
  names: readonly string[] | undefined,
  as: 'zip' | 'markdown',
): Promise<void> {
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
  try {
    const { runbooks, imagesLeft } = await exportRunbooks(hub, projections, wanted, as);
    showNotice(transferText.exported(runbooks));
    const [first] = imagesLeft;
    if (first === undefined) return;
    const { runbook, image, problem } = first;
    showProblem(
      transferText.imagesNotExported(imagesLeft.length),
      transferText.imageNotExported(runbook, image, problem),
    );
  } catch {
    notifications.show({ color: 'red', withBorder: true, message: transferText.exportFailed });
  } finally {
    notifications.hide(busyId);
  }
}
