import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { type BorrowedMap, borrowMap, type SharedMapState } from './shared-map.ts';

const opening: SharedMapState = { kind: 'opening' };
const nothing = (): void => undefined;

/** The tab's one map, for as long as the component is there. */
export function useSharedMap(): SharedMapState {
  const hub = useHub();
  const [borrowed, setBorrowed] = useState<BorrowedMap>();
  useEffect(() => {
    const one = borrowMap(hub);
    // It opens a document: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setBorrowed(one);
    return () => {
      setBorrowed(undefined);
      one.giveBack();
    };
  }, [hub]);
  const state = borrowed?.state;
  return useSyncExternalStore(
    useCallback((listener: () => void) => state?.subscribe(listener) ?? nothing, [state]),
    useCallback(() => state?.get() ?? opening, [state]),
  );
}
