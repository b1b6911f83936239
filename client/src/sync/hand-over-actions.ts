import { notifications } from '@mantine/notifications';
import { handoverTextLimit, writeHandoverText } from '@holdfast/shared/protocol/handover-text';
import type { HandOverScope, HubClient } from '../hub/client-api.ts';
import { formatBytes } from '../ui/bytes.ts';
import { showNotice } from '../ui/notice.tsx';
import { handOverText } from '../ui/text/hand-over.ts';
import { downloadFile } from './download-file.ts';

const problemId = 'hand-over-problem';

/** Offers documents of this device as a file. */
export async function saveHandOver(
  hub: Pick<HubClient, 'workspace' | 'exportFile'>,
  scope: HandOverScope,
): Promise<void> {
  const time = new Date().toISOString().slice(0, 16).replaceAll(':', '-');
  const part = scope === 'unsent' ? '-changes' : '';
  const name = `${hub.workspace}${part}-${time}Z.holdfast`;
  try {
    downloadFile(name, await hub.exportFile(scope));
    showNotice(handOverText.saved(name));
  } catch {
    showProblem(handOverText.saveFailed);
  }
}

/** Copies the changes that too few relays have, as text; where they are too many, says so and copies nothing. */
export async function copyHandOver(
  hub: Pick<HubClient, 'workspace' | 'exportFile' | 'sync'>,
): Promise<void> {
  const documents = hub.sync.get().unsent.length;
  const file = await hub.exportFile('unsent').catch(() => undefined);
  if (file === undefined) return showProblem(handOverText.saveFailed);
  if (file.length > handoverTextLimit) {
    const words = handOverText.tooLong(formatBytes(file.length), formatBytes(handoverTextLimit));
    return showProblem(words, handOverText.tooLongTitle);
  }
  const time = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const lead = handOverText.textLead(hub.workspace, documents, time);
  try {
    await navigator.clipboard.writeText(writeHandoverText(file, lead));
  } catch {
    return showProblem(handOverText.copyFailed);
  }
  showNotice(handOverText.copied);
}

/** Merges what was handed over. Says what came of it; gives the problem in words, or undefined when it went well. */
export async function takeHandOver(
  hub: Pick<HubClient, 'importFile'>,
  given: Uint8Array,
): Promise<string | undefined> {
  // What was wrong with the last one says nothing of this one.
  notifications.hide(problemId);
  const result = await hub.importFile(given);
  if (!result.ok) return result.problem;
  const { changed, documents } = result;
  showNotice(changed === 0 ? handOverText.nothingNew : handOverText.taken(changed, documents));
  return undefined;
}

/** Says that files which were dropped are not taken, and which would be. */
export function refuseFiles(): void {
  showNotice(handOverText.notOurs);
}

/** As `takeHandOver`, of files chosen or dropped; problems are shown as notices. */
export async function takeHandOverFiles(
  hub: Pick<HubClient, 'importFile'>,
  files: readonly File[],
): Promise<void> {
  for (const file of files) {
    const bytes = await file.arrayBuffer().catch(() => undefined);
    const problem =
      bytes === undefined
        ? handOverText.unreadable
        : await takeHandOver(hub, new Uint8Array(bytes));
    if (problem !== undefined) return showProblem(problem, handOverText.failedTitle);
  }
  return undefined;
}

function showProblem(message: string, title?: string): void {
  notifications.hide(problemId);
  notifications.show({
    id: problemId,
    color: 'red',
    withBorder: true,
    autoClose: 15_000,
    ...(title === undefined ? {} : { title }),
    message,
  });
}
