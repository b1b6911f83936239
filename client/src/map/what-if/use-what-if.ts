import type { FallenComponent, MapFallen } from '@holdfast/shared/analysis/map-what-if';
import type { MapStep } from '@holdfast/shared/analysis/map-node';
import { createContext, useContext } from 'react';
import type { Degraded } from './degraded.ts';
import { nothingTaken, type Without, type WithoutKind } from './without.ts';

/** "What if": what is taken away on every screen of the map, and what falls then. */
export interface WhatIf {
  /** It is on, also while nothing is taken away yet. */
  readonly isOn: boolean;
  readonly without: Without;
  /** Undefined while it is worked out, and while it is not on. */
  readonly answer: MapFallen | undefined;
  readonly hasFailed: boolean;
  /** Ids of all components that are down: what was taken away, and what falls with it. */
  readonly down: ReadonlySet<string>;
  /** Of each component that falls: the way to the cause, itself first. */
  readonly fallen: ReadonlyMap<string, readonly MapStep[]>;
  /** Of each component that is up and yet not as it was: why. */
  readonly degraded: ReadonlyMap<string, Degraded>;
  /** Is told in words, too, what falls and why? */
  readonly isListShown: boolean;
  showList(isShown: boolean): void;
  start(): void;
  /** Takes something away, or gives it back. */
  toggle(kind: WithoutKind, id: string): void;
  leave(): void;
}

const off: WhatIf = {
  isOn: false,
  without: nothingTaken,
  answer: undefined,
  hasFailed: false,
  down: new Set(),
  fallen: new Map(),
  degraded: new Map(),
  isListShown: false,
  showList: () => undefined,
  start: () => undefined,
  toggle: () => undefined,
  leave: () => undefined,
};

const WhatIfContext = createContext<WhatIf>(off);
export const WhatIfContextProvider = WhatIfContext;

/** What is taken away on this screen. Off outside `WhatIfProvider`. */
export function useWhatIf(): WhatIf {
  return useContext(WhatIfContext);
}

export function fallenPaths(
  down: readonly FallenComponent[],
): ReadonlyMap<string, readonly MapStep[]> {
  return new Map(down.map(({ component, path }) => [component, path]));
}
