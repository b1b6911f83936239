import { Alert, Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { cutText } from '@holdfast/shared/markdown/characters';
import { maxNoteLength, maxOutputLength } from '@holdfast/shared/model/run-commands';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { runsText } from '../ui/text/runs.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import type { ShownRun } from './run-context.tsx';

const words = runsText.words;
const count = (length: number) => length.toLocaleString('en');

/** A note, a reason or pasted output for a step. */
export function WordsDialog(props: {
  readonly shown: ShownRun;
  readonly place: number;
  readonly what: 'note' | 'skip' | 'fail';
  readonly onClose: () => void;
}) {
  const { place, what, onClose } = props;
  const { actions, store } = props.shown;
  const [note, setNote] = useState('');
  const [output, setOutput] = useState('');
  const [problem, setProblem] = useState<string>();
  const isTooLong = output.length > maxOutputLength;
  const texts = {
    note: { title: words.noteTitle, label: words.note, hint: undefined, submit: words.save },
    skip: { title: words.skipTitle, label: words.reason, hint: words.skipHint, submit: words.skip },
    fail: { title: words.failTitle, label: words.reason, hint: words.failHint, submit: words.fail },
  }[what];

  const { submit: check, warning } = useSecretCheck([note, output], keep);
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    check();
  }

  function keep(): void {
    const remarks = { note, output };
    const failed =
      what === 'note'
        ? actions.note(place, remarks)
        : actions.set(place, what === 'skip' ? 'skipped' : 'failed', remarks);
    if (failed === undefined) onClose();
    else setProblem(failed);
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  };

  return (
    <Modal opened onClose={onClose} title={texts.title(place + 1)} size="lg" yOffset="8vh">
      <form onSubmit={submit} onKeyDown={onKeyDown}>
        <Text size="sm" c="dimmed" mb="sm" lineClamp={2}>
          {store.text(place)}
        </Text>
        <Textarea
          label={texts.label}
          description={texts.hint}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={maxNoteLength}
          required={what === 'skip'}
          withAsterisk={false}
          data-autofocus
        />
        {what !== 'skip' && (
          <Textarea
            mt="sm"
            label={words.output}
            description={words.outputHint}
            value={output}
            onChange={(event) => setOutput(event.currentTarget.value)}
            minRows={4}
            rows={5}
            styles={{
              input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 },
            }}
            error={isTooLong ? words.tooLong(count(output.length), count(maxOutputLength)) : false}
            spellCheck={false}
          />
        )}
        {isTooLong && (
          <Button
            mt="xs"
            size="xs"
            variant="default"
            onClick={() => setOutput(lastOf(output, maxOutputLength))}
          >
            {words.keepEnd(count(maxOutputLength))}
          </Button>
        )}
        {problem !== undefined && (
          <Alert color="red" mt="sm" p="xs" role="alert">
            {problem}
          </Alert>
        )}
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button size="xs" type="submit" disabled={isTooLong}>
            {texts.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** The end of a text, not beginning with half a character. */
function lastOf(text: string, length: number): string {
  const end = text.slice(text.length - length);
  return /^[\uDC00-\uDFFF]/.test(end) ? end.slice(1) : cutText(end, length);
}
