import { indexedText } from '@holdfast/shared/model/body-text';
import type { Discussion } from '@holdfast/shared/model/comments';
import { runbookBody } from '@holdfast/shared/model/runbook';
import type { TextRange } from '@holdfast/shared/model/text-anchor';
import { oneEdit } from '@holdfast/shared/model/text-edit';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { useMay } from '../access/use-may.ts';
import { useVersionRecorder } from '../history/use-version-recorder.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import type { MarkdownPieces } from '../ui/markdown/markdown-pieces.ts';
import { showNotice } from '../ui/notice.tsx';
import { commentsText } from '../ui/text/comments.ts';
import { placeOfDraft } from './comment-actions.ts';
import { commentComponents, markerElementId } from './comment-mark.tsx';
import { CommentsPanel } from './comments-panel.tsx';
import { commentCommands } from './comment-commands.ts';
import { currentComments } from './current-comments.ts';
import type { Draft } from './drafts.ts';
import type { ReadingLayer } from './reading-layer.ts';
import { SelectionBar } from './selection-bar.tsx';
import { selectionRange, type ShownPiece } from './selection-range.ts';
import type { Span } from './source-offsets.ts';
import { shownThreads } from './shown-threads.ts';
import { drawnPiece, isMarked, textMarks } from './text-marks.ts';
import { useComments } from './use-comments.ts';
import { useWrongIn } from './use-wrong-in.ts';
import { useSelection } from './use-selection.ts';

/** Of a paragraph that was chosen by keyboard, so much is read out. */
const longestSpoken = 120;

/** Comments on a runbook as it is read: marks in its text, what can be done with a selection, the panel. */
export function ReadingComments(props: {
  readonly open: OpenDocument;
  readonly markdown: MarkdownPieces;
  /** Holds the text on the page. */
  readonly area: RefObject<HTMLElement | null>;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
  /** Takes what goes into the text; stable. */
  readonly onLayer: (layer: ReadingLayer | undefined) => void;
}) {
  const { open, markdown, area, shown, onShown, onLayer } = props;
  // What is accepted here is an edit, and its text becomes a version like that of any other.
  useVersionRecorder(open, useMay('edit', open.name).ok);
  const mayComment = useMay('append', open.name);
  const announce = useAnnounce();
  const comments = useComments(open);
  const { discussions, active, setActive, begin, draft, isWriting, setWriting } = comments;
  const wrongIn = useWrongIn(comments);
  const draftAt = useDraftPlace(open, isWriting ? draft : undefined, markdown.text);
  const marks = useMemo(() => textMarks(discussions, draftAt), [discussions, draftAt]);
  const { selected, read, selectBlock, clear } = useSelection(area);

  // A text with nothing marked is drawn as it is without comments, and not anew because they are ready.
  const hasMarks = draftAt !== undefined || discussions.some(isMarked);
  useEffect(
    () => onLayer(hasMarks ? { marks, components: commentComponents } : undefined),
    [hasMarks, marks, onLayer],
  );
  useEffect(() => () => onLayer(undefined), [onLayer]);

  useEffect(() => {
    shownThreads.set({
      byId: new Map(discussions.map((one) => [one.id, one])),
      active: shown ? active : undefined,
      open(id) {
        setActive(id);
        onShown(true);
      },
    });
  }, [active, discussions, onShown, setActive, shown]);

  // What was begun before a reload is there again.
  const isRestored = useRef(false);
  useEffect(() => {
    if (isRestored.current) return;
    isRestored.current = true;
    if (draft === undefined) return;
    if (draft.kind === 'comment') setWriting(true);
    onShown(true);
  }, [draft, onShown, setWriting]);

  const pick = useCallback(
    (kind: 'comment' | 'suggestion') => {
      const range = read();
      const shownSpan =
        range === undefined
          ? undefined
          : selectionRange(shownPieces(area.current, markdown, marks), range, markdown.text);
      const span = shownSpan && movedSpan(shownSpan, markdown.text, textNow(open.doc));
      const begun = kind === 'suggestion' && wrongIn !== '' ? { text: wrongIn } : undefined;
      if (span === undefined || !begin(kind, span, begun)) {
        showNotice(commentsText.notMapped);
        return;
      }
      clear();
      if (kind === 'comment') onShown(true);
    },
    [area, begin, clear, markdown, marks, onShown, open, read, wrongIn],
  );

  const speakBlock = useCallback(
    (by?: 1 | -1) => {
      if (!selectBlock(by)) {
        showNotice(commentsText.noSelection);
        return;
      }
      const words = read()?.toString().trim().slice(0, longestSpoken) ?? '';
      announce(by === undefined ? `${words}. ${commentsText.barHint}` : words);
    },
    [announce, read, selectBlock],
  );

  useEffect(() => {
    const keys = {
      add(kind: 'comment' | 'suggestion') {
        if (read() === undefined) speakBlock();
        else pick(kind);
      },
      togglePanel: () => onShown(!shown),
    };
    const current = { ...keys, commands: commentCommands(keys) };
    currentComments.set(current);
    return () => {
      if (currentComments.get() === current) currentComments.set(undefined);
    };
  }, [onShown, pick, read, shown, speakBlock]);

  const show = useCallback(
    ({ id }: Discussion) => {
      // Over the text it would hide what it leads to.
      if (!matchMedia('(min-width: 75em)').matches) onShown(false);
      requestAnimationFrame(() => {
        const marker = document.getElementById(markerElementId(id));
        marker?.scrollIntoView({ block: 'center' });
        marker?.focus({ preventScroll: true });
      });
    },
    [onShown],
  );

  return (
    <>
      {selected !== undefined && mayComment.ok && (
        <SelectionBar
          place={selected.place}
          focused={selected.byKeyboard}
          onPick={pick}
          onMove={speakBlock}
          onClose={clear}
        />
      )}
      <CommentsPanel
        comments={comments}
        shown={shown}
        onShown={onShown}
        onShow={show}
        hint={commentsText.empty}
      />
    </>
  );
}

/** Where the words of a draft are, as far as the text is drawn. */
function useDraftPlace(
  open: OpenDocument,
  draft: Draft | undefined,
  text: string,
): TextRange | undefined {
  const anchor = draft?.anchor;
  const quote = draft?.quote ?? '';
  return useMemo(
    () =>
      anchor === undefined || text === ''
        ? undefined
        : placeOfDraft(open.doc, { anchor, quote })?.range,
    [anchor, open, quote, text],
  );
}

function textNow(doc: OpenDocument['doc']): string {
  return indexedText(runbookBody(doc));
}

/** A stretch of the text as it was drawn, in the text as it is; undefined where it is being changed. */
function movedSpan(span: Span, drawn: string, now: string): Span | undefined {
  const edit = oneEdit(drawn, now);
  if (edit === undefined || span.to <= edit.at) return span;
  if (span.from < edit.at + edit.remove) return undefined;
  const by = edit.insert.length - edit.remove;
  return { from: span.from + by, to: span.to + by };
}

function shownPieces(
  area: HTMLElement | null,
  markdown: MarkdownPieces,
  marks: ReturnType<typeof textMarks>,
): readonly ShownPiece[] {
  const root = area?.querySelector('[data-markdown]');
  if (root === null || root === undefined) return [];
  const parts = [...root.querySelectorAll(':scope > [data-piece]')];
  const elements = parts.length === 0 ? [root] : parts;
  return markdown.shown.flatMap((piece, index) => {
    const element = elements[index];
    return element === undefined ? [] : [{ element, piece, drawn: drawnPiece(piece, marks) }];
  });
}
