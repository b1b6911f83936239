import { practiceRun } from '@holdfast/shared/model/drill-kinds';
import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { focusRow, nextRow, rowIndexAttribute } from '../runbooks/list-focus.ts';
import { readListPlace, saveListPlace } from '../runbooks/list-place.ts';
import { OutcomePill } from '../runs/state-pill.tsx';
import { Moment } from '../ui/moment.tsx';
import { runsText } from '../ui/text/runs.ts';
import { DrillMenu } from './drill-menu.tsx';
import { drillProgress, type DrillRow } from './drill-list-model.ts';
import classes from './drill-table.module.css';

const words = runsText.list;
const heights = { wide: 36, phone: 60 } as const;
/** Browsers refuse too many changes of the history. */
const placePauseMs = 150;
const columns = ['title', 'outcome', 'progress', 'people', 'when', 'actions'] as const;

/** The rows, drawn only where they are seen. */
export function DrillTable(props: { readonly rows: readonly DrillRow[] }) {
  const { rows } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [place] = useState(() => readListPlace(history));
  const [active, setActive] = useState(place?.row ?? 0);
  const current = Math.min(active, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? heights.phone : heights.wide),
    getItemKey: (index) => rows[index]?.name ?? index,
    overscan: 12,
    initialOffset: place?.offset ?? 0,
    // The row that has the focus must exist, also when scrolled away, or Tab would start over.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    // Back from a drill: to the row it was opened from.
    if (place === undefined) return undefined;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement?.contains(scroller.current) === true) focusRow(place.row);
    });
    return () => cancelAnimationFrame(frame);
  }, [place]);

  const { scrollOffset } = virtualizer;
  useEffect(() => {
    const timer = setTimeout(
      () => saveListPlace(history, { row: current, offset: scrollOffset ?? 0 }),
      placePauseMs,
    );
    return () => clearTimeout(timer);
  }, [current, scrollOffset]);

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
          // Before the click leads elsewhere.
          onClickCapture={() => saveListPlace(history, { row: current, offset: scrollOffset ?? 0 })}
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
