import { createContext, useContext } from 'react';
import type { Run } from '@holdfast/shared/model/run';
import type { Command } from '../app/commands.ts';
import type { Dialogs } from '../app/dialogs.tsx';
import type { RunActions } from './run-actions.ts';
import type { RunStore } from './run-store.ts';

/** The run that is on screen, for everything below its page, its dialogs and its keys. */
export interface ShownRun {
  readonly run: Run;
  /** Document that it is in. */
  readonly name: string;
  /** Why nothing can be ticked here, and whom to ask. */
  readonly why: string | undefined;
  readonly store: RunStore;
  readonly actions: RunActions;
  /** Does something, and says so where it was refused. */
  attempt(result: string | undefined): void;
  /** Brings a step into view and lets keys act on it. */
  goTo(place: number): void;
  move(by: 1 | -1): void;
  /** What keys and palette do in it: they are there before any run is. */
  commands(dialogs: Pick<Dialogs, 'show'>): readonly Command[];
}

const RunContext = createContext<ShownRun | undefined>(undefined);

export const RunProvider = RunContext.Provider;

/** Only below `RunProvider`. */
export function useRun(): ShownRun {
  const run = useContext(RunContext);
  if (run === undefined) throw new Error('useRun outside RunProvider');
  return run;
}
