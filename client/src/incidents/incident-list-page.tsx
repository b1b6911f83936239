import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconArchive, IconFlame, IconMoodCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useProjections } from '../app/hub-context.tsx';
import { incidentViews, routeToPath, type IncidentView } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import listClasses from '../drills/drill-list-page.module.css';
import { MessagePage } from '../ui/message-page.tsx';
import { incidentTemplatesText } from '../ui/text/incident-templates.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { incidentRows, listIncidents } from './incident-list-model.ts';
import { IncidentTable } from './incident-table.tsx';
import classes from './incident-list-page.module.css';
import { WhyNot, Writes } from '../access/writes.tsx';

const words = incidentsText.list;

/** Incidents of the workspace: live ones first. The address says which. */
export function IncidentListPage(props: { readonly view: IncidentView }) {
  const { view } = props;
  const projections = useProjections();
  const { show } = useDialogs();
  usePageTitle(view === 'archived' ? words.archivedTitle : words.title);
  const rows = useMemo(() => incidentRows(projections), [projections]);
  const listed = useMemo(() => listIncidents(rows, view), [rows, view]);
  const labels: Readonly<Record<IncidentView, string>> = {
    live: words.live(listIncidents(rows, 'live').length),
    all: words.all,
    archived: words.archived(listIncidents(rows, 'archived').length),
  };
  return (
    <div className={listClasses.page}>
      <div className={listClasses.head}>
        <h1 className={listClasses.title}>{words.title}</h1>
        <nav className={listClasses.views} aria-label={words.views}>
          {incidentViews.map((one) => (
            <Link
              key={one}
              href={routeToPath({ page: 'incidents', view: one })}
              className={listClasses.view}
              {...(one === view ? { 'aria-current': 'page' as const } : {})}
            >
              {labels[one]}
            </Link>
          ))}
        </nav>
        <Link href={routeToPath({ page: 'incident-metrics' })} className={classes.metrics}>
          {incidentsText.metrics.title}
        </Link>
        <UnstyledButton
          className={classes.metrics}
          onClick={() => show({ kind: 'incident-templates' })}
        >
          {incidentTemplatesText.open}
        </UnstyledButton>
        <Writes operation="append" doc="incident:new" isSaid>
          <Button
            size="xs"
            color="red"
            className={classes.declare}
            leftSection={<IconFlame size={15} aria-hidden="true" />}
            onClick={() => show({ kind: 'declare' })}
          >
            {incidentsText.declare.button}
          </Button>
        </Writes>
      </div>
      <WhyNot operation="append" doc="incident:new" isInset />
      {projections === undefined ? (
        <p className={listClasses.loading} role="status">
          {words.loading}
        </p>
      ) : listed.length === 0 ? (
        <Nothing view={view} none={rows.length === 0} />
      ) : (
        <>
          <IncidentTable rows={listed} />
          <footer className={listClasses.footer}>
            <span role="status">{words.count(listed.length)}</span>
            <span className={listClasses.hint}>{words.keysHint}</span>
          </footer>
        </>
      )}
    </div>
  );
}

/** Said only as surely as it is known. */
function Nothing(props: { readonly view: IncidentView; readonly none: boolean }) {
  const completeness = useCompleteness();
  const text =
    props.view === 'archived' ? words.emptyArchive : props.none ? words.empty : words.emptyLive;
  const Picture = props.view === 'archived' ? IconArchive : IconMoodCheck;
  return (
    <MessagePage title={text.title} icon={<Picture size={30} stroke={1.5} />}>
      <Text size="sm">{text.body}</Text>
      {completeness !== 'whole' && (
        <Text size="sm">{runbooksLateText.notAllHere[completeness]}</Text>
      )}
    </MessagePage>
  );
}
