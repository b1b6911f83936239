import { createContext, useCallback, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { HubClient, Observable } from '../hub/client-api.ts';

const HubContext = createContext<HubClient | undefined>(undefined);

export function HubProvider(props: { readonly hub: HubClient; readonly children: ReactNode }) {
  return <HubContext value={props.hub}>{props.children}</HubContext>;
}

/** The hub of this tab. Only inside `HubProvider`. */
export function useHub(): HubClient {
  const hub = useContext(HubContext);
  if (hub === undefined) throw new Error('useHub outside HubProvider');
  return hub;
}

/** The present value of an observable; renders again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  const subscribe = useCallback(
    (listener: () => void) => observable.subscribe(listener),
    [observable],
  );
  const get = useCallback(() => observable.get(), [observable]);
  return useSyncExternalStore(subscribe, get);
}
