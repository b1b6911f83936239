import { useMemo } from 'react';
import { IconTarget } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import { drillPath, noDrillFilter, routeToPath } from '../app/routes.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { OutcomePill } from '../runs/state-pill.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import { drillRows, listDrills } from './drill-list-model.ts';
import classes from './runs-of-runbook.module.css';

const words = runsText.ofRunbook;

/** The runs of a runbook, on its page: those that are open, the last one, and the way to all. */
export function RunsOfRunbook(props: { readonly name: string }) {
  const projections = useProjections();
  const rows = useMemo(() => runsOf(projections, props.name), [projections, props.name]);
  const last = rows.toSorted((a, b) => b.drill.startedAtMs - a.drill.startedAtMs)[0];
  if (last === undefined) {
    // It keeps its line while it is not known: what is being read below does not move.
    return <p className={classes.runs}>{projections !== undefined && words.never}</p>;
  }
  const open = rows.filter(({ drill }) => drill.outcome === 'open');
  const [first] = open;
  return (
    <p className={classes.runs}>
      <IconTarget size={14} aria-hidden="true" />
      {first === undefined ? (
        <>
          <Link href={drillPath(last.name)}>
            {words.last} <Moment atMs={last.drill.startedAtMs} />
          </Link>
          <OutcomePill outcome={last.drill.outcome} />
        </>
      ) : (
        <>
          {words.openRuns(open.length)}
          <Link href={drillPath(first.name)}>{words.goOn}</Link>
        </>
      )}
      {rows.length > 1 && (
        <Link
          href={routeToPath({
            page: 'drills',
            filter: { ...noDrillFilter, runbook: props.name },
          })}
        >
          {words.all(rows.length)}
        </Link>
      )}
    </p>
  );
}

function runsOf(projections: Projections | undefined, runbook: string) {
  return listDrills(drillRows(projections), { archived: false, runbook });
}
