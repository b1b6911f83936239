import { memo } from 'react';
import { Link } from 'wouter';
import { UnlessWithheld } from '../access/unless-withheld.tsx';
import { incidentPath } from '../app/routes.ts';
import { rowIndexAttribute } from '../runbooks/list-focus.ts';
import { Moment } from '../ui/moment.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import type { IncidentRow } from './incident-list-model.ts';
import { ConflictMark, DrillMark, SeverityMark, StatusMark } from './marks.tsx';
import { ListTable, type RowPlace } from '../runbooks/list-table.tsx';
import { ListRow } from '../runbooks/list-row.tsx';
import classes from './incident-table.module.css';

const words = incidentsText.list;
const heights = { wide: 36, phone: 64 } as const;
const columns = ['severity', 'title', 'status', 'commander', 'when'] as const;

/** The rows, drawn only where they are seen. */
export function IncidentTable(props: { readonly rows: readonly IncidentRow[] }) {
  const { rows } = props;

  return (
    <ListTable
      label={words.table}
      columns={columns}
      columnNames={words.columns}
      classNames={classes}
      rows={rows}
      heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
    >
      {(row, place) => <Row row={row} {...place} />}
    </ListTable>
  );
}

const Row = memo(function Row(props: RowPlace & { readonly row: IncidentRow }) {
  const { row, index, active } = props;
  const { name, incident } = row;
  const isOpen = incident.status !== 'resolved';
  const commander = incident.commanders.join(', ');
  return (
    <ListRow place={props} className={classes.row}>
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
        <UnlessWithheld doc={name}>
          <StatusMark status={incident.status} />
        </UnlessWithheld>
      </span>
      <span role="cell" className={classes.commander} title={commander}>
        {commander || (isOpen && !row.isDuplicate ? words.nobody : '')}
      </span>
      <span role="cell" className={classes.when}>
        <Moment atMs={incident.declaredAtMs} />
      </span>
    </ListRow>
  );
});
