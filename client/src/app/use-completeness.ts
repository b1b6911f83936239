import { useEffect, useState } from 'react';
import { completeness, type Completeness } from './completeness.ts';
import { useHub, useObservable } from './hub-context.tsx';
import { openingGraceMs } from './saved-state.ts';

/** Is all of the workspace on this device? */
export function useCompleteness(): Completeness {
  const report = useObservable(useHub().sync);
  return completeness(report, useOpening());
}

/** True for the first moments of the page, in which it is not known what can be reached. */
export function useOpening(): boolean {
  const [opening, setOpening] = useState(() => performance.now() < openingGraceMs);
  useEffect(() => {
    const leftMs = Math.max(0, openingGraceMs - performance.now());
    const timer = setTimeout(() => setOpening(false), leftMs);
    return () => clearTimeout(timer);
  }, []);
  return opening;
}
