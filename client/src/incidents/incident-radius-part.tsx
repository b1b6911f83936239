import { useMemo } from 'react';
import { useProjection } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { mapIncidentText as words } from '../ui/text/map-incident.ts';
import { useShownIncident } from './incident-context.tsx';
import { Part } from '../room/part.tsx';
import { useIncident } from './incident-store.ts';
import { useMerged } from './merged-incidents.tsx';
import { affectedIn } from './merged-model.ts';

const BlastRadius = lazyScreen(
  async () => (await import('../map/incident/blast-radius.tsx')).BlastRadius,
  () => <p role="status">{words.working}</p>,
);

/** What depends on what is affected, and who could act; only where the map knows it. */
export function Radius() {
  const { store } = useShownIncident();
  const incident = useIncident(store);
  const { all } = useMerged();
  const map = useProjection('map');
  const ids = useMemo(() => {
    if (map?.kind !== 'map') return [];
    const named = affectedIn([incident, ...all.map((one) => one.incident)]);
    const affected = new Set(named.map((name) => name.trim().toLowerCase()));
    return map.components
      .filter(({ name, aliases = [] }) =>
        [name, ...aliases].some((one) => affected.has(one.trim().toLowerCase())),
      )
      .map(({ id }) => id);
  }, [all, incident, map]);
  if (ids.length === 0) return null;
  return (
    <Part title={words.title}>
      <BlastRadius ids={ids} />
    </Part>
  );
}
