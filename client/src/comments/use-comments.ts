import type { Discussion } from '@holdfast/shared/model/comments';
import { indexedText } from '@holdfast/shared/model/body-text';
import { runbookBody } from '@holdfast/shared/model/runbook';
import { anchorRange, type TextRange } from '@holdfast/shared/model/text-anchor';
import {
  type Dispatch,
  type SetStateAction,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { OpenDocument } from '../hub/client-api.ts';
import { sealedDrafts, sealedStorage, useIsSealed } from '../lock/sealed-drafts.ts';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { commentsText } from '../ui/text/comments.ts';
import { type CommentActions, createCommentActions } from './comment-actions.ts';
import { createDiscussionStore } from './discussion-store.ts';
import { createDrafts, type Draft, type Replies } from './drafts.ts';

/** The comments of the runbook on screen, and what somebody does about them. */
export interface Comments {
  readonly open: OpenDocument;
  readonly discussions: readonly Discussion[];
  readonly actions: CommentActions;
  /** The discussion that is looked at. */
  readonly active: string | undefined;
  readonly setActive: Dispatch<SetStateAction<string | undefined>>;
  readonly draft: Draft | undefined;
  setDraft(draft: Draft | undefined): void;
  /** Throws the draft away; for a moment it can be had back. */
  discard(): void;
  /** The draft is being written now; otherwise it only waits. */
  readonly isWriting: boolean;
  setWriting(isWriting: boolean): void;
  readonly replies: Replies;
  setReply(of: string, text: string): void;
  /** Begins to say something about a stretch of the text. False where that is no stretch. */
  begin(
    kind: Draft['kind'],
    range: TextRange,
    /** What it begins with; `of` is a suggestion that it takes the place of. */
    begun?: {
      readonly of?: string;
      readonly replacement?: string;
      readonly text: string;
    },
  ): boolean;
  /** Says why something was not done. */
  attempt(problem: string | undefined): boolean;
}

/** The comments of an open runbook, kept up to date. */
export function useComments(open: OpenDocument): Comments {
  const hub = useHub();
  const { doc, name } = open;
  const store = useMemo(() => createDiscussionStore(doc, clock), [doc]);
  const discussions = useSyncExternalStore(store.subscribe, store.get);
  const actions = useMemo(
    () =>
      createCommentActions({
        open,
        hub,
        say: (words, undo) =>
          undo === undefined
            ? showNotice(words)
            : showNotice(words, { label: commentsText.notices.undo, run: undo }),
      }),
    [hub, open],
  );
  const isSealed = useIsSealed(hub);
  const drafts = useMemo(() => {
    const { workspace } = hub;
    return createDrafts(isSealed ? sealedStorage(hub) : storageOfTab(), { workspace, name });
  }, [hub, isSealed, name]);
  const [active, setActive] = useState<string>();
  const [draft, setDraftState] = useState(() => drafts.read());
  const [isWriting, setWriting] = useState(false);
  const [replies, setReplies] = useState(() => drafts.readReplies());
  useEffect(() => {
    if (!isSealed) return undefined;
    let isOver = false;
    void sealedDrafts(hub).read.then(() => {
      if (isOver) return;
      setDraftState((last) => last ?? drafts.read());
      setReplies((last) => ({ ...drafts.readReplies(), ...last }));
    });
    return () => {
      isOver = true;
    };
  }, [drafts, hub, isSealed]);

  const setDraft = useCallback(
    (next: Draft | undefined) => {
      drafts.write(next);
      setDraftState(next);
    },
    [drafts],
  );
  const setReply = useCallback(
    (of: string, text: string) =>
      setReplies((last) => {
        const next = { ...last, [of]: text };
        drafts.writeReplies(next);
        return next;
      }),
    [drafts],
  );
  const putAside = useCallback(
    (words: string) => {
      if (draft === undefined || !hasWords(draft)) return;
      showNotice(words, { label: commentsText.bringBack, run: () => setDraft(draft) });
    },
    [draft, setDraft],
  );
  const discard = useCallback(() => {
    putAside(commentsText.draftDiscarded);
    setDraft(undefined);
    setWriting(false);
  }, [putAside, setDraft]);
  const begin = useCallback<Comments['begin']>(
    (kind, range, begun) => {
      const body = runbookBody(doc);
      const anchor = anchorRange(body, range);
      if (anchor === undefined) return false;
      const quote = indexedText(body).slice(range.from, range.to);
      // A comment that was begun goes to the words that are chosen now.
      const isMoved = kind === 'comment' && draft?.kind === 'comment';
      if (!isMoved) putAside(commentsText.draftPutAside);
      setDraft({
        kind,
        anchor,
        quote,
        text: begun?.text ?? (isMoved ? draft.text : ''),
        replacement: begun?.replacement ?? quote,
        ...(begun?.of === undefined ? {} : { of: begun.of }),
      });
      setActive(undefined);
      setWriting(true);
      return true;
    },
    [doc, draft, putAside, setDraft],
  );
  return {
    open,
    discussions,
    actions,
    active,
    setActive,
    draft,
    setDraft,
    discard,
    isWriting,
    setWriting,
    replies,
    setReply,
    begin,
    attempt,
  };
}

function hasWords({ kind, text, replacement, quote }: Draft): boolean {
  return text.trim() !== '' || (kind === 'suggestion' && replacement !== quote);
}

function attempt(problem: string | undefined): boolean {
  if (problem !== undefined) showProblem(commentsText.notices.refused, problem);
  return problem === undefined;
}

const clock = {
  nowMs: () => performance.now(),
  setTimer(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A browser may forbid it, which it says by throwing. */
function storageOfTab(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}
