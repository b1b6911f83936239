import { Button, FileButton, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileDownload, IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { HubClient } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import { downloadFile } from './download-file.ts';

const importProblemId = 'import-problem';

type Work = 'export' | 'import' | undefined;

/** Everything as one file, out and in, for when no network is left. */
export function HandOver() {
  const hub = useHub();
  const [work, setWork] = useState<Work>();

  async function run(kind: Work, task: () => Promise<void>): Promise<void> {
    setWork(kind);
    await task();
    setWork(undefined);
  }

  return (
    <Section title={syncText.handOver} lead={syncText.handOverLead}>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={work === 'export'}
          leftSection={<IconFileDownload size={16} aria-hidden="true" />}
          onClick={() => void run('export', () => exportEverything(hub))}
        >
          {syncText.exportFile}
        </Button>
        <FileButton
          onChange={(file) => {
            if (file !== null) void run('import', () => importEverything(hub, file));
          }}
        >
          {(button) => (
            <Button
              {...button}
              size="xs"
              variant="default"
              loading={work === 'import'}
              leftSection={<IconFileUpload size={16} aria-hidden="true" />}
            >
              {syncText.importFile}
            </Button>
          )}
        </FileButton>
      </Group>
    </Section>
  );
}

async function exportEverything(hub: Pick<HubClient, 'workspace' | 'exportFile'>): Promise<void> {
  try {
    const day = new Date().toISOString().slice(0, 10);
    downloadFile(`${hub.workspace}-${day}.holdfast`, await hub.exportFile());
  } catch {
    notifications.show({ color: 'red', withBorder: true, message: syncText.exportFailed });
  }
}

async function importEverything(hub: Pick<HubClient, 'importFile'>, file: File): Promise<void> {
  // What was wrong with the last file says nothing of this one.
  notifications.hide(importProblemId);
  const problem = await tryImport(hub, file);
  if (problem === undefined) return;
  notifications.show({
    id: importProblemId,
    color: 'red',
    withBorder: true,
    autoClose: 15_000,
    title: syncText.importFailedTitle,
    message: problem,
  });
}

async function tryImport(
  hub: Pick<HubClient, 'importFile'>,
  file: File,
): Promise<string | undefined> {
  try {
    const result = await hub.importFile(new Uint8Array(await file.arrayBuffer()));
    if (!result.ok) return result.problem;
    notifications.show({ withBorder: true, message: syncText.imported(result.documents) });
    return undefined;
  } catch {
    return syncText.importUnreadable;
  }
}
