import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';

/** So long after the last step of a zoom it is over, ms. */
const restMs = 200;

/**
 * Drawn anew at the beginning and at the end of a zoom, not for its steps. `isFollowed`: else it is
 * never said.
 */
export function useIsZooming(isFollowed: boolean): boolean {
  const store = useStoreApi();
  const [isZooming, setZooming] = useState(false);
  useEffect(() => {
    if (!isFollowed) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe((now, before) => {
      if (now.transform[2] === before.transform[2]) return;
      // Whoever goes through boxes by keys must not lose the one they are at.
      if (now.domNode?.querySelector('.react-flow__node:focus-visible')) return;
      clearTimeout(timer);
      timer = setTimeout(() => setZooming(false), restMs);
      setZooming(true);
    });
    return () => {
      clearTimeout(timer);
      stop();
      setZooming(false);
    };
  }, [store, isFollowed]);
  return isZooming;
}
