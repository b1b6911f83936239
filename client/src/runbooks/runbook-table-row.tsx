import { memo } from 'react';
import { Link } from 'wouter';
import { runbookPath } from '../app/routes.ts';
import { OpenCounts } from '../comments/open-counts.tsx';
import type { Trust } from '@holdfast/shared/model/trust';
import { TrustBadge } from '../trust/trust-badge.tsx';
import { trustText } from '../ui/text/trust.ts';
import { MarkedText } from '../ui/marked-text.tsx';
import { HitWords } from './hit-words.tsx';
import { Moment } from '../ui/moment.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { templatesText } from '../ui/text/templates.ts';
import { useNow } from '../ui/use-now.ts';
import type { ColumnWidths } from './column-widths.ts';
import { FittingNames, FittingTags } from './fitting-list.tsx';
import { rowIndexAttribute } from './list-focus.ts';
import type { ListedRow } from './list-model.ts';
import { RunbookMenu } from './runbook-menu.tsx';
import type { RowPlace } from './list-table.tsx';
import { ListRow } from './list-row.tsx';
import classes from './runbook-table.module.css';

export interface RunbookTableRowProps extends RowPlace {
  readonly row: ListedRow;
  /** Others have the same title: what of its path tells this one apart. */
  readonly path: string | undefined;
  readonly trust: Trust | undefined;
  readonly showDue: boolean;
  readonly columns: ColumnWidths;
}

/** Reasons for a review are told in days. */
const hourMs = 60 * 60 * 1000;

/** One runbook in the list. */
export const RunbookTableRow = memo(function RunbookTableRow(props: RunbookTableRowProps) {
  const { row, index, active, trust, showDue } = props;
  const { name, runbook, hit } = row;
  const nowMs = useNow(hourMs, showDue);
  const bare = runbook.owners.length === 0 && runbook.tags.length === 0;
  const words = props.path === undefined ? runbook.title : `${runbook.title} ${runbook.sourcePath}`;
  return (
    <ListRow place={props} className={classes.row} {...(bare ? { 'data-bare': true } : {})}>
      <span role="cell" className={classes.title}>
        <span className={classes.line}>
          <Link
            href={runbookPath(name)}
            className={classes.link}
            title={words}
            tabIndex={active ? 0 : -1}
            {...{ [rowIndexAttribute]: index }}
          >
            <span className={classes.words}>
              <MarkedText text={runbook.title} marks={row.titleMarks ?? []} />
            </span>
            {runbook.template && <span className={classes.template}>{templatesText.mark}</span>}
            {props.path !== undefined && (
              <>
                <span className={classes.hidden}> {runbook.sourcePath}</span>
                <span className={classes.source} aria-hidden="true">
                  {props.path}
                </span>
              </>
            )}
          </Link>
          <OpenCounts comments={runbook.openComments} suggestions={runbook.openSuggestions} />
        </span>
        {showDue && trust !== undefined && (
          <span className={classes.excerpt}>{trustText.due(trust, nowMs)}</span>
        )}
        {!showDue && hit !== undefined && <HitWords className={classes.excerpt} hit={hit} />}
      </span>
      <span role="cell" className={classes.owner} title={runbook.owners.join(', ')}>
        <FittingNames items={runbook.owners} columns={props.columns} />
      </span>
      <span role="cell" className={classes.tags} title={runbook.tags.join(', ')}>
        <FittingTags items={runbook.tags} columns={props.columns} />
      </span>
      <span role="cell" className={classes.trust}>
        {trust !== undefined && <TrustBadge trust={trust} />}
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
    </ListRow>
  );
});
