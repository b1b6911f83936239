import { Button } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { handOver, type StepRange } from '@holdfast/shared/model/hand-over';
import { isSamePerson } from '@holdfast/shared/model/people';
import { isEnded, type RunState } from '@holdfast/shared/model/run-fold';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useRunState } from './run-store.ts';
import classes from './run-progress.module.css';

const words = runsText.view;
/** More would not be read at a glance. */
const shownPeople = 3;

/** How far the run is, who did what, and where to go on; stays in view. */
export function RunProgress() {
  const { store } = useRun();
  const state = useRunState(store);
  if (state === undefined) return null;
  const { counts } = state;
  return (
    <section className={classes.bar} aria-label={words.progress}>
      <Meter state={state} />
      <div className={classes.row}>
        <p className={classes.counts}>
          <strong>{words.ticked(counts.done, counts.steps)}</strong>
          {counts.skipped > 0 && <span>{words.skipped(counts.skipped)}</span>}
          {counts.failed > 0 && (
            <span className={classes.bad}>{words.failedCount(counts.failed)}</span>
          )}
        </p>
        <HandOverLine state={state} />
        <Next state={state} />
      </div>
    </section>
  );
}

/** Colour repeats what the words beside it say. */
function Meter({ state }: { readonly state: RunState }) {
  const { counts } = state;
  const share = (count: number) => `${(count / Math.max(1, counts.steps)) * 100}%`;
  return (
    <div className={classes.meter} aria-hidden="true">
      <span className={classes.done} style={{ width: share(counts.done) }} />
      <span className={classes.skipped} style={{ width: share(counts.skipped) }} />
      <span className={classes.failed} style={{ width: share(counts.failed) }} />
    </div>
  );
}

function HandOverLine({ state }: { readonly state: RunState }) {
  const me = useObservable(useHub().me);
  const { did, next, left } = handOver(state);
  const past = did
    .slice(-shownPeople)
    .map(({ by, steps }) =>
      isSamePerson(by, me.name)
        ? words.youDid(rangesInWords(steps))
        : words.did(by || runsText.step.someone, rangesInWords(steps)),
    );
  const open = left.length === 0 ? [] : [words.stillOpen(rangesInWords(left))];
  if (next === undefined) {
    const said = past.length === 0 ? '' : `${words.sentence(past)}. `;
    return (
      <p className={classes.handOver}>
        {said}
        {words.allEnded}
      </p>
    );
  }
  const now = state.outcome === 'open' ? [words.youAreAt(next + 1)] : [];
  return <p className={classes.handOver}>{words.sentence([...past, ...open, ...now])}</p>;
}

function Next({ state }: { readonly state: RunState }) {
  const { store, goTo } = useRun();
  const { show } = useDialogs();
  const { next } = handOver(state);
  if (state.outcome !== 'open') return null;
  const isFinished = state.steps.every((step) => !step.inPart || isEnded(step.state));
  return (
    <span className={classes.buttons}>
      {next !== undefined && (
        <Button
          size="compact-sm"
          className={classes.button}
          variant="default"
          aria-label={words.goTo(next + 1, store.text(next))}
          onClick={() => goTo(next)}
        >
          {words.go}
        </Button>
      )}
      <Button
        size="compact-sm"
        className={classes.button}
        variant={isFinished ? 'filled' : 'default'}
        leftSection={<IconFlag size={15} aria-hidden="true" />}
        onClick={() => show({ kind: 'end-run' })}
      >
        {words.finish}
      </Button>
    </span>
  );
}

/** `1–7, 9`. */
function rangesInWords(ranges: readonly StepRange[]): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
