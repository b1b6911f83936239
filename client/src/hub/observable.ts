import type { Observable } from './client-api.ts';

export interface MutableObservable<T> extends Observable<T> {
  /** Replaces the value and tells listeners; does nothing when it is the same object. */
  set(value: T): void;
}

/** A value that others may watch. */
export function createObservable<T>(initial: T): MutableObservable<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
