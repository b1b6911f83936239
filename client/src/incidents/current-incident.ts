import type { Command, CommandContext } from '../app/commands.ts';
import { createObservable } from '../hub/observable.ts';
import type { ShownIncident } from './incident-context.tsx';
import type { ReadIncident } from './incident-store.ts';

export interface CurrentIncident extends ShownIncident {
  /** Those merged into it whose entries its timeline shows. */
  readonly merged: readonly ShownIncident[];
  /** What the app's keys and palette can do in it. */
  commands(context: Pick<CommandContext, 'dialogs' | 'print'>): readonly Command[];
}

/** The incident on screen: what the app's keys, palette and dialogs act on. */
export const currentIncident = createObservable<CurrentIncident | undefined>(undefined);

/** What was merged into the incident on screen, as it stands now. */
export function readMerged(): readonly ReadIncident[] {
  return currentIncident.get()?.merged.map(({ store }) => store.get()) ?? [];
}

/** The incident on screen, and what was merged into it. */
export function shownTogether(): readonly ShownIncident[] {
  const shown = currentIncident.get();
  return shown === undefined ? [] : [shown, ...shown.merged];
}
