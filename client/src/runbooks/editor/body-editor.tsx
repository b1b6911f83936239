import { runbookBody, touchRunbook } from '@holdfast/shared/model/runbook';
import { useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type * as Y from 'yjs';
import { useHub, useObservable, useReadProjections } from '../../app/hub-context.tsx';
import type { HubClient, OpenDocument } from '../../hub/client-api.ts';
import { showNotice } from '../../ui/notice.tsx';
import { presenceColor } from '../../ui/presence-colors.ts';
import { createEditor } from './create-editor.ts';
import { EditorBar } from './editor-bar.tsx';
import { takeImages } from './images/take-images.ts';
import { lintAgain } from './lint/lint-extension.ts';
import { SecretDialog } from './paste/secret-dialog.tsx';
import { holdSecrets, type HeldInsertion } from './paste/secret-guard.ts';
import { ownersFieldId } from './pills-field.tsx';
import { createTouch } from './touch.ts';
import { writingHelp } from './writing-help.ts';
import classes from './body-editor.module.css';

/** The text of a runbook in an editor that others may be in as well. */
export function BodyEditor(props: {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
  /** Others' edits still arrive; nothing is written here. */
  readonly locked: boolean;
  /** Told by the caller, who reads them anyway: a second reading would cost at each pause. */
  readonly owners: readonly string[];
  readonly onEditor: (editor: EditorView | undefined) => void;
}) {
  const { open, undoManager, locked, owners, onEditor } = props;
  const hub = useHub();
  const readProjections = useReadProjections();
  const parent = useRef<HTMLDivElement>(null);
  const created = useRef<ReturnType<typeof createEditor>>(undefined);
  const initiallyLocked = useRef(locked);
  const files = useRef<HTMLInputElement>(null);
  const [editor, setEditor] = useState<EditorView>();
  const [problems, setProblems] = useState<readonly Diagnostic[]>();
  const [listed, setListed] = useState(false);
  const [held, setHeld] = useState<HeldInsertion>();
  useCursorName(open, hub);

  useEffect(() => {
    if (parent.current === null) return undefined;
    const touch = createTouch({
      touch: () => touchRunbook(open.doc, Date.now(), hub.me.get().name),
      nowMs: () => performance.now(),
    });
    const editing = createEditor({
      parent: parent.current,
      text: runbookBody(open.doc),
      open,
      undoManager,
      beforeEdit: touch.beforeEdit,
      locked: initiallyLocked.current,
      admit: (transactions, view) => holdSecrets(transactions, view, setHeld),
      help: writingHelp({
        name: open.name,
        doc: open.doc,
        projections: readProjections,
        present: () => [hub.me.get().name, ...hub.people.get().map(({ name }) => name)],
        say: showNotice,
        separateUndo: () => undoManager.stopCapturing(),
        chooseImage: () => files.current?.click(),
        takeFiles: (taken, view, at) => void insertImages(taken, view, at, open.doc),
        onFound: setProblems,
        addOwner: () => document.getElementById(ownersFieldId)?.focus(),
        toggleList: () => setListed((shown) => !shown),
      }),
    });
    created.current = editing;
    onEditor(editing.view);
    setEditor(editing.view);
    // A keyboard that slides up unasked would hide half of a phone's screen.
    if (!matchMedia('(pointer: coarse)').matches) editing.view.focus();
    return () => {
      onEditor(undefined);
      created.current = undefined;
      setEditor(undefined);
      editing.destroy();
    };
  }, [hub, onEditor, open, readProjections, undoManager]);

  useEffect(() => {
    initiallyLocked.current = locked;
    created.current?.setLocked(locked);
  }, [locked]);

  useEffect(() => {
    if (editor !== undefined) lintAgain(editor);
  }, [editor, owners]);

  return (
    <>
      <div ref={parent} className={classes.editor} />
      <EditorBar
        doc={open.doc}
        editor={editor}
        problems={problems}
        locked={locked}
        listed={listed}
        onList={setListed}
        onAddImage={() => files.current?.click()}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/gif,image/webp"
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          if (editor !== undefined) void insertImages(chosen, editor, undefined, open.doc);
        }}
      />
      {held !== undefined && (
        <SecretDialog
          held={held}
          onClose={() => {
            setHeld(undefined);
            editor?.focus();
          }}
        />
      )}
    </>
  );
}

/** Keeps files as images and writes them where they were dropped, or where the caret is. */
async function insertImages(
  files: readonly File[],
  view: EditorView,
  at: number | undefined,
  doc: Y.Doc,
): Promise<void> {
  if (view.state.readOnly) return;
  const { markdown, problems } = await takeImages(files, {
    doc,
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    nowMs: () => Date.now(),
  });
  for (const problem of problems) showNotice(problem);
  if (markdown === '') return;
  const { main } = view.state.selection;
  const from = Math.min(at ?? main.from, view.state.doc.length);
  view.dispatch({
    changes: { from, to: at === undefined ? main.to : from, insert: markdown },
    selection: { anchor: from + markdown.length },
    userEvent: 'input.drop',
    scrollIntoView: true,
  });
  view.focus();
}

/** Puts this person's name and colour beside their caret on other screens. */
function useCursorName(open: OpenDocument, hub: Pick<HubClient, 'me'>): void {
  const me = useObservable(hub.me);
  useEffect(() => {
    const tell = () =>
      open.awareness.setLocalStateField('user', {
        name: me.name,
        colorIndex: me.color,
        // For other programs, which know no palette.
        color: presenceColor(me.color),
        colorLight: `${presenceColor(me.color)}33`,
      });
    tell();
    // A document that had to change its client id has a new awareness, which knows no name.
    let { awareness } = open;
    const onUpdate = () => {
      if (open.awareness === awareness) return;
      awareness = open.awareness;
      tell();
    };
    open.doc.on('update', onUpdate);
    return () => open.doc.off('update', onUpdate);
  }, [me, open]);
}
