import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus on what somebody just asked for, as it comes on screen. */
export function useFocusOnArrival<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
