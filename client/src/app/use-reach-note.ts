import { useEffect, useState } from 'react';
import { useHub, useObservable } from './hub-context.tsx';
import { openingGraceMs, reachNote, type ReachNote } from './saved-state.ts';

/** What stands in the way to the relays; that none can be reached, never while the page opens. */
export function useReachNote(): ReachNote | undefined {
  const hub = useHub();
  const saved = useObservable(hub.saved);
  const { relays, barred } = useObservable(hub.sync);
  // Measured from the start of the page, so that a screen drawn later need not wait again.
  const [openForMs, setOpenForMs] = useState(() => performance.now());
  useEffect(() => {
    const leftMs = openingGraceMs - performance.now();
    const timer = setTimeout(() => setOpenForMs(openingGraceMs), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, []);
  return reachNote(saved, relays, openForMs, barred);
}
