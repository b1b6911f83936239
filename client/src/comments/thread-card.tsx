import { ActionIcon, Button, Group, Textarea, VisuallyHidden } from '@mantine/core';
import type { Discussion } from '@holdfast/shared/model/comments';
import { longestWords } from '@holdfast/shared/model/comments';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconFocusCentered,
  IconMessage2,
  IconPencilQuestion,
  IconX,
} from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { shallowEqual } from '../documents/y-store.ts';
import { useNamed } from '../signing/use-named.ts';
import { Moment } from '../ui/moment.tsx';
import { LinkedText } from '../ui/linked-text.tsx';
import { commentsText } from '../ui/text/comments.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { ChangeDiff } from './change-diff.tsx';
import type { CommentActions } from './comment-actions.ts';
import { sendsBy } from './comment-composer.tsx';
import { kindOf, threadLabel } from './thread-words.ts';
import classes from './thread-card.module.css';
import { Writes } from '../access/writes.tsx';

export interface ThreadCardProps {
  /** Document of the text. */
  readonly name: string;
  readonly discussion: Discussion;
  /** How the text reads at its place now; undefined where it is gone. */
  readonly present: string | undefined;
  readonly expanded: boolean;
  /** A reply that was begun. */
  readonly begun: string;
  readonly actions: CommentActions;
  readonly attempt: (problem: string | undefined) => boolean;
  readonly onToggle: (id: string) => void;
  readonly onShow: (id: string) => void;
  readonly onReply: (id: string, text: string) => void;
  readonly onSuggestAgain: (id: string) => void;
}

/** One discussion: what it is about, what was said, and what can be done. */
export const ThreadCard = memo(function ThreadCard(props: ThreadCardProps) {
  const { discussion, expanded } = props;
  const { id, by, person, happenedAtMs, text, replies, place } = discussion;
  const named = useNamed();
  const head = useRef<HTMLButtonElement>(null);
  // Chosen in the text, or just made: whoever did so goes on from here.
  useEffect(() => {
    if (!expanded || head.current === null) return;
    const card = head.current.closest('article');
    card?.scrollIntoView({ block: 'nearest' });
    if (card?.contains(document.activeElement) !== true) {
      head.current.focus({ preventScroll: true });
    }
  }, [expanded]);
  const kind = kindOf(discussion);
  const Picture = kind === 'comment' ? IconMessage2 : IconPencilQuestion;
  return (
    <li className={classes.item}>
      <article className={classes.card} data-active={expanded} aria-label={threadLabel(discussion)}>
        <div className={classes.top}>
          <button
            ref={head}
            type="button"
            className={classes.head}
            aria-expanded={expanded}
            onClick={() => props.onToggle(id)}
          >
            <Picture size={15} aria-hidden="true" className={classes[kind]} />
            <span className={classes.who}>
              <VisuallyHidden component="span">{commentsText.kinds[kind]} </VisuallyHidden>
              {commentsText.by(named(by, person))}
            </span>
            <span className={classes.when}>
              <Moment atMs={happenedAtMs} />
            </span>
            <StatePill discussion={discussion} />
          </button>
          {place !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={26}
              className={classes.show ?? ''}
              aria-label={commentsText.showInText}
              title={commentsText.showInText}
              onClick={() => props.onShow(id)}
            >
              <IconFocusCentered size={15} />
            </ActionIcon>
          )}
        </div>
        <About {...props} />
        {text !== '' && (
          <p className={classes.words} data-short={!expanded} dir="auto">
            <LinkedText text={text} />
          </p>
        )}
        <Conflict discussion={discussion} />
        {expanded ? (
          <>
            <Replies discussion={discussion} />
            <Answer {...props} />
          </>
        ) : (
          replies.length > 0 && (
            <p className={classes.count}>{commentsText.replies(replies.length)}</p>
          )
        )}
      </article>
    </li>
  );
}, isSame);

