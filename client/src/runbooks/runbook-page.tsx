import { Button, Text } from '@mantine/core';
import { IconArchive, IconPencil } from '@tabler/icons-react';
import { frontMatterFields } from '@holdfast/shared/markdown/front-matter-fields';
import { declaredVariables } from '@holdfast/shared/markdown/variables';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { DisabledButton } from '../access/disabled-button.tsx';
import { ReadOnlyNote } from '../access/read-only-note.tsx';
import { useMay } from '../access/use-may.ts';
import { WhyNot, Writes } from '../access/writes.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { runbookEditPath } from '../app/routes.ts';
import { CommentsButton } from '../comments/comments-button.tsx';
import type { ReadingLayer } from '../comments/reading-layer.ts';
import { RunbookNotes } from '../trust/runbook-notes.tsx';
import { RunButton } from '../drills/run-button.tsx';
import { RunsOfRunbook } from '../drills/runs-of-runbook.tsx';
import { useRunbook } from '../documents/use-runbook.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { DocumentImages } from '../ui/markdown/document-images.tsx';
import { FrontMatter } from '../ui/markdown/front-matter.tsx';
import { VariableTable } from '../ui/markdown/variable-table.tsx';
import { MarkdownView } from '../ui/markdown/markdown-view.tsx';
import type { MarkdownPieces } from '../ui/markdown/markdown-pieces.ts';
import { useMarkdown } from '../ui/markdown/use-markdown.ts';
import { goToSection } from '../ui/markdown/section-anchor.ts';
import { Outline } from '../ui/markdown/outline.tsx';
import { readerText } from '../ui/text/reader.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { RelatedRunbooks } from './related-runbooks.tsx';
import { RunbookMenu } from './runbook-menu.tsx';
import { RunbookMeta } from './runbook-meta.tsx';
import { useLinkResolver } from './use-link-resolver.ts';
import { useRunbookActions } from './use-runbook-actions.tsx';
import classes from './runbook-page.module.css';

const ReadingComments = lazyScreen(
  async () => (await import('../comments/reading-comments.tsx')).ReadingComments,
  () => null,
);

/** A runbook as it is read. */
export function RunbookPage(props: { readonly open: OpenDocument }) {
  const { open } = props;
  const runbook = useRunbook(open.doc);
  const { title, body } = runbook;
  usePageTitle(title);
  const markdown = useMarkdown(body, title);
  const fields = useMemo(() => frontMatterFields(body), [body]);
  const variables = useMemo(() => declaredVariables(body), [body]);
  const resolve = useLinkResolver(runbook.sourcePath);
  useSectionInAddress(markdown);
  const area = useRef<HTMLElement>(null);
  const [layer, setLayer] = useState<ReadingLayer>();
  const [commentsShown, setCommentsShown] = useState(false);
  const isSettled = useSettled();
  return (
    <div className={classes.page} data-beside={commentsShown}>
      <article ref={area} className={classes.article} aria-labelledby="runbook-title">
        {runbook.archived && <ArchivedBanner name={open.name} title={title} />}
        <header className={classes.header}>
          <h1 id="runbook-title" dir="auto" className={classes.title}>
            {title}
          </h1>
          <div className={classes.tools}>
            <EditButton name={open.name} />
            <RunButton name={open.name} title={title} />
            <CommentsButton name={open.name} shown={commentsShown} onShown={setCommentsShown} />
            <RunbookMenu name={open.name} title={title} archived={runbook.archived} />
          </div>
        </header>
        <WhyNot operation="read" doc={open.name} />
        <RunbookMeta name={open.name} runbook={runbook} />
        <RunbookNotes open={open} body={body} place="list" />
        <RunsOfRunbook name={open.name} />
        <FrontMatter
          fields={fields}
          listed={[...runbook.components, ...runbook.alerts]}
          {...(variables.length > 0 ? { without: 'variables' } : {})}
        />
        <VariableTable variables={variables} />
        {body.trim() === '' ? (
          <EmptyBody name={open.name} />
        ) : (
          <DocumentImages doc={open.doc}>
            <MarkdownView
              markdown={markdown}
              resolve={resolve}
              marks={layer?.marks}
              components={layer?.components}
            />
          </DocumentImages>
        )}
        <RelatedRunbooks name={open.name} text={body} />
      </article>
      <div className={classes.outline}>
        <Outline entries={markdown.outline} />
      </div>
      {(isSettled || commentsShown) && (
        <ReadingComments
          open={open}
          markdown={markdown}
          area={area}
          shown={commentsShown}
          onShown={setCommentsShown}
          onLayer={setLayer}
        />
      )}
    </div>
  );
}

/** Leads to the editor; where the role does not allow writing, says so and whom to ask. */
function EditButton({ name }: { readonly name: string }) {
  const may = useMay('edit', name);
  const icon = <IconPencil size={15} aria-hidden="true" />;
  if (!may.ok) {
    return (
      <DisabledButton why={may.why} icon={icon}>
        {readerText.edit}
      </DisabledButton>
    );
  }
  return (
    <Button
      component={Link}
      href={runbookEditPath(name)}
      size="xs"
      variant="default"
      leftSection={icon}
    >
      {readerText.edit}
    </Button>
  );
}

/** The text is on screen by then. */
const commentsAfterMs = 250;

/** False at first: the text comes before what is said of it. */
function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), commentsAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}

function ArchivedBanner(props: { readonly name: string; readonly title: string }) {
  const actions = useRunbookActions();
  return (
    <div className={classes.archived}>
      <IconArchive size={16} aria-hidden="true" />
      <span>{readerText.archivedBanner}</span>
      <Writes operation="edit" doc={props.name} isSaid>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => actions.restore(props.name, props.title)}
        >
          {readerText.bringBack}
        </Button>
      </Writes>
    </div>
  );
}

function EmptyBody(props: { readonly name: string }) {
  const may = useMay('edit', props.name);
  return (
    <div className={classes.empty}>
      <Text fw={600}>{readerText.emptyTitle}</Text>
      <Text size="sm" c="dimmed">
        {readerText.empty}
      </Text>
      {may.ok ? (
        <Button component={Link} href={runbookEditPath(props.name)} size="xs" w="fit-content">
          {readerText.startWriting}
        </Button>
      ) : (
        <ReadOnlyNote why={may.why} />
      )}
    </div>
  );
}

/** The text is drawn after the browser looked for the address's anchor, bit by bit: look again. */
function useSectionInAddress(markdown: MarkdownPieces): void {
  const sought = useRef(true);
  useEffect(() => {
    if (!sought.current) return;
    if (goToHash() || markdown.complete) sought.current = false;
  }, [markdown]);
  useEffect(() => {
    const go = () => {
      sought.current = !goToHash();
    };
    window.addEventListener('hashchange', go);
    return () => window.removeEventListener('hashchange', go);
  }, []);
}

/** True where there is nothing more to look for. */
function goToHash(): boolean {
  const hash = location.hash.slice(1);
  if (hash === '') return true;
  try {
    return goToSection(decodeURIComponent(hash));
  } catch {
    // A mistyped address leads to the top.
    return true;
  }
}
