import { peopleAway } from '@holdfast/shared/analysis/knowledge';
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
import type { Blast } from '../analysis/analysis-messages.ts';
import { createMapAnalysis, type MapAnalysis } from '../analysis/analysis-client.ts';
import { lastOf, useAnswerOf } from '../analysis/use-analysis.ts';
import { localDay } from '@holdfast/shared/model/local-day';
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

interface Shown {
  readonly store: MapStore;
  readonly analysis: MapAnalysis;
}

function OpenRadius(props: { readonly open: OpenDocument; readonly ids: readonly string[] }) {
  const { open } = props;
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const store = createMapStore(open.doc);
    const made = { store, analysis: createMapAnalysis(store) };
    // It listens to the document: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setShown(made);
    return () => {
      setShown(undefined);
      made.analysis.close();
      store.close();
    };
  }, [open]);
  if (shown === undefined) return <p role="status">{words.working}</p>;
  return <KnownRadius shown={shown} ids={props.ids} />;
}

function KnownRadius(props: { readonly shown: Shown; readonly ids: readonly string[] }) {
  const { ids } = props;
  const { store, analysis } = props.shown;
  const map = useSyncExternalStore(store.subscribe, store.get);
  const answer = useAnswerOf(analysis, 'blast', [ids]);
  const first = ids[0] ?? '';
  return (
    <div className={classes.radius}>
      <Radius map={map} blast={lastOf(answer)} isFailed={answer.kind === 'failed'} />
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

/** What goes down with them: worked out beside the screen, which does not wait for it. */
function Radius(props: {
  readonly map: MapValue;
  readonly blast: Blast | undefined;
  readonly isFailed: boolean;
}) {
  const { map, blast } = props;
  if (blast === undefined) {
    return (
      <p className={classes.line} role="status">
        {props.isFailed ? words.failedToTell : words.working}
      </p>
    );
  }
  const { down, others } = blast;
  return (
    <>
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
    </>
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
