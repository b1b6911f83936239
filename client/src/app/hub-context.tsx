import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { HubClient, Observable } from '../hub/client-api.ts';
import { coalesce } from './coalesce.ts';

interface HubView {
  readonly hub: HubClient;
  readonly projections: HubClient['projections'];
}

const HubContext = createContext<HubView | undefined>(undefined);

/** Lists follow what arrives this often: quick to the eye, and never busy with drawing. */
const projectionsEveryMs = 100;
/** Every keystroke changes the report's counts; what shows them need not be drawn for each. */
const syncEveryMs = 300;

export function HubProvider(props: { readonly hub: HubClient; readonly children: ReactNode }) {
  const { hub } = props;
  const view = useMemo<HubView>(
    () => ({
      hub: { ...hub, sync: coalesce(hub.sync, syncEveryMs) },
      projections: coalesce(hub.projections, projectionsEveryMs),
    }),
    [hub],
  );
  return <HubContext value={view}>{props.children}</HubContext>;
}

function useHubView(): HubView {
  const view = useContext(HubContext);
  if (view === undefined) throw new Error('outside HubProvider');
  return view;
}

/** The hub of this tab. Only inside `HubProvider`. Projections are had from `useProjections`. */
export function useHub(): Omit<HubClient, 'projections'> {
  return useHubView().hub;
}

/** What lists need to know of every document; undefined until the first are read from this device. */
export function useProjections(): ReturnType<HubClient['projections']['get']> {
  return useObservable(useHubView().projections);
}

/** The same of one document; renders again only when that one changes. */
export function useProjection(name: DocumentName): Projection | undefined {
  const { projections } = useHubView();
  return useSyncExternalStore(
    useCallback((listener: () => void) => projections.subscribe(listener), [projections]),
    useCallback(() => projections.get()?.get(name), [projections, name]),
  );
}

/** The same as a feed, for what follows changes outside of what is drawn. */
export function useProjectionsFeed(): HubClient['projections'] {
  return useHubView().projections;
}

/** The same at one moment, for what is worked out on demand and need not follow every change. */
export function useReadProjections(): HubClient['projections']['get'] {
  const { projections } = useHubView();
  return useCallback(() => projections.get(), [projections]);
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
