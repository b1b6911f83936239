import { Button, CloseButton, Drawer, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { runbookBody } from '@holdfast/shared/model/runbook';
import type { Discussion } from '@holdfast/shared/model/comments';
import {
  type ComponentProps,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { commentsText } from '../ui/text/comments.ts';
import { commentsButtonId } from './comments-button.tsx';
import { CommentDoubts } from './comment-doubts.tsx';
import { CommentComposer } from './comment-composer.tsx';
import { SuggestDialog } from './suggest-dialog.tsx';
import { ThreadCard } from './thread-card.tsx';
import type { Comments } from './use-comments.ts';
import classes from './comments-panel.module.css';
import { WhyNot } from '../access/writes.tsx';

interface CommentsPanelProps {
  readonly comments: Comments;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
  /** Takes the person to the words of a discussion. */
  readonly onShow: (discussion: Discussion) => void;
  /** What to do where there is none. */
  readonly hint: string;
}

/** All that is said of a text: beside it, or over it where there is no room. */
export function CommentsPanel(props: CommentsPanelProps) {
  const { comments, shown, onShown } = props;
  const { draft, isWriting } = comments;
  const isBeside = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const onSent = (id: string) => {
    comments.setActive(id);
    onShown(true);
  };
  const close = useCallback(() => {
    onShown(false);
    document.getElementById(commentsButtonId)?.focus();
  }, [onShown]);
  return (
    <>
      {draft?.kind === 'suggestion' && isWriting && (
        <SuggestDialog comments={comments} draft={draft} onSent={onSent} />
      )}
      {isBeside ? (
        shown && (
          <aside
            className={classes.beside}
            aria-label={commentsText.title}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || event.defaultPrevented) return;
              event.stopPropagation();
              close();
            }}
          >
            <PanelHeader onClose={close} />
            <PanelContent {...props} onSent={onSent} />
          </aside>
        )
      ) : (
        <Drawer.Root
          opened={shown && !(draft?.kind === 'suggestion' && isWriting)}
          onClose={() => onShown(false)}
          position={isPhone ? 'bottom' : 'right'}
          size={isPhone ? '80%' : 400}
          classNames={{ root: classes.over ?? '', body: classes.drawer ?? '' }}
        >
          <Drawer.Overlay />
          <Drawer.Content aria-label={commentsText.title}>
            <Drawer.Body>
              <PanelHeader onClose={() => onShown(false)} />
              <PanelContent {...props} onSent={onSent} />
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </>
  );
}

function PanelHeader(props: { readonly onClose: () => void }) {
  return (
    <div className={classes.header}>
      <h2 className={classes.title}>{commentsText.title}</h2>
      <CloseButton aria-label={commentsText.close} onClick={props.onClose} />
    </div>
  );
}

type View = 'open' | 'closed';

/** What still asks for somebody, conflicts among it. */
function isOpen({ state, conflict }: Discussion): boolean {
  return state === 'open' || conflict.length > 0;
}

function PanelContent(props: CommentsPanelProps & { readonly onSent: (id: string) => void }) {
  const { comments, onShow, hint, onSent } = props;
  const { discussions, active, draft, isWriting, actions, attempt, replies, setActive, begin } =
    comments;
  const { setReply } = comments;
  const [view, setView] = useState<View>('open');
  const open = useMemo(() => discussions.filter(isOpen), [discussions]);
  const closed = useMemo(() => discussions.filter((one) => !isOpen(one)), [discussions]);
  const listed = view === 'open' ? open : closed;
  useActiveInView(active, closed, setView);
  const kept = useFocusKept(listed.length);
  const { doc } = comments.open;
  const text = useMemo(
    () => (discussions.length === 0 ? '' : runbookBody(doc).toJSON()),
    [doc, discussions],
  );
  const latest = useRef({ discussions, onShow, begin });
  useEffect(() => {
    latest.current = { discussions, onShow, begin };
  }, [discussions, onShow, begin]);
  // They stay the same, so that a card is drawn anew only where it changes itself.
  const { toggle, show, suggestAgain } = useMemo(() => {
    const find = (id: string) => latest.current.discussions.find((one) => one.id === id);
    return {
      toggle: (id: string) => setActive((last) => (last === id ? undefined : id)),
      show(id: string) {
        const discussion = find(id);
        if (discussion === undefined) return;
        setActive(id);
        latest.current.onShow(discussion);
      },
      suggestAgain(id: string) {
        const { place, replacement, text: reason } = find(id) ?? {};
        if (place === undefined || replacement === undefined) return;
        latest.current.begin('suggestion', place, { of: id, replacement, text: reason ?? '' });
      },
    };
  }, [setActive]);
  const drawn = useGrowing(listed, active);
  return (
    <>
      <WhyNot operation="append" doc={comments.open.name} />
      {draft?.kind === 'comment' && isWriting && (
        <CommentComposer comments={comments} draft={draft} onSent={onSent} />
      )}
      <CommentDoubts doc={doc} discussions={discussions} />
      {draft !== undefined && !isWriting && <WaitingDraft comments={comments} />}
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={commentsText.filter}
        value={view}
        data={[
          { value: 'open', label: commentsText.open(open.length) },
          { value: 'closed', label: commentsText.closed(closed.length) },
        ]}
        onChange={(value) => {
          setActive(undefined);
          setView(value === 'closed' ? 'closed' : 'open');
        }}
      />
      {listed.length === 0 && <Empty view={view} hint={hint} />}
      <ul className={classes.list} aria-label={commentsText.title} {...kept}>
        {drawn.map((discussion) => (
          <ThreadCard
            key={discussion.id}
            name={comments.open.name}
            discussion={discussion}
            present={discussion.place && text.slice(discussion.place.from, discussion.place.to)}
            expanded={active === discussion.id}
            begun={replies[discussion.id] ?? ''}
            actions={actions}
            attempt={attempt}
            onToggle={toggle}
            onShow={show}
            onReply={setReply}
            onSuggestAgain={suggestAgain}
          />
        ))}
      </ul>
    </>
  );
}

/** Brings the discussion that was chosen in the text into view, on whichever of the two lists it is. */
function useActiveInView(
  active: string | undefined,
  closed: readonly Discussion[],
  setView: (view: View) => void,
): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (active === last.current) return;
    last.current = active;
    if (active !== undefined) setView(closed.some(({ id }) => id === active) ? 'closed' : 'open');
  }, [active, closed, setView]);
}

