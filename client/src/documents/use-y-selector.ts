import { useMemo, useSyncExternalStore } from 'react';
import { createYStore, type YSource } from './y-store.ts';

/**
 * The value that `select` derives from Yjs data, kept up to date. `select` must be stable (declared
 * outside the component, or memoised): a new one starts over.
 */
export function useYSelector<T extends YSource, S>(source: T, select: (source: T) => S): S {
  const store = useMemo(() => createYStore(source, select), [source, select]);
  return useSyncExternalStore(store.subscribe, store.get);
}
