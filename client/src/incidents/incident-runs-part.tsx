import { Button, NativeSelect } from '@mantine/core';
import { judgeRunbook } from '@holdfast/shared/model/incident-commands';
import { readRunText } from '@holdfast/shared/model/run';
import type { RunState } from '@holdfast/shared/model/run-fold';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useDialogs } from '../app/dialogs.tsx';
import { useProjections } from '../app/hub-context.tsx';
import { incidentRunPath } from '../app/routes.ts';
import { wrongInPath } from '../comments/wrong-in-incident.ts';
import { useDrillActions } from '../drills/use-drill-actions.tsx';
import { OutcomePill } from '../runs/state-pill.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { runsText } from '../ui/text/runs.ts';
import { useShownIncident } from './incident-context.tsx';
import { Part } from '../room/part.tsx';
import { type ReadIncident, useIncident } from './incident-store.ts';
import { EachMerged, useMerged } from './merged-incidents.tsx';
import { isNowhere } from './merged-model.ts';
import { suggestRunbooks } from './suggest-runbooks.ts';
import classes from '../room/details.module.css';

const words = incidentsText.details;
const mostSuggested = 4;

/** Runbooks that are run here, whether they helped, and which others may. */
export function Runs() {
  const { name, store } = useShownIncident();
  const merged = useMerged();
  const incident = useIncident(store);
  const projections = useProjections();
  const { show } = useDialogs();
  const { run } = useDrillActions();
  const [busy, setBusy] = useState<string>();
  const started = new Set(incident.runs.map((one) => one.run.runbook));
  const suggested = suggestRunbooks(incident, projections)
    .filter((one) => one.because !== '' && !started.has(one.name))
    .slice(0, mostSuggested);

  async function start(runbook: string, title: string): Promise<void> {
    setBusy(runbook);
    await run(runbook, title, name);
    setBusy(undefined);
  }

  return (
    <Part title={words.runs}>
      {isNowhere(incident, merged, hasRuns) && <p className={classes.nothing}>{words.noRuns}</p>}
      <List incident={incident} />
      <EachMerged has={hasRuns}>{(other) => <List incident={other} />}</EachMerged>
      {suggested.length > 0 && (
        <>
          <h3 className={classes.subheading}>{words.suggested}</h3>
          <ul className={classes.list}>
            {suggested.map((one) => (
              <li key={one.name} className={classes.row}>
                <span className={classes.value} dir="auto">
                  {one.title} <span className={classes.because}>{one.because}</span>
                </span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={words.start(one.title)}
                  loading={busy === one.name}
                  leftSection={<IconPlayerPlay size={13} aria-hidden="true" />}
                  onClick={() => void start(one.name, one.title)}
                >
                  {runsText.start.run}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button
        size="compact-sm"
        variant="default"
        mt={6}
        onClick={() => show({ kind: 'incident-run' })}
      >
        {words.startRun}
      </Button>
    </Part>
  );
}

function hasRuns({ runs }: ReadIncident): boolean {
  return runs.length > 0;
}

function List(props: { readonly incident: ReadIncident }) {
  const { name, doc } = useShownIncident();
  return (
    <ul className={classes.list}>
      {props.incident.runs.map((state) => {
        const {
          run: { id, title, runbook },
          outcome,
          counts,
        } = state;
        return (
          <li key={id} className={classes.run}>
            <div className={classes.row}>
              <Link href={incidentRunPath(name, id)} className={classes.value} dir="auto">
                {title}
              </Link>
              <span className={classes.count}>
                {runsText.list.progress(counts.done, counts.steps)}
              </span>
              <OutcomePill outcome={outcome} />
            </div>
            {outcome !== 'open' && (
              <Helped runbook={runbook} title={title} wrong={wrongWords(doc, state)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Whoever used it says whether it was right; what was wrong can be mended at once. */
function Helped(props: {
  readonly runbook: string;
  readonly title: string;
  /** How the text read where it went wrong. */
  readonly wrong: string;
}) {
  const { runbook, title, wrong } = props;
  const { name, store, attempt } = useShownIncident();
  const verdict = useIncident(store).state.runbookVerdicts.find((one) => one.runbook === runbook);
  const helped = verdict?.helped.now?.value;
  return (
    <div className={classes.plan}>
      <NativeSelect
        size="xs"
        aria-label={words.helped(title)}
        value={helped === undefined ? '' : helped ? 'yes' : 'no'}
        data={(['', 'yes', 'no'] as const).map((value) => ({
          value,
          label: words.helpedChoices[value],
        }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === '') return;
          attempt((doc, context) => judgeRunbook(doc, runbook, value === 'yes', context));
        }}
      />
      {helped === false && (
        <Link href={wrongInPath(runbook, { incident: name, words: wrong })}>{words.mend}</Link>
      )}
    </div>
  );
}

/** The first line of the step that failed; else of the last one that anybody remarked on, else of the first. */
function wrongWords(doc: Y.Doc, { run, steps }: RunState): string {
  const failed = steps.findIndex(({ state }) => state === 'failed');
  const remarked = steps.findLastIndex(({ remarks }) => remarks.length > 0);
  const first = steps.findIndex(({ inPart }) => inPart);
  const place = [failed, remarked, first].find((one) => one >= 0);
  const step = place === undefined ? undefined : run.steps[place];
  const text = readRunText(doc, run.version);
  if (step === undefined || text === undefined) return '';
  const [line = ''] = text.slice(step.start, step.end).trim().split('\n');
  return line.trim();
}