/** So many fill any screen. */
const firstDrawn = 20;

/** The beginning of a list, as far as the one looked at, and then, when there is time, all of it. */
function useGrowing(
  listed: readonly Discussion[],
  active: string | undefined,
): readonly Discussion[] {
  const [isGrown, setGrown] = useState(false);
  useEffect(() => startTransition(() => setGrown(true)), []);
  if (isGrown) return listed;
  const at = listed.findIndex(({ id }) => id === active);
  return listed.slice(0, Math.max(at + 1, 0) + firstDrawn);
}

/** What had the focus may leave the list, as a comment does that is resolved: then the list has it. */
function useFocusKept(count: number): ComponentProps<'ul'> {
  const list = useRef<HTMLUListElement>(null);
  const isWithin = useRef(false);
  useEffect(() => {
    if (isWithin.current && document.activeElement === document.body) {
      list.current?.focus({ preventScroll: true });
    }
  }, [count]);
  return {
    ref: list,
    tabIndex: -1,
    onFocus: () => {
      isWithin.current = true;
    },
    onBlur: () => {
      isWithin.current = false;
    },
  };
}

function Empty(props: { readonly view: View; readonly hint: string }) {
  return (
    <div className={classes.empty}>
      {props.view === 'open' ? (
        <>
          <p className={classes.emptyTitle}>{commentsText.emptyTitle}</p>
          <p>{props.hint}</p>
        </>
      ) : (
        <p>{commentsText.emptyClosed}</p>
      )}
    </div>
  );
}

function WaitingDraft(props: { readonly comments: Comments }) {
  const { draft, discard, setWriting } = props.comments;
  return (
    <div className={classes.draft}>
      <span>
        {draft?.kind === 'suggestion' ? commentsText.draftSuggestion : commentsText.draftComment}
      </span>
      <Button size="compact-xs" onClick={() => setWriting(true)}>
        {commentsText.goOn}
      </Button>
      <Button size="compact-xs" variant="default" onClick={discard}>
        {commentsText.composer.cancel}
      </Button>
    </div>
  );
}
