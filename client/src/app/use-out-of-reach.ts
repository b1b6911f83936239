import { useEffect, useState } from 'react';
import { useHub, useObservable } from './hub-context.tsx';
import { isOutOfReach, openingGraceMs } from './saved-state.ts';

/** True while edits are safe on relays but no relay can be reached; never while the page opens. */
export function useOutOfReach(): boolean {
  const hub = useHub();
  const saved = useObservable(hub.saved);
  const { relays } = useObservable(hub.sync);
  // Measured from the start of the page, so that a screen drawn later need not wait again.
  const [openForMs, setOpenForMs] = useState(() => performance.now());
  useEffect(() => {
    const leftMs = openingGraceMs - performance.now();
    const timer = setTimeout(() => setOpenForMs(openingGraceMs), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, []);
  return isOutOfReach(saved, relays, openForMs);
}
