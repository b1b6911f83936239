import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { longestWords } from '@holdfast/shared/model/comments';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { commentsText } from '../ui/text/comments.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { ChangeDiff } from './change-diff.tsx';
import type { Draft } from './drafts.ts';
import type { Comments } from './use-comments.ts';
import classes from './comments-panel.module.css';

/** Where a change of a stretch of the text is written. Closed any other way than by sending, the draft stays. */
export function SuggestDialog(props: {
  readonly comments: Comments;
  readonly draft: Draft;
  readonly onSent: (id: string) => void;
}) {
  const { comments, draft, onSent } = props;
  const words = commentsText.suggestDialog;
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [problem, setProblem] = useState<string>();
  const close = () => comments.setWriting(false);

  const { submit: check, warning } = useSecretCheck(
    [draft.replacement, draft.text],
    send,
    draft.quote,
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }

  function send(): void {
    const sent = comments.actions.send(draft);
    if ('problem' in sent) {
      setProblem(sent.problem);
      if (sent.quote !== undefined) comments.setDraft({ ...draft, quote: sent.quote });
      return;
    }
    comments.setDraft(undefined);
    close();
    onSent(sent.id);
  }

  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      size="xl"
      fullScreen={narrow}
      yOffset="6vh"
      onKeyDown={keepKeys}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            label={words.instead}
            description={words.insteadHint}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={longestWords}
            data-autofocus
            classNames={{ input: classes.source ?? '' }}
            dir="auto"
            value={draft.replacement}
            onChange={({ currentTarget }) =>
              comments.setDraft({ ...draft, replacement: currentTarget.value })
            }
          />
          <div>
            <Text size="sm" fw={600} mb={4}>
              {words.preview}
            </Text>
            {draft.replacement === draft.quote && (
              <Text size="xs" c="dimmed" mb={4}>
                {words.same}
              </Text>
            )}
            <ChangeDiff before={draft.quote} after={draft.replacement} />
          </div>
          <Textarea
            label={words.reason}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={longestWords}
            dir="auto"
            value={draft.text}
            onChange={({ currentTarget }) =>
              comments.setDraft({ ...draft, text: currentTarget.value })
            }
          />
          {problem !== undefined && (
            <Text size="sm" role="alert" className={classes.problem ?? ''}>
              {problem}
            </Text>
          )}
        </Stack>
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="subtle" color="gray" onClick={comments.discard}>
            {words.discard}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            {words.later}
          </Button>
          <Button size="xs" type="submit">
            {words.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** The page's single keys mean nothing while the dialog is open. */
function keepKeys(event: KeyboardEvent): void {
  if (event.key !== 'Escape' && !event.ctrlKey && !event.metaKey) event.stopPropagation();
}
