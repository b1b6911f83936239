import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState, type RefObject } from 'react';
import { Link } from 'wouter';
import type { EditorView } from '@codemirror/view';
import type * as Y from 'yjs';
import { ReadOnlyNote } from '../access/read-only-note.tsx';
import { useMay } from '../access/use-may.ts';
import { useHub } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { runbookPath } from '../app/routes.ts';
import { CommentsButton } from '../comments/comments-button.tsx';
import { currentComments } from '../comments/current-comments.ts';
import type { Runbook } from '@holdfast/shared/model/runbook';
import { useRunbookPart } from '../documents/use-runbook.ts';
import { useVersionRecorder } from '../history/use-version-recorder.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { setPreferences, usePreferences, type Preferences } from '../settings/preferences.ts';
import { DocumentImages } from '../ui/markdown/document-images.tsx';
import { MarkdownView } from '../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../ui/markdown/use-markdown.ts';
import { editorText } from '../ui/text/editor.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { useLock } from '../trust/lock-bar.tsx';
import { RunbookNotes } from '../trust/runbook-notes.tsx';
import { BodyEditor } from './editor/body-editor.tsx';
import { EditorToolbar } from './editor/editor-toolbar.tsx';
import { PillsField } from './editor/pills-field.tsx';
import { TitleField } from './editor/title-field.tsx';
import { RunbookMenu } from './runbook-menu.tsx';
import { useLinkResolver } from './use-link-resolver.ts';
import { usePreviewScroll } from './use-preview-scroll.ts';
import { useTextInView } from './use-text-in-view.ts';
import classes from './edit-page.module.css';

type View = Preferences['editorView'];

const EditingComments = lazyScreen(
  async () => (await import('../comments/editing-comments.tsx')).EditingComments,
  () => null,
);

/** A runbook as it is written, with others. There is nothing to save: every keystroke is kept. */
export function EditPage(props: {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
}) {
  const { open, undoManager } = props;
  const runbook = useRunbookPart(open.doc, fieldsOf);
  usePageTitle(runbook.title);
  const may = useMay('edit', open.name);
  useVersionRecorder(open, may.ok);
  const locked = useLock(open.doc) !== undefined || !may.ok;
  const [view, setView, views] = useView();
  const [editor, setEditor] = useState<EditorView>();
  const pane = useRef<HTMLElement>(null);
  const page = useRef<HTMLDivElement>(null);
  useTextInView(page, editor);
  const [commentsShown, setCommentsShown] = useState(false);
  return (
    <div ref={page} className={classes.page}>
      <header className={classes.header}>
        <VisuallyHidden component="h1">{runbook.title}</VisuallyHidden>
        <TitleField doc={open.doc} runbook={runbook} locked={locked} />
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={editorText.view}
            value={view}
            data={views.map((value) => ({ value, label: editorText[value] }))}
            onChange={(value) => {
              const chosen = views.find((one) => one === value);
              if (chosen !== undefined) setView(chosen);
            }}
          />
          <Button
            component={Link}
            href={runbookPath(open.name)}
            size="xs"
            leftSection={<IconCheck size={15} aria-hidden="true" />}
          >
            {editorText.done}
          </Button>
          <CommentsButton name={open.name} shown={commentsShown} onShown={setCommentsShown} />
          <RunbookMenu name={open.name} title={runbook.title} archived={runbook.archived} />
        </div>
      </header>
      <div className={classes.fields}>
        <PillsField doc={open.doc} field="owners" values={runbook.owners} locked={locked} />
        <PillsField doc={open.doc} field="tags" values={runbook.tags} locked={locked} />
      </div>
      {!may.ok && <ReadOnlyNote why={may.why} />}
      <Notes open={open} />
      <div className={classes.panes} data-view={view}>
        <section className={classes.write} aria-label={editorText.write}>
          <EditorToolbar
            editor={editor}
            locked={locked}
            onComment={() => currentComments.get()?.add('comment')}
          />
          <BodyEditor
            open={open}
            undoManager={undoManager}
            locked={locked}
            owners={runbook.owners}
            onEditor={setEditor}
          />
        </section>
        <section ref={pane} className={classes.preview} aria-label={editorText.previewLabel}>
          {view !== 'write' && (
            <Preview doc={open.doc} pane={pane} beside={view === 'both' ? editor : undefined} />
          )}
        </section>
        <EditingComments
          open={open}
          editor={editor}
          shown={commentsShown}
          onShown={setCommentsShown}
        />
      </div>
    </div>
  );
}

/** What stands around the text; the text itself is drawn by the editor and the preview alone. */
function fieldsOf({ title, titleFrom, owners, tags, archived }: Runbook) {
  return { title, titleFrom, owners, tags, archived };
}

function bodyOf({ body }: Runbook) {
  return { body };
}

/** Drawn apart, as it follows the text. */
function Notes(props: { readonly open: OpenDocument }) {
  const { body } = useRunbookPart(props.open.doc, bodyOf);
  return <RunbookNotes open={props.open} body={body} place="strip" />;
}

function previewOf({ body, title, sourcePath }: Runbook) {
  return { body, title, sourcePath };
}

function Preview(props: {
  readonly doc: Y.Doc;
  readonly pane: RefObject<HTMLElement | null>;
  /** The editor that is in view as well. */
  readonly beside: EditorView | undefined;
}) {
  const { body, title, sourcePath } = useRunbookPart(props.doc, previewOf);
  const markdown = useMarkdown(body, title);
  const resolve = useLinkResolver(sourcePath);
  usePreviewScroll(props.beside, props.pane, markdown);
  if (body.trim() === '') return <p className={classes.nothing}>{editorText.emptyPreview}</p>;
  return (
    <DocumentImages doc={props.doc}>
      <MarkdownView markdown={markdown} resolve={resolve} />
    </DocumentImages>
  );
}

const wideViews: readonly View[] = ['write', 'both', 'preview'];
const narrowViews: readonly View[] = ['write', 'preview'];

/** What is shown: remembered on this device where there is room for both; on a phone it starts with writing. */
function useView(): readonly [View, (view: View) => void, readonly View[]] {
  const hub = useHub();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const { editorView } = usePreferences();
  const [narrowView, setNarrowView] = useState<View>('write');
  return wide
    ? [editorView, (next) => setPreferences(hub.device, { editorView: next }), wideViews]
    : [narrowView, setNarrowView, narrowViews];
}
