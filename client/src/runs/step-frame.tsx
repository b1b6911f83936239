import { isSamePerson } from '@holdfast/shared/model/people';
import { isEnded } from '@holdfast/shared/model/run-fold';
import type { KeyboardEvent, ReactNode } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useIsCursor, useIsRunOpen, useStep, useStepText } from './run-store.ts';
import { stateIcons, StatePill } from './state-pill.tsx';
import { stepElementId } from './step-element.ts';
import { StepMenu } from './step-menu.tsx';
import classes from './run-view.module.css';

const words = runsText.step;

/** A step that is an item of a list: what was written, with its tick and its state. */
export function StepItem(props: {
  readonly place: number;
  readonly className: string | undefined;
  readonly dir: string | undefined;
  readonly children: ReactNode;
}) {
  const { place } = props;
  const frame = useFrame(place);
  return (
    <li
      className={`${props.className ?? ''} ${classes.step}`}
      dir={props.dir}
      {...frame.attributes}
    >
      {frame.inPart ? <StepControls place={place} /> : <NotInPart />}
      {props.children}
    </li>
  );
}

/** A step that is a section: its heading, with its tick and its state. */
export function StepSection(props: { readonly place: number; readonly children: ReactNode }) {
  const { place } = props;
  const frame = useFrame(place);
  return (
    <div className={`${classes.step} ${classes.section}`} {...frame.attributes}>
      {frame.inPart ? <StepControls place={place} /> : <NotInPart />}
      {props.children}
    </div>
  );
}

function useFrame(place: number): {
  readonly inPart: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
} {
  const { store } = useRun();
  const step = useStep(store, place);
  const isCursor = useIsCursor(store, place);
  const inPart = step?.inPart !== false;
  return {
    inPart,
    attributes: {
      'data-step-place': place,
      'data-state': inPart ? (step?.state ?? 'pending') : 'out',
      ...(isCursor ? { 'data-cursor': true } : {}),
    },
  };
}

function NotInPart() {
  return <span className={classes.out}>{runsText.notInPart}</span>;
}

function StepControls(props: { readonly place: number }) {
  const { place } = props;
  const { store } = useRun();
  const label = words.label(place + 1, useStepText(store, place));
  const step = useStep(store, place);
  const me = useObservable(useHub().me);
  const isEndedRun = !useIsRunOpen(store);
  if (step === undefined) return null;
  const forYou = step.asked !== undefined && !isSamePerson(step.asked.by, me.name);
  return (
    <>
      <Tick place={place} label={label} isEndedRun={isEndedRun} forYou={forYou} />
      <span className={classes.status}>
        <StatePill state={step.state} forYou={step.state === 'waiting' && forYou} />
        <StepMenu place={place} label={label} isEndedRun={isEndedRun} />
      </span>
    </>
  );
}

function Tick(props: {
  readonly place: number;
  readonly label: string;
  readonly isEndedRun: boolean;
  readonly forYou: boolean;
}) {
  const { place, label } = props;
  const { run, store, actions, attempt, move, why } = useRun();
  const step = useStep(store, place);
  if (step === undefined) return null;
  const Picture = stateIcons[step.state];
  const isOpenGate = run.steps[place]?.gate === true && step.approvals.length === 0;
  const name = props.isEndedRun
    ? words.ended(label, runsText.states[step.state])
    : step.state === 'done'
      ? words.markPending(label)
      : isEnded(step.state)
        ? words.take(label, runsText.states[step.state])
        : !isOpenGate
          ? words.markDone(label)
          : props.forYou
            ? words.waits(label)
            : words.ask(label);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <button
      id={stepElementId(place)}
      type="button"
      className={classes.tick}
      aria-label={name}
      title={why ?? words.number(place + 1)}
      aria-disabled={props.isEndedRun || why !== undefined}
      onFocus={() => store.setCursor(place)}
      onKeyDown={onKeyDown}
      onClick={() => {
        if (!props.isEndedRun && why === undefined) attempt(actions.toggle(place));
      }}
    >
      <Picture size={22} stroke={step.state === 'pending' ? 1.5 : 2} aria-hidden="true" />
    </button>
  );
}
