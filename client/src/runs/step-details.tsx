import { Button } from '@mantine/core';
import { IconArrowRight, IconHourglass, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { isSamePerson } from '@holdfast/shared/model/people';
import type { StepRemark, StepState } from '@holdfast/shared/model/run-fold';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useNamed } from '../signing/use-named.ts';
import { CopyIconButton } from '../ui/copy-icon-button.tsx';
import { countdown, durationInWords } from '../ui/duration.ts';
import { goToSection } from '../ui/markdown/section-anchor.ts';
import { Moment } from '../ui/moment.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useNow } from '../ui/use-now.ts';
import { unseenMs } from './run-actions.ts';
import { useRun } from './run-context.tsx';
import { useIsRunOpen, useStep } from './run-store.ts';
import classes from './run-view.module.css';

const words = runsText.step;
const icon = { size: 15, 'aria-hidden': true } as const;

/** What is said of a step: who and when, what it asks for, notes, output, conflicts. */
export function StepDetails(props: { readonly place: number }) {
  const { place } = props;
  const { run, store } = useRun();
  const step = useStep(store, place);
  const frozen = run.steps[place];
  if (step?.inPart !== true || frozen === undefined) return null;
  const hasWho = step.by !== '' && step.state !== 'pending';
  const isEmpty =
    !hasWho &&
    step.remarks.length === 0 &&
    !frozen.gate &&
    frozen.waitMs === 0 &&
    frozen.jumps.length === 0;
  if (isEmpty) return null;
  return (
    <div className={classes.details}>
      {hasWho && <Who step={step} />}
      {step.conflict.length > 0 && <Conflict place={place} step={step} />}
      {frozen.gate && <Gate place={place} step={step} />}
      {frozen.waitMs > 0 && <Timer place={place} step={step} waitMs={frozen.waitMs} />}
      {frozen.jumps.length > 0 && (
        <div className={classes.jumps}>
          {frozen.jumps.map((jump, at) => (
            <Button
              key={at}
              size="compact-sm"
              variant="default"
              className={classes.jump}
              leftSection={<IconArrowRight {...icon} />}
              onClick={() => goToSection(jump.to)}
            >
              {words.condition(jump.condition, jump.words)}
            </Button>
          ))}
        </div>
      )}
      {step.remarks.map((remark) => (
        <Remark key={remark.id} remark={remark} />
      ))}
    </div>
  );
}

function Who({ step }: { readonly step: StepState }) {
  const named = useNamed();
  const also = step.also.map(({ by, person }) => named(by, person) || words.someone);
  return (
    <p className={classes.who}>
      {named(step.by, step.person) || words.someone} <Moment atMs={step.atMs} />
      {step.also.length > 0 && (
        <span className={classes.also}>
          <IconUsers {...icon} />
          {words.also([...new Set(also)].join(', '))}
        </span>
      )}
    </p>
  );
}

function Conflict(props: { readonly place: number; readonly step: StepState }) {
  const { actions, attempt, store } = useRun();
  const isOpen = useIsRunOpen(store);
  const named = useNamed();
  return (
    <div className={classes.conflict} role="group" aria-label={words.conflict}>
      <p>
        {words.conflict} {isOpen && words.settle}
      </p>
      {isOpen &&
        props.step.conflict.map((end) => (
          <Button
            key={end.id}
            size="compact-sm"
            variant="default"
            onClick={() =>
              attempt(actions.set(props.place, end.state, keptReason(props.step, end.id)))
            }
          >
            {words.choose(runsText.states[end.state], named(end.by, end.person) || words.someone)}
          </Button>
        ))}
    </div>
  );
}

/** A skip that is confirmed keeps its reason. */
function keptReason(step: StepState, id: string): { readonly note?: string } {
  const note = step.remarks.find((remark) => remark.id === id)?.note ?? '';
  return note === '' ? {} : { note };
}

