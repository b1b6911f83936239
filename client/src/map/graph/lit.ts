import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { createObservable, type MutableObservable } from '../../hub/observable.ts';
import { type Fate, type Fates, noFates } from './fate.ts';
import { type LitPath, noPath, pairKey } from './lit-path.ts';

/** What is lit in the picture. Ids are of boxes. */
export interface Lit {
  /** What the rest is dimmed for; empty where it is for no single box. */
  readonly center: string;
  /** What becomes of boxes with it, or with what is taken away. */
  readonly fates: Fates;
  readonly path: LitPath;
}

export type BoxState = 'plain' | 'center' | Fate['kind'] | 'path' | 'dim';

export const nothingLit: Lit = { center: '', fates: noFates, path: noPath };

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
  return useSyncExternalStore(subscribe, () => {
    const { fates, path } = lit.get();
    return path.steps.length > 0 ? path.together.get(id) : fates.get(id);
  });
}

/** Is a line between two boxes of those that the rest is dimmed for? Ids of the boxes that it joins. */
export function useIsLineDim(from: string, to: string): boolean {
  const lit = useContext(LitContext);
  const subscribe = useCallback((listener: () => void) => lit.subscribe(listener), [lit]);
  return useSyncExternalStore(subscribe, () => isLineDim(lit.get(), from, to));
}

export function isLineDim(lit: Lit, from: string, to: string): boolean {
  if (lit.path.steps.length > 0) return !lit.path.lines.has(pairKey(from, to));
  return [from, to].some((id) => boxState(lit, id) === 'dim');
}

/** How a box is lit. */
export function boxState({ center, fates, path }: Lit, id: string): BoxState {
  if (path.steps.length > 0) {
    if (path.steps.includes(id)) return 'path';
    return path.together.get(id)?.kind ?? 'dim';
  }
  if (center === id) return 'center';
  const fate = fates.get(id);
  if (fate !== undefined) return fate.kind;
  return fates.size === 0 ? 'plain' : 'dim';
}
