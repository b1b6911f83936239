import { graphOf } from '@holdfast/shared/analysis/fault-graph';
import { peopleAway } from '@holdfast/shared/analysis/knowledge';
import { faultModelOf } from '@holdfast/shared/analysis/map-fault-model';
import { createMapWhatIf } from '@holdfast/shared/analysis/map-what-if';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useProjections } from '../../app/hub-context.tsx';
import { drillPath, mapPath } from '../../app/routes.ts';
import { useDocument } from '../../documents/use-document.ts';
import type { OpenDocument } from '../../hub/client-api.ts';
import { mapIncidentText as words } from '../../ui/text/map-incident.ts';
import { Moment } from '../../ui/moment.tsx';
import { useNow } from '../../ui/use-now.ts';
import { createReach } from '../analysis/reach.ts';
import { localDay } from '../local-day.ts';
import { createMapStore, type MapStore } from '../map-store.ts';
import { openDrillFindings } from './open-drill-findings.ts';
import classes from './blast-radius.module.css';

const shownNames = 12;

/** What goes down with some components, what else depends on them, and who can operate them. */
export function BlastRadius(props: { readonly ids: readonly string[] }) {
  const state = useDocument('map');
  if (state.kind === 'failed') return <p>{words.unreadable}</p>;
  if (state.kind === 'opening') return <p role="status">{words.working}</p>;
  return <OpenRadius open={state.open} ids={props.ids} />;
}

function OpenRadius(props: { readonly open: OpenDocument; readonly ids: readonly string[] }) {
  const { open } = props;
  const [store, setStore] = useState<MapStore>();
  useEffect(() => {
    const made = createMapStore(open.doc);
    // It listens to the document: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setStore(made);
    return () => {
      setStore(undefined);
      made.close();
    };
  }, [open]);
  if (store === undefined) return <p role="status">{words.working}</p>;
  return <KnownRadius store={store} ids={props.ids} />;
}

function KnownRadius(props: { readonly store: MapStore; readonly ids: readonly string[] }) {
  const { store, ids } = props;
  const map = useSyncExternalStore(store.subscribe, store.get);
  const { down, others } = useMemo(() => radiusOf(map, ids), [map, ids]);
  const first = ids[0] ?? '';
  return (
    <div className={classes.radius}>
      <p className={classes.line}>{words.down(down.length)}</p>
      {down.length > 0 && (
        <ul className={classes.names}>
          {down.slice(0, shownNames).map((id) => (
            <li key={id}>
              <Link href={mapPath('components', id)} dir="auto">
                {map.components.get(id)?.name ?? id}
              </Link>
            </li>
          ))}
          {down.length > shownNames && <li>{words.more(down.length - shownNames)}</li>}
        </ul>
      )}
      {others > 0 && <p className={classes.line}>{words.degraded(others)}</p>}
      <h3 className={classes.heading}>{words.people}</h3>
      <People map={map} ids={ids} />
      <h3 className={classes.heading}>{words.drills}</h3>
      <DrillFindings map={map} ids={ids} />
      <Link href={mapPath('graph', '', `at=${first}`)} className={classes.link}>
        {words.inGraph}
      </Link>
    </div>
  );
}

function People(props: { readonly map: MapValue; readonly ids: readonly string[] }) {
  const { map, ids } = props;
  const away = peopleAway(map, localDay(useNow(60_000)));
  return (
    <ul className={classes.people}>
      {ids.flatMap((id) => {
        const name = map.components.get(id)?.name ?? id;
        const known = [...map.knowledge.values()].filter(
          ({ component, level }) => component === id && (level === 'lead' || level === 'operate'),
        );
        if (known.length === 0) return [<li key={id}>{words.nobody(name)}</li>];
        return known
          .toSorted((a, b) => Number(away.has(a.person)) - Number(away.has(b.person)))
          .map(({ person, level }) => (
            <li key={`${id} ${person}`}>
              <Link href={mapPath('people', person)} dir="auto">
                {map.people.get(person)?.name ?? person}
              </Link>{' '}
              {level === 'lead' ? words.leads : words.operates}
              {ids.length > 1 && ` (${name})`}
              {away.has(person) && <strong className={classes.away}> {words.away}</strong>}
            </li>
          ));
      })}
    </ul>
  );
}

function DrillFindings(props: { readonly map: MapValue; readonly ids: readonly string[] }) {
  const { map, ids } = props;
  const projections = useProjections();
  const findings = useMemo(
    () =>
      openDrillFindings(
        ids.flatMap((id) => map.components.get(id) ?? []),
        projections,
      ),
    [map.components, ids, projections],
  );
  if (findings.length === 0) return <p className={classes.line}>{words.noDrills}</p>;
  return (
    <ul className={classes.people}>
      {findings.map(({ drill, run, title, endedAtMs, failedSteps }) => (
        <li key={`${drill} ${run}`}>
          <Link href={drillPath(drill, run)} dir="auto">
            {title}
          </Link>{' '}
          {words.failed(failedSteps)} <Moment atMs={endedAtMs} />
        </li>
      ))}
    </ul>
  );
}

/** Ids of what goes down with them, and how many more depend on them in some way. */
function radiusOf(
  map: MapValue,
  ids: readonly string[],
): { readonly down: readonly string[]; readonly others: number } {
  const built = graphOf(faultModelOf(map));
  const down = built.ok
    ? createMapWhatIf(map, built.graph)({ components: ids }).down.map(({ component }) => component)
    : [];
  const reach = createReach(map);
  const needing = new Set(ids.flatMap((id) => reach.neededBy(id)));
  for (const id of [...ids, ...down]) needing.delete(id);
  return { down, others: needing.size };
}
