import {
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { DrillOutcome } from '@holdfast/shared/model/drill-words';
import type { StepStateName } from '@holdfast/shared/model/run-entries';
import { runsText } from '../ui/text/runs.ts';
import classes from './state-pill.module.css';

export const stateIcons: Readonly<Record<StepStateName, Icon>> = {
  pending: IconCircle,
  running: IconPlayerPlay,
  waiting: IconUserQuestion,
  done: IconCircleCheck,
  skipped: IconPlayerSkipForward,
  failed: IconCircleX,
};

/** A step's state: colour, icon and word together. */
export function StatePill(props: { readonly state: StepStateName; readonly forYou: boolean }) {
  const Picture = stateIcons[props.state];
  return (
    <span className={classes.pill} data-state={props.state}>
      <Picture size={14} aria-hidden="true" />
      {props.forYou ? runsText.waitingForYou : runsText.states[props.state]}
    </span>
  );
}

const outcomeIcons: Readonly<Record<DrillOutcome, Icon>> = {
  open: IconPlayerPlay,
  passed: IconCircleCheck,
  failed: IconCircleX,
  inconclusive: IconHelpCircle,
  abandoned: IconCircleDashed,
};
const outcomeStates = {
  open: 'running',
  passed: 'done',
  failed: 'failed',
  inconclusive: 'waiting',
  abandoned: 'skipped',
} as const;

/** How a run or a drill ended, that it goes on, or (`isUnjudged`) that somebody has to say how it went. */
export function OutcomePill(props: {
  readonly outcome: DrillOutcome;
  readonly isUnjudged?: boolean | undefined;
}) {
  if (props.isUnjudged === true) {
    return (
      <span className={classes.pill} data-state="waiting">
        <IconUserQuestion size={14} aria-hidden="true" />
        {runsText.unjudged}
      </span>
    );
  }
  const Picture = outcomeIcons[props.outcome];
  return (
    <span className={classes.pill} data-state={outcomeStates[props.outcome]}>
      <Picture size={14} aria-hidden="true" />
      {runsText.outcomes[props.outcome]}
    </span>
  );
}
