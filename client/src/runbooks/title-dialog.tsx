import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';

export interface TitleDialogProps {
  readonly heading: string;
  readonly field: string;
  readonly submit: string;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly initial: string;
  /** Does the work; gives the problem in words, or undefined when it went well. */
  readonly onSubmit: (title: string) => Promise<string | undefined>;
  readonly onClose: () => void;
}

/** Asks for a title: one field, Enter. */
export function TitleDialog(props: TitleDialogProps) {
  const [title, setTitle] = useState(props.initial);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const { submit: check, warning } = useSecretCheck([title], () => void submit(), props.initial);

  async function submit(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const failed = await props.onSubmit(title);
    setBusy(false);
    if (failed === undefined) props.onClose();
    else setProblem(failed);
  }

  return (
    <Modal opened onClose={props.onClose} title={props.heading} size="md" yOffset="12vh">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <TextInput
          label={props.field}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={problem}
          data-autofocus
          autoComplete="off"
          description={props.hint}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        />
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={props.onClose}>
            {runbooksLateText.cancel}
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {props.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
