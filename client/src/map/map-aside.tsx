import { ActionIcon, Button } from '@mantine/core';
import { restoreMapItem } from '@holdfast/shared/model/map-commands';
import type { MapComponent, SetAside } from '@holdfast/shared/model/map-value';
import { IconArrowBackUp } from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import { useNow } from '../ui/use-now.ts';
import type { AnalysisSummary } from './analysis/analysis-messages.ts';
import { ExampleLine } from './example-line.tsx';
import { useMap, useShownMap } from './map-context.tsx';
import { connectionsAside, deletedSince } from './connections-aside.ts';
import { restoreComponent } from './edit/delete-component.ts';
import classes from './map-aside.module.css';
import { Writes } from '../access/writes.tsx';

const shownAtMost = 50;

const hourMs = 3_600_000;
const recentMs = 7 * 24 * hourMs;

/** What is kept but not on the map: connections set aside, circles, deleted components. */
export function MapAside(props: {
  readonly summary: AnalysisSummary | undefined;
  /** Of deleted components only those of the last days: the others are told elsewhere. */
  readonly recentOnly?: boolean;
}) {
  const map = useMap();
  const nowMs = useNow(hourMs, props.recentOnly === true);
  const cycles = props.summary?.cycles ?? [];
  const deleted = deletedSince(map, props.recentOnly === true ? nowMs - recentMs : 0);
  const connections = connectionsAside(map);
  if (cycles.length + deleted.length + connections.length === 0) return <ExampleLine />;
  return (
    <div className={classes.aside}>
      <ExampleLine />
      {connections.length > 0 && (
        <details className={classes.part}>
          <summary>{mapText.setAside.title(connections.length)}</summary>
          <p className={classes.lead}>{mapText.setAside.body}</p>
          <ul className={classes.list}>
            {connections.slice(0, shownAtMost).map((one) => (
              <AsideItem key={`${one.id} ${one.field} ${one.missing.id}`} aside={one} />
            ))}
          </ul>
        </details>
      )}
      {cycles.length > 0 && (
        <details className={classes.part}>
          <summary>{mapText.cycles.title(cycles.length)}</summary>
          <p className={classes.lead}>{mapText.cycles.body}</p>
          <ul className={classes.list}>
            {cycles.slice(0, shownAtMost).map((cycle) => (
              <li key={cycle.join(' ')}>
                {cycle.map((id) => map.components.get(id)?.name ?? id).join(', ')}
              </li>
            ))}
          </ul>
        </details>
      )}
      {deleted.length > 0 && <Deleted deleted={deleted} />}
    </div>
  );
}

function AsideItem({ aside }: { readonly aside: SetAside }) {
  const { attempt } = useShownMap();
  const { missing } = aside;
  return (
    <li className={classes.item}>
      <span dir="auto">{mapText.setAside.one(aside.name, missing.name)}</span>{' '}
      <span className={classes.lead}>({mapText.setAside[missing.why]})</span>
      {missing.why === 'deleted' && (
        <Writes operation="edit" doc="map" isSaid>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={mapText.setAside.restore(missing.name)}
            title={mapText.setAside.restore(missing.name)}
            onClick={() =>
              attempt((doc, context) => restoreMapItem(doc, missing.register, missing.id, context))
            }
          >
            <IconArrowBackUp size={15} />
          </ActionIcon>
        </Writes>
      )}
    </li>
  );
}

function Deleted({ deleted }: { readonly deleted: readonly MapComponent[] }) {
  const shown = useShownMap();
  return (
    <details className={classes.part}>
      <summary>{mapText.removed.title(deleted.length)}</summary>
      <ul className={classes.list}>
        {deleted.slice(0, shownAtMost).map((one) => (
          <li key={one.id} className={classes.item}>
            <span dir="auto">{one.name}</span>
            <span className={classes.lead}>{mapText.removed.by(one.deleted?.by ?? '')}</span>
            <Writes operation="edit" doc="map" isSaid>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={mapText.setAside.restore(one.name)}
                onClick={() => restoreComponent(shown, one.id)}
              >
                {mapText.removed.restore}
              </Button>
            </Writes>
          </li>
        ))}
      </ul>
    </details>
  );
}
