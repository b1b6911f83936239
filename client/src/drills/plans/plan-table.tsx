import type { PlanRow } from '@holdfast/shared/drilling/due';
import { memo } from 'react';
import { Link } from 'wouter';
import { planPath } from '../../app/routes.ts';
import { rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { ListRow } from '../../runbooks/list-row.tsx';
import { ListTable, type RowPlace } from '../../runbooks/list-table.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { shortDay } from '../day-words.ts';
import { dueDay, DueMark, kindInWords } from './due-mark.tsx';
import classes from './plan-table.module.css';

const words = drillPlansText.list;
const heights = { wide: 44, phone: 64 } as const;
const columns = ['title', 'kind', 'due', 'day', 'cadence', 'owner', 'last'] as const;

/** The rows, drawn only where they are seen. */
export function PlanTable(props: { readonly rows: readonly PlanRow[]; readonly today: string }) {
  return (
    <ListTable
      label={words.table}
      columns={columns}
      columnNames={words.columns}
      classNames={classes}
      rows={props.rows}
      heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
    >
      {(row, place) => <Row row={row} today={props.today} {...place} />}
    </ListTable>
  );
}

const Row = memo(function Row(props: RowPlace & { readonly row: PlanRow; readonly today: string }) {
  const { row, today, index, active } = props;
  const { name, plan, due } = row;
  const day = dueDay(due, today);
  return (
    <ListRow place={props} className={classes.row}>
      <span role="cell" className={classes.title}>
        <Link
          href={planPath(name)}
          className={classes.link}
          title={plan.title}
          tabIndex={active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {plan.title}
        </Link>
      </span>
      <span role="cell" className={classes.kind}>
        {kindInWords(plan.drillKind)}
      </span>
      <span role="cell" className={classes.due}>
        <DueMark state={due.state} />
      </span>
      <span role="cell" className={classes.day} title={day}>
        {day}
      </span>
      <span role="cell" className={classes.cadence} title={plan.cadence}>
        {plan.cadence || drillPlansText.once}
      </span>
      <span role="cell" className={classes.owner} title={plan.owner} dir="auto">
        {plan.owner}
      </span>
      <span role="cell" className={classes.last}>
        {due.last === undefined ? drillPlansText.due.neverHeld : shortDay(due.last.on, today)}
      </span>
    </ListRow>
  );
});
