import { Button } from '@mantine/core';
import { showNotice } from '../ui/notice.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useRunState } from './run-store.ts';
import { OutcomePill } from './state-pill.tsx';
import classes from './run-view.module.css';
import { Writes } from '../access/writes.tsx';

const words = runsText.end;

/** How the run ended, by whom, and the way back; nothing while it goes on. */
export function RunEnd() {
  const { name, store, actions, attempt } = useRun();
  const state = useRunState(store);
  if (state === undefined || state.outcome === 'open') return null;
  return (
    <Writes operation="append" doc={name} isSaid>
      <div className={classes.end} data-outcome={state.outcome}>
        <div className={classes.endHead}>
          <OutcomePill outcome={state.outcome} />
          <span className={classes.endWho}>
            {state.endedBy} <Moment atMs={state.endedAtMs} />
          </span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              const problem = actions.reopen();
              attempt(problem);
              if (problem === undefined) showNotice(words.reopened);
            }}
          >
            {words.reopen}
          </Button>
        </div>
        {state.endConflict.length > 0 && (
          <div className={classes.conflict} role="group" aria-label={words.conflict}>
            <p>
              {words.conflict} {runsText.step.settle}
            </p>
            {state.endConflict.map((end) => (
              <Button
                key={end.id}
                size="compact-sm"
                variant="default"
                onClick={() => attempt(actions.end(end.verdict, end.note))}
              >
                {words.choose(runsText.outcomes[end.verdict], end.by || runsText.step.someone)}
              </Button>
            ))}
          </div>
        )}
        {state.endNote !== '' && <p className={classes.note}>{state.endNote}</p>}
      </div>
    </Writes>
  );
}