/** What was said never changes; where it is changes with every edit before it, and does not show. */
function isSame(a: ThreadCardProps, b: ThreadCardProps): boolean {
  const { discussion: last, ...before } = a;
  const { discussion: next, ...after } = b;
  return (
    shallowEqual(before, after) &&
    last.id === next.id &&
    last.state === next.state &&
    last.decided?.id === next.decided?.id &&
    last.replies.length === next.replies.length &&
    last.conflict.length === next.conflict.length &&
    last.conflict.every(({ id }, index) => id === next.conflict[index]?.id) &&
    last.isAsQuoted === next.isAsQuoted &&
    last.isWritten === next.isWritten &&
    last.mayBeTwice === next.mayBeTwice &&
    (last.place === undefined) === (next.place === undefined)
  );
}

/** The words that it is about, which lead to their place; a change as what it changes. */
function About({ discussion, present }: ThreadCardProps) {
  const { place, quote, replacement, isAsQuoted, isWritten, state } = discussion;
  const isOpen = state === 'open';
  return (
    <>
      {place === undefined && !(isWritten && replacement === '') && (
        <p className={classes.gone} title={commentsText.goneHint}>
          {commentsText.gone}
        </p>
      )}
      {replacement === undefined ? (
        <blockquote className={classes.quote} dir="auto">
          {quote}
        </blockquote>
      ) : (
        <ChangeDiff before={quote} after={replacement} />
      )}
      {isOpen && place !== undefined && !isAsQuoted && !isWritten && (
        <div className={classes.changed}>
          <p>{replacement === undefined ? commentsText.changedComment : commentsText.changed}</p>
          {replacement !== undefined && (
            <blockquote className={classes.quote} dir="auto">
              {present}
            </blockquote>
          )}
        </div>
      )}
      {isOpen && isWritten && replacement !== undefined && (
        <p className={classes.note}>{commentsText.alreadyWritten}</p>
      )}
      {state === 'accepted' && isAsQuoted && !isWritten && (
        <p className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {commentsText.undoneSince}
        </p>
      )}
    </>
  );
}

function StatePill(props: { readonly discussion: Discussion }) {
  const { state, conflict, decided } = props.discussion;
  if (conflict.length > 0) {
    return (
      <span className={classes.pill} data-tone="warn">
        <IconAlertTriangle size={12} aria-hidden="true" />
        {commentsText.conflict}
      </span>
    );
  }
  if (state === 'open') return null;
  const Picture = state === 'rejected' ? IconX : IconCheck;
  return (
    <span
      className={classes.pill}
      data-tone={state === 'rejected' ? 'calm' : 'good'}
      title={decided === undefined ? undefined : commentsText.decidedBy(decided.by)}
    >
      <Picture size={12} aria-hidden="true" />
      {commentsText.states[state]}
    </span>
  );
}

function Conflict(props: { readonly discussion: Discussion }) {
  const { conflict, mayBeTwice, state } = props.discussion;
  if (conflict.length === 0) return null;
  const isAcceptedTwice = conflict.filter(({ decision }) => decision === 'accept').length > 1;
  return (
    <p className={classes.warning} role="note">
      <IconAlertTriangle size={14} aria-hidden="true" />
      <span>
        {commentsText.conflictWords(conflict)}{' '}
        {isAcceptedTwice &&
          (mayBeTwice ? commentsText.conflictMayBeTwice : commentsText.conflictOnce)}{' '}
        {commentsText.conflictNext[state]}
      </span>
    </p>
  );
}

