import { Button } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { readRunbook, runbookBody } from '@holdfast/shared/model/runbook';
import { memo, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { ForOthersPage } from '../access/for-others-page.tsx';
import { useMay } from '../access/use-may.ts';
import { useProjections } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { OtherWorkspaces } from '../app/other-workspaces.tsx';
import { noFilter, routeToPath, type Route } from '../app/routes.ts';
import { useDocument } from '../documents/use-document.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { readerText } from '../ui/text/reader.ts';
import { editorText } from '../ui/text/editor.ts';
import { historyText } from '../ui/text/history.ts';
import { shellText } from '../ui/text/shell.ts';
import { createUndo } from './editor/field-edit.ts';
import { RunbookPage } from './runbook-page.tsx';
import type * as Y from 'yjs';
import classes from './runbook-page.module.css';

const EditPage = lazyScreen(
  async () => (await import('./edit-page.tsx')).EditPage,
  () => (
    <p className={classes.opening} role="status">
      {editorText.loading}
    </p>
  ),
);

/** The text is on screen by then, and read. */
const editorAheadMs = 800;

const HistoryPage = lazyScreen(
  async () => (await import('../history/history-page.tsx')).HistoryPage,
  () => (
    <p className={classes.opening} role="status">
      {historyText.opening}
    </p>
  ),
);

type RunbookPlace = Extract<Route, { readonly page: 'runbook' | 'edit' | 'history' }>;

/** One runbook, read, edited or with its past; its document stays open across these. */
export function RunbookRoute(props: { readonly name: string; readonly route: RunbookPlace }) {
  const state = useDocument(props.name);
  switch (state.kind) {
    case 'opening':
      return (
        <p className={classes.opening} role="status">
          {readerText.opening}
        </p>
      );
    case 'failed':
      return (
        <MessagePage whole title={readerText.failedTitle}>
          <p>{readerText.failed}</p>
          <Link href={routeToPath({ page: 'sync' })}>{shellText.sync}</Link>
        </MessagePage>
      );
    case 'ready':
      return <OpenRunbook open={state.open} route={props.route} />;
  }
}

function OpenRunbook(props: { readonly open: OpenDocument; readonly route: RunbookPlace }) {
  const { open } = props;
  const projections = useProjections();
  const empty = useYSelector(open.doc, isEmpty);
  if (empty && projections?.has(open.name) !== true) return <NotHere name={open.name} />;
  return <OpenPage open={open} route={props.route} />;
}

/** Projections change with every edit; the page itself does not depend on them. */
const OpenPage = memo(function OpenPage(props: {
  readonly open: OpenDocument;
  readonly route: RunbookPlace;
}) {
  const { open, route } = props;
  // Here, and not in the editor, so that a look at the reading view does not take undo away.
  const [undoManager] = useState(() =>
    createUndo(runbookBody(open.doc), [open.doc.getArray('comments')]),
  );
  useEditorAhead();
  switch (route.page) {
    case 'edit':
      return <EditPage open={open} undoManager={undoManager} />;
    case 'history':
      return <HistoryPage open={open} undoManager={undoManager} from={route.from} to={route.to} />;
    case 'runbook':
      return <RunbookPage open={open} />;
  }
});

/** Fetches the editor while somebody reads. */
function useEditorAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      EditPage.preload().catch(() => undefined);
    }, editorAheadMs);
    return () => clearTimeout(timer);
  }, []);
}

/** Nothing was ever written to it, here or as far as this device has heard. */
function isEmpty(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0 && readRunbook(doc).body === '';
}

function NotHere({ name }: { readonly name: string }) {
  const may = useMay('read', name);
  if (!may.ok) return <ForOthersPage why={may.why} />;
  return (
    <MessagePage
      whole
      title={readerText.missingTitle}
      icon={<IconFileOff size={30} stroke={1.5} />}
    >
      <p>{readerText.missing}</p>
      <OtherWorkspaces />
      <Button
        component={Link}
        href={routeToPath({ page: 'runbooks', filter: noFilter })}
        variant="default"
        w="fit-content"
      >
        {shellText.goToRunbooks}
      </Button>
    </MessagePage>
  );
}
