import { Button } from '@mantine/core';
import { IconFileOff, IconTargetOff } from '@tabler/icons-react';
import { readDrill } from '@holdfast/shared/model/drill';
import { readRuns } from '@holdfast/shared/model/run';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { ForOthersPage } from '../access/for-others-page.tsx';
import { useMay } from '../access/use-may.ts';
import { useProjections } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { OtherWorkspaces } from '../app/other-workspaces.tsx';
import { noDrillFilter, routeToPath } from '../app/routes.ts';
import { useDocument } from '../documents/use-document.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { createRunStore, useRunState } from '../runs/run-store.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { runsText } from '../ui/text/runs.ts';
import { shellText } from '../ui/text/shell.ts';
import { roomRun } from './room-run.ts';
import { DrillPage } from './drill-page.tsx';
import { useSealAtEnd } from './use-seal-at-end.ts';
import type * as Y from 'yjs';
import classes from './drill-page.module.css';

const words = runsText.view;

/** Ticking off a practice run can do without it. */
const OpenRoom = lazyScreen(
  async () => (await import('./room/open-room.tsx')).OpenRoom,
  () => (
    <p className={classes.opening} role="status">
      {words.opening}
    </p>
  ),
);

/** One drill: its room, or the run of it that is called `run`; of a practice run, the first. */
export function DrillRoute(props: {
  readonly name: string;
  readonly run: string;
  readonly part?: 'report';
}) {
  const state = useDocument(props.name);
  switch (state.kind) {
    case 'opening':
      return (
        <p className={classes.opening} role="status">
          {words.opening}
        </p>
      );
    case 'failed':
      return (
        <MessagePage whole title={words.failedTitle}>
          <p>{words.failed}</p>
          <Link href={routeToPath({ page: 'sync' })}>{shellText.sync}</Link>
        </MessagePage>
      );
    case 'ready':
      return <OpenDrill open={state.open} run={props.run} part={props.part} />;
  }
}

interface Shown {
  readonly open: OpenDocument;
  readonly run: string;
  readonly part: 'report' | undefined;
}

function OpenDrill({ open, run, part }: Shown) {
  const projections = useProjections();
  useSealAtEnd(open);
  const empty = useYSelector(open.doc, isEmpty);
  const place = useYSelector(open.doc, placeOf);
  const ids = useYSelector(open.doc, runIds);
  // A run that has not arrived yet, or never was: then the first.
  const chosen = ids.includes(run) ? run : undefined;
  const store = useMemo(() => createRunStore(open.doc, chosen), [open.doc, chosen]);
  const state = useRunState(store);
  const wantsRoom =
    part !== undefined || run === roomRun || (place === 'room' && chosen === undefined);
  if (wantsRoom && place !== 'nothing') return <OpenRoom open={open} part={part} />;
  if (state !== undefined) {
    return <DrillPage key={state.run.id} open={open} store={store} run={state.run} />;
  }
  if (empty && projections?.has(open.name) !== true) return <NotHere name={open.name} />;
  return (
    <MessagePage whole title={words.noRunTitle} icon={<IconTargetOff size={30} stroke={1.5} />}>
      <p>{words.noRun}</p>
      <ToDrills />
    </MessagePage>
  );
}

/** What a drill's own address leads to: its room, or the first run of one that began with it. */
function placeOf(doc: Y.Doc): 'room' | 'run' | 'nothing' {
  const { state, runs, entries } = readDrill(doc);
  if (state.planned !== undefined) return 'room';
  if (runs.length > 0) return 'run';
  return entries.length > 0 ? 'room' : 'nothing';
}

function runIds(doc: Y.Doc): readonly string[] {
  return readRuns(doc).map(({ id }) => id);
}

/** Nothing was ever written to it, here or as far as this device has heard. */
function isEmpty(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0 && readDrill(doc).title === '';
}

function NotHere({ name }: { readonly name: string }) {
  const may = useMay('read', name);
  if (!may.ok) return <ForOthersPage why={may.why} />;
  return (
    <MessagePage whole title={words.missingTitle} icon={<IconFileOff size={30} stroke={1.5} />}>
      <p>{words.missing}</p>
      <OtherWorkspaces />
      <ToDrills />
    </MessagePage>
  );
}

function ToDrills() {
  return (
    <Button
      component={Link}
      href={routeToPath({ page: 'drills', filter: noDrillFilter })}
      variant="default"
      w="fit-content"
    >
      {words.goToDrills}
    </Button>
  );
}
