import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { incidentPath } from '../app/routes.ts';
import { focusRow, nextRow, rowIndexAttribute } from '../runbooks/list-focus.ts';
import { Moment } from '../ui/moment.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import type { IncidentRow } from './incident-list-model.ts';
import { ConflictMark, DrillMark, SeverityMark, StatusMark } from './marks.tsx';
import classes from './incident-table.module.css';

const words = incidentsText.list;
const heights = { wide: 36, phone: 64 } as const;
const columns = ['severity', 'title', 'status', 'commander', 'when'] as const;

/** The rows, drawn only where they are seen. */
export function IncidentTable(props: { readonly rows: readonly IncidentRow[] }) {
  const { rows } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone === true ? heights.phone : heights.wide),
    getItemKey: (index) => rows[index]?.name ?? index,
    overscan: 12,
    // The row that has the focus must exist, also when scrolled away, or Tab would start over.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])].toSorted((a, b) => a - b),
  });

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextRow(event.key, current, rows.length);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (next < 0) return;
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
    // The row may only be drawn after the scroll.
    requestAnimationFrame(() => focusRow(next));
  }

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
                onFocus={setActive}
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
        <SeverityMark severity={incident.severity} />
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
