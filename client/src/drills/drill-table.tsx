import { practiceRun } from '@holdfast/shared/model/drill-kinds';
import { useMediaQuery } from '@mantine/hooks';
import { memo } from 'react';
import { Link } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { rowIndexAttribute } from '../runbooks/list-focus.ts';
import { OutcomePill } from '../runs/state-pill.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import { DrillMenu } from './drill-menu.tsx';
import { drillProgress, type DrillRow } from './drill-list-model.ts';
import { useListRows } from '../runbooks/use-list-rows.ts';
import classes from './drill-table.module.css';

const words = runsText.list;
const heights = { wide: 36, phone: 60 } as const;
const columns = ['title', 'outcome', 'progress', 'people', 'when', 'actions'] as const;

/** The rows, drawn only where they are seen. */
export function DrillTable(props: { readonly rows: readonly DrillRow[] }) {
  const { rows } = props;
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { scroller, virtualizer, current, setCurrent, onKeyDown, remember } = useListRows({
    rows,
    heightOf: () => (phone ? heights.phone : heights.wide),
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
              {column === 'actions' ? (
                <span className={classes.hidden}>{words.columns.actions}</span>
              ) : (
                words.columns[column]
              )}
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
  readonly row: DrillRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** The one row that Tab reaches; arrows move on from it. */
  readonly active: boolean;
  readonly onFocus: (index: number) => void;
}) {
  const { row, index, active } = props;
  const { name, drill } = row;
  const { done, steps, skipped, failed } = drillProgress(drill);
  const people = drill.people.join(', ');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onFocus={() => props.onFocus(index)}
    >
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
        <OutcomePill outcome={drill.outcome} />
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
    </div>
  );
});
