import { useMediaQuery } from '@mantine/hooks';
import { memo } from 'react';
import { Link } from 'wouter';
import { incidentPath } from '../app/routes.ts';
import { rowIndexAttribute } from '../runbooks/list-focus.ts';
import { Moment } from '../ui/moment.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import type { IncidentRow } from './incident-list-model.ts';
import { ConflictMark, DrillMark, SeverityMark, StatusMark } from './marks.tsx';
import { useListRows } from '../runbooks/use-list-rows.ts';
import classes from './incident-table.module.css';

const words = incidentsText.list;
const heights = { wide: 36, phone: 64 } as const;
const columns = ['severity', 'title', 'status', 'commander', 'when'] as const;

/** The rows, drawn only where they are seen. */
export function IncidentTable(props: { readonly rows: readonly IncidentRow[] }) {
  const { rows } = props;
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { scroller, virtualizer, current, setCurrent, onKeyDown, remember } = useListRows({
    rows,
    heightOf: () => (phone === true ? heights.phone : heights.wide),
  });

  return (
    <div
      role="table"
      aria-label={words.table}
      aria-rowcount={rows.length + 1}
      className={classes.table}
    >
      <div role="rowgroup" className={classes.headGroup}>
        <div role="row" aria-rowindex={1} className={classes.head}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={classes[column]}>
              {words.columns[column]}
            </span>
          ))}
        </div>
      </div>
      <div ref={scroller} role="presentation" className={classes.scroller}>
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={onKeyDown}
          onClickCapture={remember}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <Row
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                height={item.size}
                active={item.index === current}
                onFocus={setCurrent}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const Row = memo(function Row(props: {
  readonly row: IncidentRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** The one row that Tab reaches; arrows move on from it. */
  readonly active: boolean;
  readonly onFocus: (index: number) => void;
}) {
  const { row, index, active } = props;
  const { name, incident } = row;
  const isOpen = incident.status !== 'resolved';
  const commander = incident.commanders.join(', ');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onFocus={() => props.onFocus(index)}
    >
      <span role="cell" className={classes.severity}>
        <SeverityMark severity={incident.severity} stated={incident.severityStated} />
      </span>
      <span role="cell" className={classes.title}>
        <Link
          href={incidentPath(name)}
          className={classes.link}
          title={incident.title}
          tabIndex={active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {incident.title}
        </Link>
        <span className={classes.marks}>
          {incident.drill && <DrillMark />}
          {incident.inConflict && <ConflictMark />}
          {row.isDuplicate && <span className={classes.duplicate}>{words.duplicate}</span>}
        </span>
      </span>
      <span role="cell" className={classes.status}>
        <StatusMark status={incident.status} />
      </span>
      <span role="cell" className={classes.commander} title={commander}>
        {commander || (isOpen && !row.isDuplicate ? words.nobody : '')}
      </span>
      <span role="cell" className={classes.when}>
        <Moment atMs={incident.declaredAtMs} />
      </span>
    </div>
  );
});
