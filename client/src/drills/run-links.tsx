import { readRunStates } from '@holdfast/shared/model/run-commands';
import { Link } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { OutcomePill } from '../runs/state-pill.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import classes from './run-links.module.css';

const words = runsText.view;

/** The ways to the runs of a drill that has several, in the order in which they were started. */
export function RunLinks(props: {
  readonly open: OpenDocument;
  /** Id of the one on screen. */
  readonly current: string;
  /** The drill's own address leads to its room, not to its first run. */
  readonly planned: boolean;
}) {
  const { open, current } = props;
  const runs = useYSelector(open.doc, readRunStates);
  if (runs.length < 2) return null;
  return (
    <nav className={classes.runs} aria-label={words.runs}>
      {runs.map(({ run, outcome }, at) => (
        <Link
          key={run.id}
          href={drillPath(open.name, at === 0 && !props.planned ? '' : run.id)}
          className={classes.run}
          {...(run.id === current ? { 'aria-current': 'page' as const } : {})}
        >
          <span dir="auto" className={classes.title}>
            {words.runNumber(at + 1, run.title)}
          </span>
          <span className={classes.facts}>
            <OutcomePill outcome={outcome} />
            <span>
              {run.by} <Moment atMs={run.happenedAtMs} />
            </span>
          </span>
        </Link>
      ))}
    </nav>
  );
}
