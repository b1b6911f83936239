import { useMediaQuery } from '@mantine/hooks';
import { useRef } from 'react';
import { searchFieldId } from '../app/use-commands.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { useColumnWidths } from './column-widths.ts';
import type { ListedRow, Trusts } from './list-model.ts';
import { RunbookTableRow } from './runbook-table-row.tsx';
import { useListRows } from './use-list-rows.ts';
import classes from './runbook-table.module.css';

const heights = { wide: 36, phone: 56, excerpt: 22 } as const;

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
  const head = useRef<HTMLDivElement>(null);
  const widths = useColumnWidths(head);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { scroller, virtualizer, current, setCurrent, onKeyDown, remember } = useListRows({
    rows,
    heightOf: (index) =>
      (phone ? heights.phone : heights.wide) +
      (rows[index]?.hit === undefined && !showDue ? 0 : heights.excerpt),
    onAbove: () => document.getElementById(searchFieldId)?.focus(),
  });

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
          onClickCapture={remember}
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
                onFocus={setCurrent}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
