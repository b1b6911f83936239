import { useEffect, useState } from 'react';
import { useDocument } from '../documents/use-document.ts';
import { createMapAnalysis, type MapAnalysis } from '../map/analysis/analysis-client.ts';
import { createMapStore, type MapStore } from '../map/map-store.ts';

/** The workspace's map with its analysis, beside a screen that is not the map's. */
export interface DrillMap {
  readonly store: MapStore;
  /** Costs nothing until it is followed or asked. */
  readonly analysis: MapAnalysis;
}

/** Opens the map for as long as the component is there. */
export function useDrillMap(): DrillMap | 'opening' | 'failed' {
  const state = useDocument('map');
  const doc = state.kind === 'ready' ? state.open.doc : undefined;
  const [map, setMap] = useState<DrillMap>();
  useEffect(() => {
    if (doc === undefined) return undefined;
    const store = createMapStore(doc);
    const made = { store, analysis: createMapAnalysis(store) };
    // It listens to the document: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setMap(made);
    return () => {
      setMap(undefined);
      made.analysis.close();
      store.close();
    };
  }, [doc]);
  if (state.kind === 'failed') return 'failed';
  return map ?? 'opening';
}
