import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { createObservable, type MutableObservable } from '../../hub/observable.ts';
import { type Fate, type Fates, noFates } from './fate.ts';

/** What is lit in the picture. Ids are of boxes. */
export interface Lit {
  /** What the rest is dimmed for; empty where it is for no single box. */
  readonly center: string;
  /** What becomes of boxes with it, or with what is taken away. */
  readonly fates: Fates;
  /** On the way from what is down to its cause, in that order. */
  readonly path: readonly string[];
}

export type BoxState = 'plain' | 'center' | Fate['kind'] | 'path' | 'dim';

export const nothingLit: Lit = { center: '', fates: noFates, path: [] };

export function createLit(): MutableObservable<Lit> {
  return createObservable(nothingLit);
}

const LitContext = createContext<MutableObservable<Lit>>(createLit());
export const LitProvider = LitContext;

/** How one box is lit: only boxes whose state changes are drawn anew. */
export function useBoxState(id: string): BoxState {
  const lit = useContext(LitContext);
  const subscribe = useCallback((listener: () => void) => lit.subscribe(listener), [lit]);
  return useSyncExternalStore(subscribe, () => boxState(lit.get(), id));
}

/** What becomes of one box, where `useBoxState` says that something does. */
export function useFate(id: string): Fate | undefined {
  const lit = useContext(LitContext);
  const subscribe = useCallback((listener: () => void) => lit.subscribe(listener), [lit]);
  return useSyncExternalStore(subscribe, () => lit.get().fates.get(id));
}

/** How a box is lit. */
export function boxState({ center, fates, path }: Lit, id: string): BoxState {
  if (path.length > 0) return path.includes(id) ? 'path' : 'dim';
  if (center === id) return 'center';
  const fate = fates.get(id);
  if (fate !== undefined) return fate.kind;
  return fates.size === 0 ? 'plain' : 'dim';
}
