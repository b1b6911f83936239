import { useCallback, useSyncExternalStore } from 'react';
import { createObservable } from '../hub/observable.ts';
import type { ShownRun } from './run-context.tsx';

/** The run whose page is on screen: what the app's keys, palette and dialogs act on. */
export const currentRun = createObservable<ShownRun | undefined>(undefined);

/** How that run stands; undefined where there is none. Other keys make sense once it has ended. */
export function useRunOutcome(run: ShownRun | undefined): string | undefined {
  const subscribe = useCallback(
    (listener: () => void) => run?.store.subscribe(listener) ?? (() => undefined),
    [run],
  );
  return useSyncExternalStore(subscribe, () => run?.store.state()?.outcome);
}
