import { memo } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { ListTable, type RowPlace } from '../../runbooks/list-table.tsx';
import { mapText } from '../../ui/text/map.ts';
import { LayerMark } from '../layer-mark.tsx';
import { SpofMark } from '../spof-mark.tsx';
import type { ComponentRow } from './component-rows.ts';
import { mapSearchId } from './map-filters.tsx';
import { mapWhatIfText } from '../../ui/text/map-what-if.ts';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { ListRow } from '../../runbooks/list-row.tsx';
import classes from './component-table.module.css';

const words = mapText.list;
const heights = { wide: 36, phone: 60 } as const;
const columns = ['name', 'layer', 'finding', 'needs', 'neededBy', 'owner'] as const;

/** The components, drawn only where they are seen. */
export function ComponentTable(props: { readonly rows: readonly ComponentRow[] }) {
  const { rows } = props;
  return (
    <ListTable
      label={words.table}
      columns={columns}
      columnNames={words.columns}
      classNames={classes}
      rows={rows}
      heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
      onAbove={() => document.getElementById(mapSearchId)?.focus()}
    >
      {(row, place) => <Row row={row} {...place} />}
    </ListTable>
  );
}

/** While "what if" is on: it is down then, or not as it was. */
function WhatIfMark({ component }: { readonly component: string }) {
  const { down, degraded } = useWhatIf();
  if (down.has(component))
    return <strong className={classes.fallen}>{mapWhatIfText.isDown}</strong>;
  return degraded.has(component) ? (
    <span className={classes.degraded}>{mapWhatIfText.isDegraded}</span>
  ) : null;
}

const Row = memo(function Row(props: RowPlace & { readonly row: ComponentRow }) {
  const { row, index, active } = props;
  const { component } = row;
  const owners = row.owners.join(', ');
  return (
    <ListRow place={props} className={classes.row}>
      <span role="cell" className={classes.name}>
        <Link
          href={mapPath('components', component.id)}
          className={classes.link}
          title={component.name}
          tabIndex={active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {component.name}
        </Link>
        {component.system !== '' && <span className={classes.system}>{component.system}</span>}
        <WhatIfMark component={component.id} />
      </span>
      <span role="cell" className={classes.layer}>
        <LayerMark component={component} />
      </span>
      <span role="cell" className={classes.finding}>
        <SpofMark summary={row.summary} />
      </span>
      <span role="cell" className={classes.needs}>
        {row.needs}
      </span>
      <span role="cell" className={classes.neededBy}>
        {row.neededBy}
      </span>
      <span role="cell" className={classes.owner} title={owners}>
        {owners || words.nobody}
      </span>
    </ListRow>
  );
});
