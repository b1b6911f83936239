import { Button, Group, Text, Textarea } from '@mantine/core';
import { longestWords } from '@holdfast/shared/model/comments';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { commentsText } from '../ui/text/comments.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import type { Draft } from './drafts.ts';
import type { Comments } from './use-comments.ts';
import classes from './comments-panel.module.css';

/** Where a comment is written, at the top of the panel. */
export function CommentComposer(props: {
  readonly comments: Comments;
  readonly draft: Draft;
  readonly onSent: (id: string) => void;
}) {
  const { comments, draft, onSent } = props;
  const words = commentsText.composer;
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  // Each time that it is begun, also with other words.
  const { anchor } = draft;
  useEffect(() => field.current?.focus(), [anchor]);

  const { submit: check, warning } = useSecretCheck([draft.text], send);
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    check();
  }

  function send(): void {
    const sent = comments.actions.send(draft);
    if ('problem' in sent) {
      setProblem(sent.problem);
      return;
    }
    comments.setDraft(undefined);
    comments.setWriting(false);
    onSent(sent.id);
  }

  return (
    <form className={classes.composer} onSubmit={submit}>
      <blockquote className={classes.quote} dir="auto">
        {draft.quote}
      </blockquote>
      <Textarea
        ref={field}
        aria-label={words.words}
        placeholder={words.words}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={longestWords}
        dir="auto"
        value={draft.text}
        onChange={({ currentTarget }) => comments.setDraft({ ...draft, text: currentTarget.value })}
        onKeyDown={(event) => sendsBy(event) && submit()}
      />
      {problem !== undefined && (
        <Text size="sm" role="alert" className={classes.problem ?? ''}>
          {problem}
        </Text>
      )}
      {warning}
      <Group justify="flex-end" gap="xs">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={comments.discard}>
          {words.cancel}
        </Button>
        <Button size="compact-sm" type="submit">
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}

/** Ctrl or ⌘ and Enter sends, and does nothing else. */
export function sendsBy(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
