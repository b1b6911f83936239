import { runbookBody, touchRunbook } from '@holdfast/shared/model/runbook';
import { useEffect, useRef } from 'react';
import type { EditorView } from '@codemirror/view';
import type * as Y from 'yjs';
import { useHub, useObservable } from '../../app/hub-context.tsx';
import type { HubClient, OpenDocument } from '../../hub/client-api.ts';
import { presenceColor } from '../../ui/presence-colors.ts';
import { createEditor } from './create-editor.ts';
import { createTouch } from './touch.ts';
import classes from './body-editor.module.css';

/** The text of a runbook in an editor that others may be in as well. */
export function BodyEditor(props: {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
  /** Others' edits still arrive; nothing is written here. */
  readonly locked: boolean;
  readonly onEditor: (editor: EditorView | undefined) => void;
}) {
  const { open, undoManager, locked, onEditor } = props;
  const hub = useHub();
  const parent = useRef<HTMLDivElement>(null);
  const created = useRef<ReturnType<typeof createEditor>>(undefined);
  const initiallyLocked = useRef(locked);
  useCursorName(open, hub);
  useEffect(() => {
    if (parent.current === null) return undefined;
    const touch = createTouch({
      touch: () => touchRunbook(open.doc, Date.now(), hub.me.get().name),
      nowMs: () => performance.now(),
    });
    const editor = createEditor({
      parent: parent.current,
      text: runbookBody(open.doc),
      open,
      undoManager,
      beforeEdit: touch.beforeEdit,
      locked: initiallyLocked.current,
    });
    created.current = editor;
    onEditor(editor.view);
    // A keyboard that slides up unasked would hide half of a phone's screen.
    if (!matchMedia('(pointer: coarse)').matches) editor.view.focus();
    return () => {
      onEditor(undefined);
      created.current = undefined;
      editor.destroy();
    };
  }, [hub, onEditor, open, undoManager]);
  useEffect(() => {
    initiallyLocked.current = locked;
    created.current?.setLocked(locked);
  }, [locked]);
  return <div ref={parent} className={classes.editor} />;
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
