import type { RunState } from '@holdfast/shared/model/run-fold';
import type { ReactNode } from 'react';
import { reportText as words } from '../ui/text/incident-report.ts';
import { runsText } from '../ui/text/runs.ts';
import { describeMinute } from '../ui/when.ts';
import classes from './report.module.css';

/** Says of what rests on the entries of these ids whether their authors are in doubt. */
export type TellDoubt = (ids: readonly string[]) => ReactNode;

/** What was run, every step with who ticked it. */
export function RunSteps(props: { readonly runs: readonly RunState[]; readonly doubt: TellDoubt }) {
  return props.runs.map((run) => (
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
        {props.doubt([run.run.id, ...run.endHeads])}
      </p>
      <RunStepsOf run={run} doubt={props.doubt} />
    </section>
  ));
}

/** Every step of a run, with who ticked it. */
export function RunStepsOf(props: { readonly run: RunState; readonly doubt: TellDoubt }) {
  const { run, steps } = props.run;
  return (
    <ol className={classes.steps}>
      {steps.map((step, place) => {
        if (!step.inPart) return null;
        const frozen = run.steps[place];
        return (
          <li key={place} className={classes.step}>
            <span dir="auto">{words.step(place + 1, frozen?.text || frozen?.section || '')}</span>{' '}
            <span className={classes.ticked} data-state={step.state}>
              {words.stepBy(
                runsText.states[step.state],
                step.by,
                step.atMs > 0 ? describeMinute(step.atMs) : '',
              )}
            </span>
            {props.doubt([...step.heads, ...step.approvals.map(({ id }) => id)])}
            {step.remarks.map(({ id, note, output, by }) => (
              <div key={id} className={classes.remark}>
                {note !== '' && (
                  <p className={classes.words} dir="auto">
                    {by === '' ? note : `${by}: ${note}`}
                  </p>
                )}
                {output !== '' && <pre className={classes.output}>{output}</pre>}
                {!step.heads.includes(id) && props.doubt([id])}
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}
