import type { Command } from '../app/commands.ts';
import { createObservable } from '../hub/observable.ts';
import type { ShownMap } from './map-context.tsx';

/** The map on screen, and what the app's keys and palette can do there; undefined where none is. */
export const currentMap = createObservable<
  { readonly shown: ShownMap; readonly commands: readonly Command[] } | undefined
>(undefined);
