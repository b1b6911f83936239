import { useCallback, useMemo } from 'react';
import type { MapRoute } from '../app/routes.ts';
import { useRoute } from '../app/use-route.ts';
import { changeView, type MapView, readView } from './map-view.ts';

/** What the address says is shown, and the way to change it: no new step for the way back. */
export function useView(route: MapRoute): readonly [MapView, (change: Partial<MapView>) => void] {
  const [, navigate] = useRoute();
  const view = useMemo(() => readView(route.search), [route.search]);
  const change = useCallback(
    (part: Partial<MapView>) =>
      navigate({ ...route, search: changeView(route.search, part) }, { replace: true }),
    [navigate, route],
  );
  return [view, change];
}
