import { useMediaQuery } from '@mantine/hooks';
import { textHash } from '@holdfast/shared/model/ids';
import type { Runbook } from '@holdfast/shared/model/runbook';
import { historyDocument, historyEntries, readVersions } from '@holdfast/shared/model/versions';
import { IconArrowLeft, IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { runbookHistoryPath, runbookPath } from '../app/routes.ts';
import { useDocument } from '../documents/use-document.ts';
import { useRunbookPart } from '../documents/use-runbook.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { historyText } from '../ui/text/history.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { chooseVersions, versionEntries } from './choose-versions.ts';
import { Comparison } from './comparison.tsx';
import { VersionList } from './version-list.tsx';
import classes from './history-page.module.css';

interface HistoryPageProps {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
  /** As in the route. */
  readonly from: string;
  readonly to: string;
}

/** The past of a runbook's text: its versions, what changed between any two, and the way back. */
export function HistoryPage(props: HistoryPageProps) {
  const { open } = props;
  const { title } = useRunbookPart(open.doc, titleOf);
  usePageTitle(historyText.titleOf(title));
  const state = useDocument(historyDocument(open.name));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Link href={runbookPath(open.name)} className={classes.back}>
          <IconArrowLeft size={15} aria-hidden="true" />
          {historyText.back}
        </Link>
        <h1 className={classes.title} dir="auto">
          {historyText.titleOf(title)}
        </h1>
      </header>
      {state.kind === 'ready' ? (
        <Versions {...props} history={state.open} />
      ) : (
        <p className={classes.words} role="status">
          {state.kind === 'failed' ? historyText.failed : historyText.opening}
        </p>
      )}
    </div>
  );
}

function Versions(props: HistoryPageProps & { readonly history: OpenDocument }) {
  const { open, history } = props;
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const array = useMemo(() => historyEntries(history.doc), [history]);
  const versions = useYSelector(array, versionsOf);
  const present = useRunbookPart(open.doc, presentOf);
  const now = useMemo(() => textHash(present.body), [present.body]);
  const entries = useMemo(() => versionEntries(versions, now), [versions, now]);
  const isAsked = props.from !== '' || props.to !== '';
  const choice = chooseVersions(entries, props);
  if (versions.length === 0 && !isAsked) {
    return (
      <MessagePage title={historyText.emptyTitle} icon={<IconHistory size={30} stroke={1.5} />}>
        {historyText.empty}
      </MessagePage>
    );
  }
  return (
    <div className={classes.columns}>
      {(phone !== true || !isAsked) && (
        <VersionList
          name={open.name}
          entries={entries}
          shown={phone === true ? undefined : (choice.to ?? undefined)}
        />
      )}
      {(phone !== true || isAsked) && (
        <div className={classes.main}>
          {phone === true && (
            <Link href={runbookHistoryPath(open.name)} className={classes.back}>
              <IconArrowLeft size={15} aria-hidden="true" />
              {historyText.allVersions}
            </Link>
          )}
          <Comparison
            {...props}
            entries={entries}
            versions={versions}
            choice={choice}
            present={present}
            narrow={phone === true}
          />
        </div>
      )}
    </div>
  );
}

function titleOf({ title }: Runbook) {
  return { title };
}

function presentOf({ body, changedBy, changedAtMs }: Runbook) {
  return { body, changedBy, changedAtMs };
}

function versionsOf(array: Y.Array<unknown>) {
  return array.doc === null ? [] : readVersions(array.doc);
}