function Replies(props: { readonly discussion: Discussion }) {
  const { replies, decided, state, conflict } = props.discussion;
  const named = useNamed();
  return (
    <>
      {replies.length > 0 && (
        <ol className={classes.replies}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <p className={classes.replyHead}>
                <span className={classes.who}>
                  {commentsText.by(named(reply.by, reply.person))}
                </span>
                <span className={classes.when}>
                  <Moment atMs={reply.happenedAtMs} />
                </span>
              </p>
              <p className={classes.words} dir="auto">
                <LinkedText text={reply.text} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {decided !== undefined && state !== 'open' && conflict.length === 0 && (
        <p className={classes.count}>
          {commentsText.states[state]} {commentsText.decidedBy(named(decided.by, decided.person))},{' '}
          <Moment atMs={decided.happenedAtMs} />
        </p>
      )}
    </>
  );
}

const small = { size: 'compact-sm', variant: 'default' } as const;

function Answer(props: ThreadCardProps) {
  const { name, discussion, begun, actions, attempt, onReply } = props;
  const { id, by, state } = discussion;
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (rejecting) field.current?.focus();
  }, [rejecting]);
  const isBegun = begun.trim() !== '';

  const { submit: reply, warning } = useSecretCheck([begun], () => {
    if (attempt(actions.reply(id, begun))) onReply(id, '');
  });
  const rejection = useSecretCheck([reason], () => {
    if (attempt(actions.reject(id, reason))) setRejecting(false);
  });

  if (rejecting) {
    return (
      <form
        className={classes.answer}
        onSubmit={(event) => {
          event.preventDefault();
          rejection.submit();
        }}
      >
        <Textarea
          label={commentsText.rejectReason}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={longestWords}
          ref={field}
          dir="auto"
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {rejection.warning}
        <Group gap={6} justify="flex-end">
          <Button {...small} onClick={() => setRejecting(false)}>
            {commentsText.cancel}
          </Button>
          <Button size="compact-sm" type="submit">
            {commentsText.reject}
          </Button>
        </Group>
      </form>
    );
  }
  return (
    <div className={classes.answer}>
      <Writes operation="append" doc={name} isSaid>
        <Textarea
          aria-label={commentsText.replyTo(by)}
          placeholder={commentsText.reply}
          autosize
          minRows={1}
          maxRows={10}
          maxLength={longestWords}
          dir="auto"
          value={begun}
          onChange={({ currentTarget }) => onReply(id, currentTarget.value)}
          onKeyDown={(event) => isBegun && sendsBy(event) && reply()}
        />
      </Writes>
      {warning}
      <Group gap={6}>
        {isBegun && (
          <Button size="compact-sm" onClick={reply}>
            {commentsText.sendReply}
          </Button>
        )}
        <Writes operation="edit" doc={name} isSaid>
          {kindOf(discussion) === 'suggestion' ? (
            <SuggestionTools {...props} onReject={() => setRejecting(true)} />
          ) : state === 'open' ? (
            <Button
              {...small}
              leftSection={<IconCheck size={14} aria-hidden="true" />}
              onClick={() => attempt(actions.resolve(id))}
            >
              {commentsText.resolve}
            </Button>
          ) : (
            <Reopen {...props} />
          )}
        </Writes>
      </Group>
    </div>
  );
}

function Reopen({ discussion, actions, attempt }: ThreadCardProps) {
  return (
    <Button
      {...small}
      leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
      onClick={() => attempt(actions.reopen(discussion.id))}
    >
      {commentsText.reopen}
    </Button>
  );
}

function SuggestionTools(props: ThreadCardProps & { readonly onReject: () => void }) {
  const { discussion, actions, attempt, onReject, onSuggestAgain } = props;
  const { id, state, conflict, isAsQuoted, isWritten, place } = discussion;
  const isDecided = state !== 'open' && conflict.length === 0;
  const mayAccept = !isDecided && (isAsQuoted || isWritten);
  return (
    <>
      {mayAccept && (
        <Button
          size="compact-sm"
          leftSection={<IconCheck size={14} aria-hidden="true" />}
          onClick={() => attempt(actions.accept(id))}
        >
          {conflict.length > 0 && isWritten ? commentsText.keep : commentsText.accept}
        </Button>
      )}
      {!isDecided && !mayAccept && place !== undefined && (
        <Button {...small} onClick={() => onSuggestAgain(id)}>
          {commentsText.suggestAgain}
        </Button>
      )}
      {(state === 'accepted' || conflict.length > 0) && isWritten && (
        <Button {...small} onClick={() => attempt(actions.takeBack(id))}>
          {commentsText.takeOut}
        </Button>
      )}
      {state === 'open' && (
        <Button {...small} leftSection={<IconX size={14} aria-hidden="true" />} onClick={onReject}>
          {commentsText.reject}
        </Button>
      )}
      {(state === 'rejected' || (state === 'accepted' && !isWritten)) && <Reopen {...props} />}
    </>
  );
}
