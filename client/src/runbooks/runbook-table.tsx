import { useRef } from 'react';
import { searchFieldId } from '../app/use-commands.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { useColumnWidths } from './column-widths.ts';
import type { ListedRow, Trusts } from './list-model.ts';
import { RunbookTableRow } from './runbook-table-row.tsx';
import { ListTable } from './list-table.tsx';
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

  return (
    <ListTable
      label={runbooksText.table}
      columns={columns}
      columnNames={runbooksText.columns}
      classNames={classes}
      rows={rows}
      heightOf={(index, phone) =>
        (phone ? heights.phone : heights.wide) +
        (rows[index]?.hit === undefined && !showDue ? 0 : heights.excerpt)
      }
      onAbove={() => document.getElementById(searchFieldId)?.focus()}
      head={head}
    >
      {(row, place) => (
        <RunbookTableRow
          row={row}
          path={props.paths.get(row.name)}
          trust={trusts.get(row.name)}
          showDue={showDue}
          columns={widths}
          {...place}
        />
      )}
    </ListTable>
  );
}
