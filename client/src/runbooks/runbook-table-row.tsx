import { memo } from 'react';
import { Link } from 'wouter';
import { runbookPath } from '../app/routes.ts';
import { MarkedText } from '../ui/marked-text.tsx';
import { Moment } from '../ui/moment.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import type { ColumnWidths } from './column-widths.ts';
import { FittingNames, FittingTags } from './fitting-list.tsx';
import { rowIndexAttribute } from './list-focus.ts';
import type { ListedRow } from './list-model.ts';
import { RunbookMenu } from './runbook-menu.tsx';
import classes from './runbook-table.module.css';

export interface RunbookTableRowProps {
  readonly row: ListedRow;
  /** Others have the same title: also say where this one came from. */
  readonly withPath: boolean;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: ColumnWidths;
  /** The one row that Tab reaches; arrows move on from it. */
  readonly active: boolean;
  readonly onFocus: (index: number) => void;
}

/** One runbook in the list. */
export const RunbookTableRow = memo(function RunbookTableRow(props: RunbookTableRowProps) {
  const { row, index, active } = props;
  const { name, runbook, hit } = row;
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
          href={runbookPath(name)}
          className={classes.link}
          tabIndex={active ? 0 : -1}
          {...{ [rowIndexAttribute]: index }}
        >
          {runbook.title}
          {props.withPath && runbook.sourcePath !== '' && (
            <span className={classes.source}> {runbook.sourcePath}</span>
          )}
        </Link>
        {hit !== undefined && (
          <span className={classes.excerpt}>
            <MarkedText text={hit.excerpt} marks={hit.marks} />
          </span>
        )}
      </span>
      <span role="cell" className={classes.owner} title={runbook.owners.join(', ')}>
        <FittingNames items={runbook.owners} columns={props.columns} />
      </span>
      <span role="cell" className={classes.tags} title={runbook.tags.join(', ')}>
        <FittingTags items={runbook.tags} columns={props.columns} />
      </span>
      <span role="cell" className={classes.changed}>
        <Moment atMs={runbook.changedAtMs} unknown={runbooksText.neverChanged} />
        {runbook.changedBy !== '' && (
          <span className={classes.by}> {runbooksText.changedBy(runbook.changedBy)}</span>
        )}
      </span>
      <span role="cell" className={classes.actions}>
        <RunbookMenu
          name={name}
          title={runbook.title}
          archived={runbook.archived}
          tabIndex={active ? 0 : -1}
          withOpen
        />
      </span>
    </div>
  );
});
