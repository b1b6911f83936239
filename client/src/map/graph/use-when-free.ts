import { useCallback, useEffect, useRef } from 'react';

/** A click follows the finger that goes up within this time. */
const clickMs = 300;

/**
 * Does something once nobody holds anything: a click has to end on what it began on, so nothing may
 * move away under a finger. Of several things that wait, only the last is done.
 */
export function useWhenFree(): (run: () => void) => void {
  const isHeld = useRef(false);
  const waits = useRef<() => void>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const free = (): void => {
      clearTimeout(timer);
      isHeld.current = false;
      waits.current?.();
      waits.current = undefined;
    };
    const hold = (): void => {
      clearTimeout(timer);
      isHeld.current = true;
    };
    const letGo = (): void => {
      clearTimeout(timer);
      timer = setTimeout(free, clickMs);
    };
    const on = { pointerdown: hold, pointerup: letGo, pointercancel: letGo } as const;
    for (const [type, listener] of Object.entries(on))
      document.addEventListener(type, listener, true);
    document.addEventListener('click', free);
    return () => {
      clearTimeout(timer);
      waits.current = undefined;
      for (const [type, listener] of Object.entries(on))
        document.removeEventListener(type, listener, true);
      document.removeEventListener('click', free);
    };
  }, []);
  return useCallback((run) => {
    if (isHeld.current) waits.current = run;
    else run();
  }, []);
}
