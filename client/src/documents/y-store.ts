import * as Y from 'yjs';

/** Anything of Yjs that can be watched: a shared type, with all below it, or a whole document. */
export type YSource =
  | Y.Doc
  | {
      observeDeep(listener: () => void): void;
      unobserveDeep(listener: () => void): void;
    };

/** What `useSyncExternalStore` needs: a snapshot that keeps its identity until it changes. */
export interface YStore<S> {
  get(): S;
  subscribe(listener: () => void): () => void;
}

/**
 * Derives a value from Yjs. It is computed again only after the source changed, and a result equal
 * to the last keeps the last one's identity, so that React renders only for real changes.
 */
export function createYStore<T extends YSource, S>(
  source: T,
  select: (source: T) => S,
  isEqual: (a: S, b: S) => boolean = shallowEqual,
): YStore<S> {
  const listeners = new Set<() => void>();
  let cached: { readonly value: S } | undefined;
  let stale = true;

  function onChange(): void {
    stale = true;
    for (const listener of listeners) listener();
  }

  return {
    get() {
      // Without a listener nobody tells us of changes, so nothing may be trusted to be fresh.
      if (stale || listeners.size === 0 || cached === undefined) {
        const value = select(source);
        if (cached === undefined || !isEqual(cached.value, value)) cached = { value };
        stale = false;
      }
      return cached.value;
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        watch(source, onChange);
        stale = true;
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) unwatch(source, onChange);
      };
    },
  };
}

function watch(source: YSource, listener: () => void): void {
  if (source instanceof Y.Doc) source.on('update', listener);
  else source.observeDeep(listener);
}

function unwatch(source: YSource, listener: () => void): void {
  if (source instanceof Y.Doc) source.off('update', listener);
  else source.unobserveDeep(listener);
}

/** Equal by identity, or arrays or plain objects whose entries are. */
export function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && Object.is(value, right.get(key)))
  );
}
