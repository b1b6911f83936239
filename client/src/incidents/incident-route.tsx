import { IconFileOff } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { ForOthersPage } from '../access/for-others-page.tsx';
import { useMay } from '../access/use-may.ts';
import { useHub, useProjections } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { OtherWorkspaces } from '../app/other-workspaces.tsx';
import { incidentPath, routeToPath, type IncidentPart } from '../app/routes.ts';
import { useDocument } from '../documents/use-document.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { shellText } from '../ui/text/shell.ts';
import { useDownloadIncident } from './export-incident.ts';
import { composerId } from '../room/composer-id.ts';
import { incidentCommands } from './incident-commands.ts';
import { type CurrentIncident, currentIncident } from './current-incident.ts';
import { IncidentProvider, shownIncident } from './incident-context.tsx';
import { IncidentPage } from './incident-page.tsx';
import { IncidentRunPage } from './incident-run-page.tsx';
import { createIncidentStore, useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { MergedProvider, useMergedIncidents } from './merged-incidents.tsx';
import { useDraft } from '../room/use-drafts.ts';
import { beginVerb } from './verbs.ts';
import { useIncidentActions } from './use-incident-actions.tsx';
import classes from '../room/room.module.css';

const words = incidentsText.room;

/** It brings the editor along, which the room can do without. */
const ProsePage = lazyScreen(
  async () => (await import('./prose-page.tsx')).ProsePage,
  () => null,
);

/** Fetched when it is wanted: a room can do without. */
const ReportPage = lazyScreen(
  async () => (await import('./report/report-page.tsx')).ReportPage,
  () => null,
);

/** One incident: its room, or a run in it. */
export function IncidentRoute(props: {
  readonly name: string;
  readonly run?: string | undefined;
  readonly part?: IncidentPart | undefined;
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
      return <OpenIncident open={state.open} run={props.run} part={props.part} />;
  }
}

function OpenIncident(props: {
  readonly open: OpenDocument;
  readonly run: string | undefined;
  readonly part: IncidentPart | undefined;
}) {
  const { open } = props;
  const hub = useHub();
  const projections = useProjections();
  const shown = useMemo(
    () =>
      shownIncident({
        name: open.name,
        doc: open.doc,
        store: createIncidentStore(open.doc),
        context: hub.entryContext,
      }),
    [hub.entryContext, open],
  );
  const incident = useIncident(shown.store);
  const merged = useMergedIncidents(open.name);
  const actions = useIncidentActions();
  const names = useIncidentWords();
  const [, go] = useLocation();
  const download = useDownloadIncident();
  const [, , changeDraft] = useDraft(`incident ${open.name}`);
  useEffect(() => {
    const current = {
      ...shown,
      merged: merged.all.map((one) => one.shown),
      commands: (context: Parameters<CurrentIncident['commands']>[0]) =>
        incidentCommands({
          ...context,
          shown,
          actions,
          names,
          me: hub.me.get().name,
          go,
          download: (title, format) => download(shown.name, shown.doc, title, format),
          begin(verb) {
            changeDraft((draft) => beginVerb(draft, verb));
            const focus = () => document.getElementById(composerId)?.focus();
            if (document.getElementById(composerId) === null) go(incidentPath(open.name));
            requestAnimationFrame(focus);
          },
        }),
    };
    currentIncident.set(current);
    return () => {
      if (currentIncident.get() === current) currentIncident.set(undefined);
    };
  }, [actions, changeDraft, download, go, hub, merged, names, open.name, shown]);
  if (incident.entries.length === 0) {
    return projections?.has(open.name) === true ? (
      <p className={classes.opening} role="status">
        {words.opening}
      </p>
    ) : (
      <NotHere name={open.name} />
    );
  }
  return (
    <IncidentProvider value={shown}>
      <MergedProvider value={merged}>
        {props.part === 'report' ? (
          <ReportPage />
        ) : props.part !== undefined ? (
          <ProsePage key={props.part} open={open} part={props.part} />
        ) : props.run === undefined ? (
          <IncidentPage />
        ) : (
          <IncidentRunPage key={props.run} run={props.run} />
        )}
      </MergedProvider>
    </IncidentProvider>
  );
}

function NotHere({ name }: { readonly name: string }) {
  const may = useMay('read', name);
  if (!may.ok) return <ForOthersPage why={may.why} />;
  return (
    <MessagePage whole title={words.missingTitle} icon={<IconFileOff size={30} stroke={1.5} />}>
      <p>{words.missing}</p>
      <OtherWorkspaces />
      <Link href={routeToPath({ page: 'incidents', view: 'live' })}>{words.goToIncidents}</Link>
    </MessagePage>
  );
}
