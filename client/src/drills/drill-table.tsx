import { practiceRun } from '@holdfast/shared/model/drill-kinds';
import { memo } from 'react';
import { Link } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { rowIndexAttribute } from '../runbooks/list-focus.ts';
import { OutcomePill } from '../runs/state-pill.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import { DrillMenu } from './drill-menu.tsx';
import { drillProgress, type DrillRow } from './drill-list-model.ts';
import { ListTable, type RowPlace } from '../runbooks/list-table.tsx';
import { ListRow } from '../runbooks/list-row.tsx';
import classes from './drill-table.module.css';

const words = runsText.list;
const heights = { wide: 36, phone: 60 } as const;
const columns = ['title', 'outcome', 'progress', 'people', 'when', 'actions'] as const;

/** The rows, drawn only where they are seen. */
export function DrillTable(props: { readonly rows: readonly DrillRow[] }) {
  const { rows } = props;

  return (
    <ListTable
      label={words.table}
      columns={columns}
      columnNames={words.columns}
      classNames={classes}
      rows={rows}
      heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
    >
      {(row, place) => <Row row={row} {...place} />}
    </ListTable>
  );
}

const Row = memo(function Row(props: RowPlace & { readonly row: DrillRow }) {
  const { row, index, active } = props;
  const { name, drill } = row;
  const { done, steps, skipped, failed } = drillProgress(drill);
  const people = drill.people.join(', ');
  return (
    <ListRow place={props} className={classes.row}>
      <span role="cell" className={classes.title}>
        <Link
          href={drillPath(name)}
          className={classes.link}
          title={drill.title}
          tabIndex={active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {drill.title}
        </Link>
        {drill.drillKind === practiceRun && (
          <span className={classes.kind}>{runsText.practiceRun}</span>
        )}
      </span>
      <span role="cell" className={classes.outcome}>
        <OutcomePill outcome={drill.outcome} isUnjudged={drill.isUnjudged} />
      </span>
      <span
        role="cell"
        className={classes.progress}
        title={words.progressLong(done, steps, skipped, failed)}
      >
        {steps > 0 && words.progress(done, steps)}
      </span>
      <span role="cell" className={classes.people} title={people}>
        {people}
      </span>
      <span role="cell" className={classes.when}>
        <Moment atMs={drill.startedAtMs} />
      </span>
      <span role="cell" className={classes.actions}>
        <DrillMenu
          name={name}
          title={drill.title}
          archived={drill.archived}
          runbook={drill.runs[0]?.runbook ?? ''}
          tabIndex={active ? 0 : -1}
          withOpen
        />
      </span>
    </ListRow>
  );
});
