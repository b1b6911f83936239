import type { Command } from '../app/commands.ts';
import { createObservable } from '../hub/observable.ts';

/** The drill's room on screen: what the app's keys and palette can do in it. */
export const currentRoom = createObservable<{ commands(): readonly Command[] } | undefined>(
  undefined,
);
