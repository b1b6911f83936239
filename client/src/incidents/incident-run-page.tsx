import { IconArrowLeft, IconTargetOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import { incidentPath, runbookPath } from '../app/routes.ts';
import { createRunStore, useRunState } from '../runs/run-store.ts';
import { RunView } from '../runs/run-view.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { runsText } from '../ui/text/runs.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { DrillMark, SeverityMark, StatusMark } from './marks.tsx';
import classes from '../room/room.module.css';

/** A runbook that is run in an incident: its steps are ticked here, and tell on the timeline. */
export function IncidentRunPage(props: { readonly run: string }) {
  const { name, doc } = useShownIncident();
  const store = useMemo(() => createRunStore(doc, props.run), [doc, props.run]);
  const state = useRunState(store);
  const title = state?.run.title ?? incidentsText.untitled;
  usePageTitle(title);
  const runbook = useProjections()?.get(state?.run.runbook ?? '');
  if (state === undefined) {
    return (
      <MessagePage
        whole
        title={runsText.view.noRunTitle}
        icon={<IconTargetOff size={30} stroke={1.5} />}
      >
        <p>{runsText.view.noRun}</p>
        <Link href={incidentPath(name)}>{incidentsText.details.backToIncident}</Link>
      </MessagePage>
    );
  }
  return (
    <RunView name={name} doc={doc} store={store} run={state.run} title={title}>
      <Link href={incidentPath(name)} className={classes.back}>
        <IconArrowLeft size={15} aria-hidden="true" />
        <IncidentWords />
      </Link>
      <h1 dir="auto" className={classes.title}>
        {title}
      </h1>
      <p className={classes.meta}>
        {runsText.view.startedBy(state.run.by)}
        {runbook !== undefined && (
          <Link href={runbookPath(state.run.runbook)}>{runsText.view.openRunbook}</Link>
        )}
      </p>
    </RunView>
  );
}

function IncidentWords() {
  const { store } = useShownIncident();
  const { state, isDrill } = useIncident(store);
  return (
    <>
      <SeverityMark
        severity={state.severity.now?.value ?? 3}
        stated={state.severity.now !== undefined}
      />
      {isDrill && <DrillMark />}
      <span dir="auto">{state.title.now?.value ?? incidentsText.untitled}</span>
      <StatusMark status={state.status.now?.value ?? 'investigating'} />
    </>
  );
}
