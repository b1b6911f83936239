import { useMediaQuery } from '@mantine/hooks';
import { Fragment, type ReactNode, type Ref } from 'react';
import { useListRows } from './use-list-rows.ts';
import classes from './list-table.module.css';

/** Where a row stands, and whether it is the one that Tab reaches. Pixels. */
export interface RowPlace {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** The one row that Tab reaches; arrows move on from it. */
  readonly active: boolean;
  readonly onFocus: (index: number) => void;
}

/** A table whose rows are drawn only where they are seen, so that ten thousand scroll like ten. */
export function ListTable<R extends { readonly name: string }, C extends string>(props: {
  readonly label: string;
  readonly columns: readonly C[];
  readonly columnNames: Readonly<Record<C, string>>;
  /** Of the head, under `head`, and of each column's cell, under its name. */
  readonly classNames: Readonly<Record<string, string | undefined>>;
  readonly rows: readonly R[];
  readonly heightOf: (index: number, phone: boolean) => number;
  /** Goes to what stands above the first row. */
  readonly onAbove?: () => void;
  readonly head?: Ref<HTMLDivElement>;
  readonly children: (row: R, place: RowPlace) => ReactNode;
}) {
  const { label, columns, columnNames, classNames, rows, heightOf, onAbove, head, children } =
    props;
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { scroller, virtualizer, current, setCurrent, onKeyDown, remember } = useListRows({
    rows,
    heightOf: (index) => heightOf(index, phone === true),
    ...(onAbove === undefined ? {} : { onAbove }),
  });
  return (
    <div role="table" aria-label={label} aria-rowcount={rows.length + 1} className={classes.table}>
      <div role="rowgroup" className={classes.headGroup}>
        <div
          ref={head}
          role="row"
          aria-rowindex={1}
          className={`${classes.headRow} ${classNames['head']}`}
        >
          {columns.map((column) => (
            <span
              key={column}
              role="columnheader"
              className={classNames[column]}
              data-column={column}
            >
              {column === 'actions' ? (
                <span className={classes.hidden}>{columnNames[column]}</span>
              ) : (
                columnNames[column]
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
          {virtualizer.getVirtualItems().map(({ key, index, start, size }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const place: RowPlace = {
              index,
              top: start,
              height: size,
              active: index === current,
              onFocus: setCurrent,
            };
            return <Fragment key={key}>{children(row, place)}</Fragment>;
          })}
        </div>
      </div>
    </div>
  );
}
