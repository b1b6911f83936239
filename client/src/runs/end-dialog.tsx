import { Alert, Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { maxNoteLength } from '@holdfast/shared/model/run-commands';
import { verdicts, type Verdict } from '@holdfast/shared/model/run-entries';
import { useState, type FormEvent } from 'react';
import { showNotice } from '../ui/notice.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import type { ShownRun } from './run-context.tsx';
import { useRunState } from './run-store.ts';

const words = runsText.end;

/** Asks how the run went, and offers a note. */
export function EndDialog(props: { readonly shown: ShownRun; readonly onClose: () => void }) {
  const { shown, onClose } = props;
  const state = useRunState(shown.store);
  const counts = state?.counts;
  const [verdict, setVerdict] = useState<Verdict>(() =>
    counts === undefined || counts.failed > 0
      ? 'failed'
      : counts.done === 0
        ? 'abandoned'
        : 'passed',
  );
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();

  const { submit: check, warning } = useSecretCheck([note], end);
  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }

  function end(): void {
    const failed = shown.actions.end(verdict, note);
    if (failed !== undefined) {
      setProblem(failed);
      return;
    }
    onClose();
    showNotice(words.done(runsText.outcomes[verdict]));
  }

  return (
    <Modal opened onClose={onClose} title={words.title} size="md" yOffset="10vh">
      <form onSubmit={submit}>
        {counts !== undefined && counts.open > 0 && (
          <Text size="sm" mb="sm">
            {words.openSteps(counts.open)}
          </Text>
        )}
        <Radio.Group
          label={words.verdict}
          value={verdict}
          onChange={(value) => setVerdict(verdicts.find((one) => one === value) ?? 'abandoned')}
        >
          <Stack gap={6} mt={6}>
            {verdicts.map((one) => (
              <Radio
                key={one}
                value={one}
                label={words.verdicts[one].label}
                description={words.verdicts[one].hint}
                {...(one === verdict ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          mt="md"
          label={words.note}
          description={words.noteHint}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={maxNoteLength}
        />
        {problem !== undefined && (
          <Alert color="red" mt="sm" p="xs" role="alert">
            {problem}
          </Alert>
        )}
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={onClose}>
            {runsText.words.cancel}
          </Button>
          <Button size="xs" type="submit">
            {words.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
