import type { ReactNode } from 'react';
import { RunStepsOf } from '../../room/run-steps.tsx';
import { backingOf, correctionOf, entriesOf } from '../../signing/backing.ts';
import { InDoubt } from '../../signing/doubts.tsx';
import { reportText } from '../../ui/text/incident-report.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { runsText } from '../../ui/text/runs.ts';
import { describeMinute } from '../../ui/when.ts';
import { useShownIncident } from '../incident-context.tsx';
import type { ReadIncident } from '../incident-store.ts';
import classes from '../../room/report.module.css';

const words = reportText;

export function ReportPart(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <h2 className={classes.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** What was run, every step with who ticked it. */
export function ReportRuns(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const { runs, state } = incident;
  const { name } = useShownIncident();
  if (runs.length === 0) return <p className={classes.none}>{words.none}</p>;
  return runs.map((run) => {
    const verdict = state.runbookVerdicts.find(({ runbook }) => runbook === run.run.runbook);
    const helped = verdict?.helped.now;
    return (
      <section key={run.run.id} aria-label={run.run.title}>
        <h3 className={classes.day} dir="auto">
          {run.run.title}
        </h3>
        <p className={classes.remarks}>
          {[
            runsText.view.startedBy(run.run.by),
            describeMinute(run.run.happenedAtMs),
            runsText.outcomes[run.outcome],
            runsText.view.ticked(run.counts.done, run.counts.steps),
            run.endNote,
          ]
            .filter((one) => one !== '')
            .join(', ')}
          {helped !== undefined &&
            ` ${helped.value ? words.verdict.helped : words.verdict.wrong} ${helped.text}`}
          <InDoubt
            document={name}
            on={[
              run.run,
              ...entriesOf(incident, run.endHeads),
              ...(verdict === undefined ? [] : backingOf(verdict.helped)),
            ]}
          />
        </p>
        <RunStepsOf
          run={run}
          doubt={(ids) => <InDoubt document={name} on={entriesOf(incident, ids)} />}
        />
      </section>
    );
  });
}

export function ReportActions(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const { actions } = incident.state;
  const { name } = useShownIncident();
  if (actions.length === 0) return <p className={classes.none}>{words.none}</p>;
  return (
    <ul className={classes.plain}>
      {actions.map(({ entry, state, owner, due, heads }) => (
        <li key={entry.id} dir="auto">
          {entry.text}{' '}
          <span className={classes.ticked}>
            {[words.actionStates[state], owner, due].filter((one) => one !== '').join(', ')}
          </span>
          <InDoubt
            document={name}
            on={[entry, ...correctionOf(incident, entry.id), ...entriesOf(incident, heads)]}
          />
        </li>
      ))}
    </ul>
  );
}

export function ReportHypotheses(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const { hypotheses } = incident.state;
  const { name } = useShownIncident();
  if (hypotheses.length === 0) return <p className={classes.none}>{words.none}</p>;
  return (
    <ul className={classes.plain}>
      {hypotheses.map(({ entry, state }) => (
        <li key={entry.id} dir="auto">
          {entry.text}{' '}
          <span className={classes.ticked}>
            {incidentsText.details.hypothesisStates[state.now?.value ?? 'open'].toLowerCase()}
          </span>
          <InDoubt
            document={name}
            on={[entry, ...correctionOf(incident, entry.id), ...backingOf(state)]}
          />
        </li>
      ))}
    </ul>
  );
}
