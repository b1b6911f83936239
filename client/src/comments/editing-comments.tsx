import { StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Discussion } from '@holdfast/shared/model/comments';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { OpenDocument } from '../hub/client-api.ts';
import { showNotice } from '../ui/notice.tsx';
import { commentsText } from '../ui/text/comments.ts';
import { CommentsPanel } from './comments-panel.tsx';
import { commentCommands } from './comment-commands.ts';
import { currentComments } from './current-comments.ts';
import { editorMarks, rangeToComment, showEditorMarks } from './editor-marks.ts';
import { isMarked } from './text-marks.ts';
import { kindOf, threadLabel } from './thread-words.ts';
import { useComments } from './use-comments.ts';

/** Comments on a runbook as it is written: marks in the editor, and the panel. */
export function EditingComments(props: {
  readonly open: OpenDocument;
  readonly editor: EditorView | undefined;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
}) {
  const { open, editor, shown, onShown } = props;
  const comments = useComments(open);
  const { discussions, begin, setActive } = comments;

  const add = useCallback(
    (kind: 'comment' | 'suggestion', range: ReturnType<typeof rangeToComment>) => {
      if (range === undefined || !begin(kind, range)) {
        showNotice(commentsText.noSelection);
        return;
      }
      if (kind === 'comment') onShown(true);
    },
    [begin, onShown],
  );

  const deps = useRef({ add, setActive, onShown });
  useEffect(() => {
    deps.current = { add, setActive, onShown };
  }, [add, setActive, onShown]);

  useEffect(() => {
    if (editor === undefined) return;
    const extension = editorMarks({
      open(id) {
        deps.current.setActive(id);
        deps.current.onShown(true);
      },
      comment: (range) => deps.current.add('comment', range),
    });
    editor.dispatch({ effects: StateEffect.appendConfig.of(extension) });
  }, [editor]);

  const marks = useMemo(
    () =>
      discussions.filter(isMarked).flatMap((discussion) => {
        const { id, place } = discussion;
        return place === undefined
          ? []
          : [{ id, ...place, kind: kindOf(discussion), label: threadLabel(discussion) }];
      }),
    [discussions],
  );
  const hadMarks = useRef(false);
  useEffect(() => {
    if (editor === undefined || (marks.length === 0 && !hadMarks.current)) return;
    hadMarks.current = marks.length > 0;
    showEditorMarks(editor, marks);
  }, [editor, marks]);

  useEffect(() => {
    const keys = {
      add(kind: 'comment' | 'suggestion') {
        if (editor !== undefined) add(kind, rangeToComment(editor));
      },
      togglePanel: () => onShown(!shown),
    };
    const current = { ...keys, commands: commentCommands(keys) };
    currentComments.set(current);
    return () => {
      if (currentComments.get() === current) currentComments.set(undefined);
    };
  }, [add, editor, onShown, shown]);

  const show = useCallback(
    ({ place }: Discussion) => {
      if (editor === undefined || place === undefined) return;
      if (!matchMedia('(min-width: 75em)').matches) onShown(false);
      const { length } = editor.state.doc;
      const anchor = Math.min(place.from, length);
      editor.dispatch({
        selection: { anchor, head: Math.min(place.to, length) },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      editor.focus();
    },
    [editor, onShown],
  );

  return (
    <CommentsPanel
      comments={comments}
      shown={shown}
      onShown={onShown}
      onShow={show}
      hint={commentsText.emptyEditor}
    />
  );
}
