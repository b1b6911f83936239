import { Button, Checkbox, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { textHash } from '@holdfast/shared/model/ids';
import { limits } from '@holdfast/shared/model/meta';
import { reviewRunbook } from '@holdfast/shared/model/review';
import { readRunbookMeta, runbookBody } from '@holdfast/shared/model/runbook';
import { type Verdict, verdicts } from '@holdfast/shared/model/verdict';
import { useState, type FormEvent } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { useDocument } from '../documents/use-document.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import { keepVersion } from '../history/record-version.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { trustDetails } from '../ui/text/trust-details.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { showLockNotice } from './lock-notice.ts';
import { takeBack } from './take-back.ts';
import { useMay } from '../access/use-may.ts';

interface ReviewDialogProps {
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** Asks for a verdict on the text as it is when this opens. */
export function ReviewDialog(props: ReviewDialogProps) {
  const state = useDocument(props.name);
  const words = trustDetails.dialog;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.title(props.title)}
      size="md"
      yOffset="10vh"
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      {state.kind === 'ready' ? (
        <ReviewForm {...props} open={state.open} />
      ) : (
        <p role="status">{state.kind === 'failed' ? words.failed : words.opening}</p>
      )}
    </Modal>
  );
}

function ReviewForm(props: ReviewDialogProps & { readonly open: OpenDocument }) {
  const { open, title, onClose } = props;
  const hub = useHub();
  const words = trustDetails.dialog;
  const [reviewed] = useState(() => runbookBody(open.doc).toJSON());
  const changed = useYSelector(open.doc, bodyOf) !== reviewed;
  const [verdict, setVerdict] = useState<Verdict>();
  const [note, setNote] = useState('');
  const [lock, setLock] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const mayEdit = useMay('edit', open.name);
  const mayLock = (verdict === undefined || verdict === 'works') && !changed && mayEdit.ok;

  const { submit: check, warning } = useSecretCheck([note], give);

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }

  function give(): void {
    if (verdict === undefined) {
      setMissing(true);
      return;
    }
    const version = textHash(reviewed);
    const locks = lock && mayLock;
    const review = { verdict, version, note, lock: locks };
    const result = reviewRunbook(open.doc, review, hub.entryContext());
    if (!result.ok) {
      setProblem(result.problem);
      return;
    }
    // What could not be kept now is not lost: the review names the version, and the text is there.
    const { changedBy, createdBy } = readRunbookMeta(open.doc);
    const kept = { name: open.name, text: reviewed, changedBy: changedBy ?? createdBy ?? '' };
    keepVersion(hub, kept, 'review').catch(() => undefined);
    showLockNotice(
      open.name,
      locks ? trustDetails.reviewLocked(title) : trustDetails.reviewDone(title, verdict),
      // Whoever may only add takes nothing back.
      mayEdit.ok
        ? {
            label: trustDetails.undo,
            run: () =>
              void takeBack(hub, open.name, result.ids, trustDetails.reviewTakenBack(title)),
          }
        : undefined,
    );
    onClose();
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label={words.verdict}
          value={verdict ?? null}
          error={isMissing && verdict === undefined ? words.chooseVerdict : undefined}
          onChange={(value) => setVerdict(verdicts.find((one) => one === value))}
        >
          <Stack gap="xs" mt="xs">
            {verdicts.map((one, index) => (
              <Radio
                key={one}
                value={one}
                label={trustDetails.verdicts[one]}
                description={words.hints[one]}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={words.note}
          description={words.noteHint}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={limits.descriptionLength}
          value={note}
          error={problem}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          label={words.lock}
          description={mayEdit.ok ? words.lockHint : mayEdit.why}
          checked={lock && mayLock}
          disabled={!mayLock}
          onChange={(event) => setLock(event.currentTarget.checked)}
        />
        {changed && <p role="status">{words.changed}</p>}
      </Stack>
      {warning}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button size="xs" variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button size="xs" type="submit">
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}

function bodyOf(doc: Y.Doc): string {
  return runbookBody(doc).toJSON();
}
