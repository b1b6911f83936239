import type { Observable } from '../hub/client-api.ts';

/**
 * An observable that changes at most every `pauseMs`: at once after a quiet time, then once for all
 * that came meanwhile. While hundreds of documents arrive, lists are drawn ten times a second and
 * not once for each.
 */
export function coalesce<T>(source: Observable<T>, pauseMs: number): Observable<T> {
  const listeners = new Set<() => void>();
  let value = source.get();
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;

  function show(): void {
    dirty = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (dirty) show();
    }, pauseMs);
    const next = source.get();
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  }

  function onChange(): void {
    dirty = true;
    if (timer === undefined) show();
  }

  return {
    get() {
      // Nobody tells us of changes while nobody listens.
      if (listeners.size === 0) value = source.get();
      return value;
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        value = source.get();
        stop = source.subscribe(onChange);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
