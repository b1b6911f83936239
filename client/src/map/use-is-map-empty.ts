import { useMap } from './map-context.tsx';

/** Is there nothing at all on the map, not even something that was deleted? */
export function useIsMapEmpty(): boolean {
  const map = useMap();
  return (
    map.components.size === 0 &&
    map.deleted.components.size === 0 &&
    map.people.size === 0 &&
    map.domains.size === 0
  );
}
