import { memo } from 'react';
import { isSamePerson } from '@holdfast/shared/model/people';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useIsCursor, useStep, useStepText } from './run-store.ts';
import { stateIcons } from './state-pill.tsx';
import classes from './step-list.module.css';

/** Every step of the run with its state, beside the text on wide screens: a click leads there. */
export const StepList = memo(function StepList() {
  const { run } = useRun();
  if (run.steps.length < 2) return <div className={classes.list} />;
  return (
    <nav className={classes.list} aria-label={runsText.view.stepsHeading}>
      <p className={classes.heading}>{runsText.view.stepsHeading}</p>
      <ol className={classes.steps}>
        {run.steps.map((_, place) => (
          <Entry key={place} place={place} />
        ))}
      </ol>
    </nav>
  );
});

const Entry = memo(function Entry(props: { readonly place: number }) {
  const { place } = props;
  const { run, store, goTo } = useRun();
  const step = useStep(store, place);
  const isCursor = useIsCursor(store, place);
  const text = useStepText(store, place);
  const me = useObservable(useHub().me);
  const frozen = run.steps[place];
  if (step === undefined || frozen === undefined) return null;
  if (!step.inPart) return null;
  const Picture = stateIcons[step.state];
  const forYou =
    step.state === 'waiting' && step.asked !== undefined && !isSamePerson(step.asked.by, me.name);
  const state = forYou ? runsText.waitingForYou : runsText.states[step.state];
  return (
    <li className={classes.entry}>
      <button
        type="button"
        className={classes.link}
        data-state={step.state}
        style={{ paddingInlineStart: 6 + Math.min(frozen.depth, 3) * 12 }}
        onClick={() => goTo(place)}
        {...(isCursor ? { 'data-cursor': true } : {})}
      >
        <Picture size={14} aria-hidden="true" className={classes.icon} />
        <span className={classes.hidden}>{`${runsText.step.number(place + 1)}, ${state}: `}</span>
        <span aria-hidden="true" className={classes.number}>
          {place + 1}
        </span>
        <span className={classes.words} dir="auto">
          {text}
        </span>
      </button>
    </li>
  );
});
