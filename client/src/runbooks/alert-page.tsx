import { Button, Text } from '@mantine/core';
import { IconBellQuestion, IconFlame, IconPlus } from '@tabler/icons-react';
import { resolveAlert, type ResolvedAlert } from '@holdfast/shared/finding/alert-names';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useProjections } from '../app/hub-context.tsx';
import { OtherWorkspaces } from '../app/other-workspaces.tsx';
import { noFilter, routeToPath, runbookPath } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { useRoute } from '../app/use-route.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { alertText } from '../ui/text/alerts.ts';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { ledByAlert } from './led-by-alert.ts';
import { runbookRows, type Projections } from './list-model.ts';
import { useRunbookActions } from './use-runbook-actions.tsx';
import classes from './alert-page.module.css';
import { Writes } from '../access/writes.tsx';

/** Leads from an alert's name to its runbook; where it is not clear which, lets a person choose. */
export function AlertPage(props: { readonly name: string }) {
  const { name } = props;
  const projections = useProjections();
  const [, navigate] = useRoute();
  const found = useMemo(() => resolveIn(projections, name), [projections, name]);
  const only = found?.kind === 'one' ? found.doc : undefined;
  useEffect(() => {
    if (only === undefined) return;
    ledByAlert(only, name);
    // In place of this page: going back should not come here, only to be led on again.
    navigate({ page: 'runbook', id: only.slice('runbook:'.length) }, { replace: true });
  }, [name, navigate, only]);
  if (found === undefined || found.kind === 'one') {
    return (
      <p className={classes.looking} role="status">
        {alertText.looking(name)}
      </p>
    );
  }
  if (found.kind === 'several') {
    return (
      <MessagePage whole title={alertText.severalTitle(name)}>
        <Text size="sm">{alertText.several}</Text>
        <Choices projections={projections} docs={found.docs} label={alertText.choices} />
        <DeclareFor name={name} />
      </MessagePage>
    );
  }
  return <NoneFor name={name} projections={projections} nearest={found.nearest} />;
}

/** The name as it is; then without what a link's maker may have put behind it. */
function resolveIn(projections: Projections | undefined, name: string): ResolvedAlert | undefined {
  if (projections === undefined) return undefined;
  const runbooks = runbookRows(projections).map((row) => ({ doc: row.name, runbook: row.runbook }));
  const whole = resolveAlert(name, runbooks);
  const [head = ''] = name.split('/');
  return whole.kind !== 'none' || head === name || head === ''
    ? whole
    : resolveAlert(head, runbooks);
}

function NoneFor(props: {
  readonly name: string;
  readonly projections: Projections | undefined;
  readonly nearest: readonly string[];
}) {
  const { name, projections, nearest } = props;
  const completeness = useCompleteness();
  const actions = useRunbookActions();
  const [problem, setProblem] = useState('');
  const whole = completeness === 'whole';
  return (
    <MessagePage
      whole
      title={whole ? alertText.noneTitle(name) : alertText.noneSoFarTitle(name)}
      icon={<IconBellQuestion size={30} stroke={1.5} />}
    >
      {!whole && <Text size="sm">{runbooksLateText.notAllHere[completeness]}</Text>}
      {nearest.length > 0 && (
        <>
          <Text size="sm">{alertText.nearest}</Text>
          <Choices projections={projections} docs={nearest} label={alertText.nearest} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {alertText.none}
      </Text>
      <Writes operation="edit" doc="runbook:new">
        <Button
          w="fit-content"
          maw="100%"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => void actions.createFor(name).then((failed) => setProblem(failed ?? ''))}
        >
          {alertText.create}
        </Button>
      </Writes>
      <DeclareFor name={name} />
      {problem !== '' && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      <Link href={routeToPath({ page: 'runbooks', filter: { ...noFilter, query: name } })}>
        {alertText.search(name)}
      </Link>
      <OtherWorkspaces />
    </MessagePage>
  );
}

/** Whoever comes from an alert may not want to read first. */
function DeclareFor(props: { readonly name: string }) {
  const { show } = useDialogs();
  return (
    <Writes operation="append" doc="incident:new" isSaid>
      <Button
        w="fit-content"
        maw="100%"
        color="red"
        leftSection={<IconFlame size={15} aria-hidden="true" />}
        onClick={() => show({ kind: 'declare', from: { alerts: [props.name] } })}
      >
        {incidentsShellText.declare}
      </Button>
    </Writes>
  );
}

function Choices(props: {
  readonly projections: Projections | undefined;
  readonly docs: readonly string[];
  readonly label: string;
}) {
  return (
    <ul className={classes.choices} aria-label={props.label}>
      {props.docs.map((doc) => {
        const projection = props.projections?.get(doc);
        const path = projection?.kind === 'runbook' ? projection.sourcePath : '';
        const isArchived = projection?.kind === 'runbook' && projection.archived;
        return (
          <li key={doc}>
            <Link href={runbookPath(doc)} className={classes.choice}>
              <span>{projection?.title ?? doc}</span>
              <span className={classes.more}>
                {[path, isArchived ? alertText.archived : '']
                  .filter((words) => words !== '')
                  .join(' · ')}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
