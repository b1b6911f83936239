import { Button } from '@mantine/core';
import { IconArchive, IconBook, IconTarget } from '@tabler/icons-react';
import { readDrill } from '@holdfast/shared/model/drill';
import type { Run } from '@holdfast/shared/model/run';
import { Link } from 'wouter';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { drillPath, runbookPath } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { RunView } from '../runs/run-view.tsx';
import type { RunStore } from '../runs/run-store.ts';
import { useRunState } from '../runs/run-store.ts';
import { durationInWords } from '../ui/duration.ts';
import { Moment } from '../ui/moment.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { runsText } from '../ui/text/runs.ts';
import { shellText } from '../ui/text/shell.ts';
import { useNow } from '../ui/use-now.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { drillRoomText } from '../ui/text/drill-room.ts';
import { roomRun } from './room-run.ts';
import { DrillSign } from './drill-mark.tsx';
import { DrillMenu } from './drill-menu.tsx';
import { RunLinks } from './run-links.tsx';
import { useDrillActions } from './use-drill-actions.tsx';
import type * as Y from 'yjs';
import classes from './drill-page.module.css';
import { Writes } from '../access/writes.tsx';

const words = runsText.view;
const elapsedEveryMs = 10_000;

/** A practice run: a runbook as it was written when the run began, ticked off in place. */
export function DrillPage(props: {
  readonly open: OpenDocument;
  readonly store: RunStore;
  readonly run: Run;
}) {
  const { open, store, run } = props;
  const meta = useYSelector(open.doc, drillMeta);
  const title = (meta.planned ? run.title : meta.title) || runsText.untitled;
  usePageTitle(title);
  return (
    <RunView name={open.name} doc={open.doc} store={store} run={run} title={title}>
      {meta.archived && <ArchivedBanner name={open.name} title={title} />}
      <header className={classes.header}>
        <div className={classes.heading}>
          <p className={classes.kind}>
            {meta.planned ? (
              <DrillSign kind={meta.drillKind} />
            ) : (
              <>
                <IconTarget size={15} aria-hidden="true" />
                <span>{runsText.practiceRun}</span>
              </>
            )}
            <Link href={drillPath(open.name, meta.planned ? '' : roomRun)} className={classes.link}>
              {meta.planned ? drillRoomText.toRoom : drillRoomText.toRoomLong}
            </Link>
          </p>
          <h1 dir="auto" className={classes.title}>
            {title}
          </h1>
        </div>
        <div className={classes.tools}>
          <DrillMenu
            name={open.name}
            title={title}
            archived={meta.archived}
            runbook={run.runbook}
          />
        </div>
      </header>
      <Meta name={open.name} run={run} store={store} />
      <RunLinks open={open} current={run.id} planned={meta.planned} />
    </RunView>
  );
}

function drillMeta(doc: Y.Doc) {
  const { title, archived, drillKind, state } = readDrill(doc);
  return { title, archived, drillKind, planned: state.planned !== undefined };
}

function Meta(props: { readonly name: string; readonly run: Run; readonly store: RunStore }) {
  const { run, store } = props;
  const runbook = useProjections()?.get(run.runbook);
  const state = useRunState(store);
  const isOpen = state?.outcome === 'open';
  const nowMs = useNow(elapsedEveryMs, isOpen);
  if (state === undefined) return null;
  const changed = runbook?.kind === 'runbook' && runbook.version !== run.version;
  const elapsed = durationInWords((isOpen ? nowMs : state.endedAtMs) - run.happenedAtMs);
  return (
    <>
      <div className={classes.meta}>
        <span>
          {words.startedBy(run.by)} <Moment atMs={run.happenedAtMs} />
        </span>
        <span>{isOpen ? words.since(elapsed) : words.took(elapsed)}</span>
        {runbook !== undefined && (
          <Link href={runbookPath(run.runbook)} className={classes.link}>
            <IconBook size={14} aria-hidden="true" />
            {words.openRunbook}
          </Link>
        )}
        <Others name={props.name} />
      </div>
      {changed && <p className={classes.changed}>{words.runbookChanged}</p>}
    </>
  );
}

function Others(props: { readonly name: string }) {
  const people = useObservable(useHub().people);
  const path = drillPath(props.name);
  const here = people.filter((one) => one.path?.split('?')[0] === path);
  if (here.length === 0) return null;
  return (
    <span className={classes.people}>
      {words.alsoHere}
      {here.map((person) => (
        <span key={person.id} className={classes.person}>
          <PersonAvatar name={person.name} color={person.color} />
          {person.name || shellText.people.unnamed}
        </span>
      ))}
    </span>
  );
}

function ArchivedBanner(props: { readonly name: string; readonly title: string }) {
  const actions = useDrillActions();
  return (
    <div className={classes.archived}>
      <IconArchive size={16} aria-hidden="true" />
      <span>{words.archivedBanner}</span>
      <Writes operation="edit" doc={props.name} isSaid>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => actions.restore(props.name, props.title)}
        >
          {words.bringBack}
        </Button>
      </Writes>
    </div>
  );
}
