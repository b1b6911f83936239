import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { searchFieldId } from '../app/use-commands.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { useColumnWidths } from './column-widths.ts';
import { focusRow, nextRow } from './list-focus.ts';
import { readListPlace, saveListPlace } from './list-place.ts';
import type { ListedRow, Trusts } from './list-model.ts';
import { RunbookTableRow } from './runbook-table-row.tsx';
import classes from './runbook-table.module.css';

const heights = { wide: 36, phone: 56, excerpt: 22 } as const;
/** Browsers refuse too many changes of the history. */
const placePauseMs = 150;

const columns = ['title', 'owner', 'tags', 'trust', 'changed', 'actions'] as const;

/** The rows, drawn only where they are seen, so that ten thousand scroll like ten. */
export function RunbookTable(props: {
  readonly rows: readonly ListedRow[];
  /** For runbooks that share a title: what of their paths tells them apart. */
  readonly paths: ReadonlyMap<string, string>;
  readonly trusts: Trusts;
  /** Each row says why it is due for review. */
  readonly showDue: boolean;
}) {
  const { rows, trusts, showDue } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const widths = useColumnWidths(head);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [place] = useState(() => readListPlace(history));
  const [active, setActive] = useState(place?.row ?? 0);
  const current = Math.min(active, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) =>
      (phone ? heights.phone : heights.wide) +
      (rows[index]?.hit === undefined && !showDue ? 0 : heights.excerpt),
    getItemKey: (index) => rows[index]?.name ?? index,
    overscan: 12,
    initialOffset: place?.offset ?? 0,
    // The row that has the focus must exist, also when scrolled away, or Tab would start over.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    // Back from a runbook: to the row it was opened from.
    if (place === undefined) return undefined;
    // The row is drawn once the list has measured itself.
    const frame = requestAnimationFrame(() => {
      // Unless someone is in the search or elsewhere by then: also what they type brings rows back.
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
    if (next < 0) {
      document.getElementById(searchFieldId)?.focus();
      return;
    }
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
    // The row may only be drawn after the scroll.
    requestAnimationFrame(() => focusRow(next));
  }

  return (
    <div
      role="table"
      aria-label={runbooksText.table}
      aria-rowcount={rows.length + 1}
      className={classes.table}
    >
      <div role="rowgroup" className={classes.headGroup}>
        <div ref={head} role="row" aria-rowindex={1} className={classes.head}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={classes[column]} data-column={column}>
              {column === 'actions' ? (
                <span className={classes.hidden}>{runbooksText.columns.actions}</span>
              ) : (
                runbooksText.columns[column]
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
              <RunbookTableRow
                key={item.key}
                row={row}
                path={props.paths.get(row.name)}
                trust={trusts.get(row.name)}
                showDue={showDue}
                index={item.index}
                top={item.start}
                height={item.size}
                columns={widths}
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
