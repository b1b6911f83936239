import { Button } from '@mantine/core';
import { isUnjudged } from '@holdfast/shared/model/drill';
import { setMoment } from '@holdfast/shared/model/drill-commands';
import { drillMoments, type DrillMoment } from '@holdfast/shared/model/drill-entries';
import { duration } from '@holdfast/shared/model/duration';
import { knownMoments, measuredOf, type DrillState } from '@holdfast/shared/model/drill-fold';
import { IconCircleCheck, IconCircleX, IconClock, IconPencil } from '@tabler/icons-react';
import { countdown } from '../../ui/duration.ts';
import { Part } from '../../room/part.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { describeSecond } from '../../ui/when.ts';
import { measuredInWords } from '../measured-words.ts';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import classes from './drill-room.module.css';

const words = drillRoomText.clock;
const everyMs = 1_000;
const minuteMs = 60_000;
/** Those that come one after the other while it goes on. */
const inTurn = ['started', 'detected', 'restored'] as const satisfies readonly DrillMoment[];

/** When it began, was noticed and was over, and how that stands to what was promised. */
export function Stopwatch() {
  const { store, attempt, show } = useShownDrill();
  const drill = useDrill(store);
  const { state } = drill;
  const nowMs = useNow(minuteMs);
  const known = knownMoments(state);
  const next = inTurn.find((which) => state.moments.get(which)?.now === undefined);
  // Nobody holds a watch to what a machine told of: its times are written down, if somebody knows them.
  const isOn = drill.outcome === 'open' && !isUnjudged(drill);
  const isRunning = isOn && known.started !== undefined && known.restored === undefined;
  return (
    <Part title={words.heading} place="clock">
      <Running state={state} isRunning={isRunning} />
      {isOn && next !== undefined && (
        <Button
          size="md"
          fullWidth
          leftSection={<IconClock size={18} aria-hidden="true" />}
          onClick={() => attempt((doc, context) => setMoment(doc, next, context.nowMs, context))}
        >
          {words.next[next]}
        </Button>
      )}
      <ul className={classes.moments}>
        {drillMoments.map((which) => {
          const now = state.moments.get(which)?.now;
          return (
            <li key={which} className={classes.momentRow}>
              <span className={classes.momentName} title={drillWords.momentHints[which]}>
                {drillWords.moments[which]}
              </span>
              <span className={classes.momentTime}>
                {now === undefined ? (
                  <span className={classes.dim}>{words.open}</span>
                ) : now.value === 0 ? (
                  words.unknown
                ) : (
                  <time dateTime={new Date(now.value).toISOString()}>
                    {describeSecond(now.value, nowMs)}
                  </time>
                )}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={words.set(drillWords.moments[which])}
                onClick={() => show({ kind: 'moment', which })}
              >
                <IconPencil size={14} aria-hidden="true" />
              </Button>
            </li>
          );
        })}
      </ul>
      <Measured state={state} />
    </Part>
  );
}

/** The running time, large; the last of it once it is over. */
function Running(props: { readonly state: DrillState; readonly isRunning: boolean }) {
  const { state, isRunning } = props;
  const nowMs = useNow(everyMs, isRunning);
  const { started, restored } = knownMoments(state);
  const promised = state.planned?.rtoSeconds;
  if (started === undefined) return null;
  if (!isRunning && restored === undefined) return null;
  const tookMs = Math.max(0, (restored ?? nowMs) - started);
  const leftMs = promised === undefined ? undefined : promised * 1_000 - tookMs;
  return (
    <p
      className={classes.running}
      role="timer"
      aria-label={words.running}
      data-tone={leftMs !== undefined && leftMs < 0 ? 'bad' : undefined}
    >
      <span className={classes.runningTime}>{countdown(Math.floor(tookMs / 1_000) * 1_000)}</span>
      {promised !== undefined && leftMs !== undefined && (
        <span className={classes.dim}>
          {words.against(duration(promised))},{' '}
          {leftMs < 0 ? words.over(inWords(-leftMs)) : words.left(inWords(leftMs))}
        </span>
      )}
    </p>
  );
}

function inWords(ms: number): string {
  return duration(Math.round(ms / 1_000));
}

/** What was measured beside what was promised, in words. */
export function Measured(props: { readonly state: DrillState }) {
  const { planned } = props.state;
  const { recoverySeconds, dataLossSeconds } = measuredOf(knownMoments(props.state));
  const all = [
    measuredInWords('recovery', recoverySeconds, planned?.rtoSeconds),
    measuredInWords('dataLoss', dataLossSeconds, planned?.rpoSeconds),
  ];
  return (
    <ul className={classes.measured}>
      {all.map(({ name, state, words: said }) => (
        <li key={name} data-state={state}>
          {state === 'met' && <IconCircleCheck size={15} aria-hidden="true" />}
          {state === 'missed' && <IconCircleX size={15} aria-hidden="true" />}
          <span>
            <strong>{name}:</strong> {said}
          </span>
        </li>
      ))}
    </ul>
  );
}
