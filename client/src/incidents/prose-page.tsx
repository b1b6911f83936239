import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowLeft, IconFileDownload, IconPrinter, IconSparkles } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { incidentPath, type IncidentProse } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import editClasses from '../runbooks/edit-page.module.css';
import bodyClasses from '../runbooks/editor/body-editor.module.css';
import { createEditor } from '../runbooks/editor/create-editor.ts';
import { createUndo } from '../runbooks/editor/field-edit.ts';
import { SecretDialog } from '../runbooks/editor/paste/secret-dialog.tsx';
import { holdSecrets, type HeldInsertion } from '../runbooks/editor/paste/secret-guard.ts';
import { useLinkResolver } from '../runbooks/use-link-resolver.ts';
import { DoubtsOf, useIsChecking } from '../signing/doubts.tsx';
import { MarkdownView } from '../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../ui/markdown/use-markdown.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { describeMinute } from '../ui/when.ts';
import { useDownloadIncident } from './export-incident.ts';
import { type ShownIncident, useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { IncidentPicture } from './report/incident-picture.tsx';
import { useIncidentWords } from './incident-words.ts';
import { useMerged } from './merged-incidents.tsx';
import { draftDoubt } from './draft-doubts.ts';
import { draftPostmortem } from './postmortem-draft.ts';
import classes from './prose-page.module.css';
import { ReadOnlyNote } from '../access/read-only-note.tsx';
import { useMay } from '../access/use-may.ts';

const words = incidentsText.prose;
const icon = { size: 15, 'aria-hidden': true } as const;
type View = 'write' | 'preview';

/** Notes or the post-mortem of an incident: Markdown that everybody writes together. */
export function ProsePage(props: { readonly open: OpenDocument; readonly part: IncidentProse }) {
  const shown = useShownIncident();
  const { all } = useMerged();
  const documents = useMemo(() => [shown, ...all.map((one) => one.shown)], [all, shown]);
  return (
    <DoubtsOf documents={documents}>
      <Prose {...props} documents={documents} />
    </DoubtsOf>
  );
}

function Prose(props: {
  readonly open: OpenDocument;
  readonly part: IncidentProse;
  readonly documents: readonly ShownIncident[];
}) {
  const { open, part } = props;
  const download = useDownloadIncident();
  const { name, store, doc } = useShownIncident();
  const incident = useIncident(store);
  const merged = useMerged().all.map((one) => one.incident);
  const isChecking = useIsChecking();
  const names = useIncidentWords();
  const title = incident.state.title.now?.value ?? incidentsText.untitled;
  const heading = words[part].title;
  usePageTitle(`${heading}, ${title}`);
  const may = useMay('edit', name);
  const [chosen, setView] = useState<View>('write');
  const view = may.ok ? chosen : 'preview';
  const text = useMemo(() => doc.getText(part), [doc, part]);
  const isEmpty = useYSelector(text, lengthOf) === 0;

  return (
    <div className={editClasses.page}>
      <header className={classes.header}>
        <Link href={incidentPath(name)} className={classes.back}>
          <IconArrowLeft {...icon} />
          <span dir="auto">{title}</span>
        </Link>
        <h1 className={classes.title}>{heading}</h1>
        <div className={classes.tools}>
          {part === 'postmortem' && isEmpty && may.ok && (
            <Button
              size="xs"
              loading={isChecking}
              leftSection={<IconSparkles {...icon} />}
              onClick={() =>
                text.insert(
                  0,
                  draftPostmortem(
                    incident,
                    describeMinute,
                    names,
                    merged,
                    draftDoubt(props.documents),
                  ),
                )
              }
            >
              {words.fill}
            </Button>
          )}
          {may.ok && (
            <SegmentedControl
              size="xs"
              aria-label={words.views}
              value={view}
              data={[
                { value: 'write', label: words.write },
                { value: 'preview', label: words.preview },
              ]}
              onChange={(value) => setView(value === 'preview' ? 'preview' : 'write')}
            />
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileDownload {...icon} />}
            onClick={() => download(name, doc, title, 'markdown')}
          >
            {words.export}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter {...icon} />}
            onClick={() => window.print()}
          >
            {words.print}
          </Button>
        </div>
      </header>
      {!may.ok && <ReadOnlyNote why={may.why} />}
      <div className={editClasses.panes} data-view={view}>
        {may.ok && (
          <section className={editClasses.write} aria-label={words.write}>
            <Editor open={open} text={text} part={part} />
          </section>
        )}
        <section className={editClasses.preview} aria-label={words.preview}>
          {part === 'postmortem' && <IncidentPicture incident={incident} />}
          <Preview text={text} title={heading} />
        </section>
      </div>
    </div>
  );
}

function lengthOf(text: Y.Text): number {
  return text.length;
}

function Editor(props: {
  readonly open: OpenDocument;
  readonly text: Y.Text;
  readonly part: IncidentProse;
}) {
  const { open, text, part } = props;
  const parent = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<HeldInsertion>();
  useEffect(() => {
    if (parent.current === null) return undefined;
    const undoManager = createUndo(text);
    const editor = createEditor({
      parent: parent.current,
      text,
      open,
      undoManager,
      beforeEdit: () => undefined,
      help: [],
      admit: (transactions, view) => holdSecrets(transactions, view, setHeld),
      locked: false,
      words: words[part],
    });
    if (!matchMedia('(pointer: coarse)').matches) editor.view.focus();
    return () => {
      editor.destroy();
      undoManager.destroy();
    };
  }, [open, part, text]);
  return (
    <>
      <div ref={parent} className={bodyClasses.editor} />
      {held !== undefined && <SecretDialog held={held} onClose={() => setHeld(undefined)} />}
    </>
  );
}

function Preview(props: { readonly text: Y.Text; readonly title: string }) {
  const body = useYSelector(props.text, wordsOf);
  const markdown = useMarkdown(body, props.title);
  const resolve = useLinkResolver('');
  if (body.trim() === '') return <p className={editClasses.nothing}>{words.empty}</p>;
  return <MarkdownView markdown={markdown} resolve={resolve} />;
}

function wordsOf(text: Y.Text): string {
  return text.toJSON();
}