function Gate(props: { readonly place: number; readonly step: StepState }) {
  const { place, step } = props;
  const { actions, attempt, store } = useRun();
  const me = useObservable(useHub().me);
  const isOpen = useIsRunOpen(store);
  const named = useNamed();
  const asked = step.asked;
  const mine = asked !== undefined && isSamePerson(asked.by, me.name);
  const approved = step.approvals.length > 0;
  return (
    <div className={classes.gate} data-open={approved || undefined}>
      <IconUsersGroup {...icon} />
      {approved ? (
        step.approvals.map((one) => (
          <span key={one.id}>
            {words.approvedBy(named(one.by, one.person) || words.someone)}
            {one.sameDevice && ` ${words.sameDevice}`}, <Moment atMs={one.atMs} />
          </span>
        ))
      ) : asked === undefined ? (
        <span>{words.gate}</span>
      ) : (
        <span>
          {mine ? words.youAsked : words.asked(named(asked.by, asked.person) || words.someone)}
        </span>
      )}
      {isOpen && !approved && step.state === 'pending' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => attempt(actions.set(place, 'waiting'))}
        >
          {words.askForOne}
        </Button>
      )}
      {isOpen && !approved && asked !== undefined && !mine && (
        <Agree key={asked.id} place={place} />
      )}
    </div>
  );
}

/**
 * It comes up where one asks for a second person: whoever was about to ask agrees to nothing by the
 * press that was begun before.
 */
function Agree({ place }: { readonly place: number }) {
  const { actions, attempt, store } = useRun();
  const [leftMs] = useState(() => unseenMs - (store.change(place)?.ageMs ?? unseenMs));
  const [isReady, setReady] = useState(leftMs <= 0);
  useEffect(() => {
    if (leftMs <= 0) return undefined;
    const timer = setTimeout(() => setReady(true), leftMs);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return (
    <Button size="compact-sm" disabled={!isReady} onClick={() => attempt(actions.agree(place))}>
      {words.agree}
    </Button>
  );
}

function Timer(props: {
  readonly place: number;
  readonly step: StepState;
  readonly waitMs: number;
}) {
  const { place, step, waitMs } = props;
  const { actions, attempt, store } = useRun();
  const isOpen = useIsRunOpen(store);
  const runs = step.state === 'running';
  const leftMs = step.atMs + waitMs - useNow(1000, runs);
  const isUp = runs && leftMs <= 0;
  useSaidOnce(isUp, `${words.number(place + 1)}: ${words.timeIsUp}`);
  if (!isOpen) return null;
  if (runs) {
    return (
      <div className={classes.timer} data-up={isUp || undefined}>
        <IconHourglass {...icon} />
        {isUp ? (
          words.timeIsUp
        ) : (
          <span role="timer">{words.left(countdown(Math.min(leftMs, waitMs)))}</span>
        )}
      </div>
    );
  }
  if (step.state !== 'pending') return null;
  return (
    <div className={classes.timer}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconHourglass {...icon} />}
        onClick={() => attempt(actions.set(place, 'running'))}
      >
        {words.startTimer(durationInWords(waitMs))}
      </Button>
    </div>
  );
}

/** Speaks when something becomes so while it is on screen. */
function useSaidOnce(isSo: boolean, text: string): void {
  const announce = useAnnounce();
  const was = useRef(isSo);
  useEffect(() => {
    if (isSo && !was.current) announce(text);
    was.current = isSo;
  }, [announce, isSo, text]);
}

function Remark({ remark }: { readonly remark: StepRemark }) {
  const named = useNamed();
  const lines = remark.output.trimEnd().split('\n').length;
  return (
    <div className={classes.remark}>
      {remark.note !== '' && <p className={classes.note}>{remark.note}</p>}
      {remark.output !== '' && (
        <details className={classes.output}>
          <summary>{words.output(lines)}</summary>
          <div className={classes.outputText}>
            <ScrollBox label={words.output(lines)} className={classes.outputScroll}>
              <pre>{remark.output}</pre>
            </ScrollBox>
            <CopyIconButton text={remark.output} label={words.copyOutput} />
          </div>
        </details>
      )}
      <p className={classes.who}>
        {named(remark.by, remark.person) || words.someone} <Moment atMs={remark.atMs} />
      </p>
    </div>
  );
}
