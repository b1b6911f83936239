import type { Command } from '../app/commands.ts';
import { createObservable } from '../hub/observable.ts';

/** What the app's keys and palette can do on the map on screen; undefined where none is. */
export const currentMapCommands = createObservable<readonly Command[] | undefined>(undefined);
