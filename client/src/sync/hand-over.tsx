import { Button, FileButton, Group, Text } from '@mantine/core';
import {
  IconClipboardCopy,
  IconClipboardText,
  IconFileDownload,
  IconFileUpload,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub } from '../app/hub-context.tsx';
import type { SyncReport } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { handOverText } from '../ui/text/hand-over.ts';
import { copyHandOver, saveHandOver, takeHandOverFiles } from './hand-over-actions.ts';
import { notKnownYet } from './not-known-yet.ts';

type Work = 'changes' | 'text' | 'everything' | 'file';

/** Changes and whole workspaces out and in by file or text, for when no relay can be reached. */
export function HandOver({ report }: { readonly report: SyncReport }) {
  const hub = useHub();
  const { show } = useDialogs();
  const [work, setWork] = useState<Work>();
  const reset = useRef<() => void>(null);
  const unsent = report.unsent.length;

  async function run(kind: Work, task: () => Promise<void>): Promise<void> {
    setWork(kind);
    await task();
    setWork(undefined);
  }

  return (
    <Section title={handOverText.title} lead={handOverText.lead}>
      <Text component="h3" size="sm" fw={600} mb={2}>
        {handOverText.give}
      </Text>
      <Text size="sm" c="dimmed" mb={8}>
        {notKnownYet(report) ??
          (unsent === 0 ? handOverText.nothingUnsent : handOverText.unsent(unsent))}
      </Text>
      <Group gap="xs" mb="md">
        {unsent > 0 && (
          <>
            <Button
              size="xs"
              loading={work === 'changes'}
              leftSection={<IconFileDownload size={16} aria-hidden="true" />}
              onClick={() => void run('changes', () => saveHandOver(hub, 'unsent'))}
            >
              {handOverText.saveUnsent}
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={work === 'text'}
              leftSection={<IconClipboardCopy size={16} aria-hidden="true" />}
              onClick={() => void run('text', () => copyHandOver(hub))}
            >
              {handOverText.copyUnsent}
            </Button>
          </>
        )}
        <Button
          size="xs"
          variant="default"
          loading={work === 'everything'}
          leftSection={<IconFileDownload size={16} aria-hidden="true" />}
          onClick={() => void run('everything', () => saveHandOver(hub, 'everything'))}
        >
          {handOverText.saveEverything}
        </Button>
      </Group>
      <Text component="h3" size="sm" fw={600} mb={2}>
        {handOverText.take}
      </Text>
      <Text size="sm" c="dimmed" mb={8}>
        {handOverText.takeHint}
      </Text>
      <Group gap="xs">
        <FileButton
          multiple
          resetRef={reset}
          onChange={(files) => {
            // So that the same file can be chosen again.
            reset.current?.();
            if (files.length > 0) void run('file', () => takeHandOverFiles(hub, files));
          }}
        >
          {(button) => (
            <Button
              {...button}
              size="xs"
              variant="default"
              loading={work === 'file'}
              leftSection={<IconFileUpload size={16} aria-hidden="true" />}
            >
              {handOverText.openFile}
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconClipboardText size={16} aria-hidden="true" />}
          onClick={() => show({ kind: 'take-hand-over' })}
        >
          {handOverText.pasteText}
        </Button>
      </Group>
    </Section>
  );
}
