import { useHub, useObservable } from './hub-context.tsx';
import { describeSaved, type SavedDescription } from './saved-state.ts';

/** Where this device's edits are, in words. */
export function useSaved(): SavedDescription {
  const hub = useHub();
  return describeSaved(useObservable(hub.saved), useObservable(hub.sync).barred);
}
