import { useCallback, useSyncExternalStore } from 'react';

/** The wall clock (ms since 1970), in steps of `everyMs`; it stands still while not `running`. */
export function useNow(everyMs: number, running = true): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!running) return () => undefined;
      const timer = setInterval(listener, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs, running],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / everyMs) * everyMs);
}
