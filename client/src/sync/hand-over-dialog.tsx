import { Button, FileButton, Group, Modal, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { handOverText } from '../ui/text/hand-over.ts';
import { takeHandOver } from './hand-over-actions.ts';

/** Takes in what another device gave, as text or as a file. */
export function HandOverDialog(props: { readonly onClose: () => void }) {
  const hub = useHub();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const reset = useRef<() => void>(null);

  async function take(read: () => Promise<Uint8Array>): Promise<void> {
    if (busy) return;
    setBusy(true);
    const given = await read().catch(() => undefined);
    const failed = given === undefined ? handOverText.unreadable : await takeHandOver(hub, given);
    setBusy(false);
    if (failed === undefined) props.onClose();
    else setProblem(failed);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void take(() => Promise.resolve(new TextEncoder().encode(text)));
  }

  return (
    <Modal opened onClose={props.onClose} title={handOverText.dialogTitle} size="lg">
      <form onSubmit={submit}>
        <Textarea
          label={handOverText.dialogField}
          description={handOverText.dialogHint}
          placeholder={handOverText.dialogPlaceholder}
          rows={8}
          value={text}
          error={problem}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Group justify="space-between" gap="xs" mt="md">
          <FileButton
            resetRef={reset}
            onChange={(file) => {
              // So that the same file can be chosen again.
              reset.current?.();
              if (file !== null) void take(async () => new Uint8Array(await file.arrayBuffer()));
            }}
          >
            {(button) => (
              <Button
                {...button}
                size="xs"
                variant="default"
                leftSection={<IconFileUpload size={16} aria-hidden="true" />}
              >
                {handOverText.openFile}
              </Button>
            )}
          </FileButton>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={props.onClose}>
              {handOverText.cancel}
            </Button>
            <Button size="xs" type="submit" loading={busy} disabled={text.trim() === ''}>
              {handOverText.dialogSubmit}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
