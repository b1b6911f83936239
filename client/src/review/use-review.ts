import { useEffect, useMemo } from 'react';
import { useObservable, useProjectionsFeed } from '../app/hub-context.tsx';
import { useShownMap } from '../map/map-context.tsx';
import { type ReviewShown, reviewStoreOf } from './review-store.ts';

/** The review as it stands, the same for all that show it. Only inside `MapProvider`. */
export function useReview(): ReviewShown {
  const map = useShownMap();
  const projections = useProjectionsFeed();
  const store = useMemo(() => reviewStoreOf(map, projections, Date.now), [map, projections]);
  useEffect(() => store.follow(), [store]);
  return useObservable(store.shown);
}
