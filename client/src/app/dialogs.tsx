import type { IncidentRole, Milestone } from '@holdfast/shared/model/incident-terms';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

/** Dialogs of runs; all but the first are about the run on screen. */
export type RunDialog =
  | {
      readonly kind: 'start-run';
      readonly name: string;
      readonly title: string;
      /** Which steps is asked even where nothing has to be. */
      readonly part: boolean;
      /** Document name of the incident that it is run in; for practice where absent. */
      readonly incident?: string | undefined;
    }
  | {
      readonly kind: 'step-words';
      readonly place: number;
      readonly what: 'note' | 'skip' | 'fail';
    }
  | { readonly kind: 'end-run' }
  | { readonly kind: 'run-values' };

/** Dialogs of the incident on screen. */
export type IncidentDialog =
  | { readonly kind: 'incident-update' }
  | { readonly kind: 'incident-merge' }
  | { readonly kind: 'incident-rename' }
  | { readonly kind: 'incident-run' }
  | { readonly kind: 'incident-correct'; readonly entry: string }
  | { readonly kind: 'incident-time'; readonly which: Milestone }
  | { readonly kind: 'incident-give'; readonly role: IncidentRole };

/** Dialogs of the map on screen. Ids are of components. */
export type MapDialog =
  /** Adds one, needed by another where that is said; changes the one that is named. */
  | {
      readonly kind: 'map-component';
      readonly id?: string;
      readonly neededBy?: string;
      /** Where to begin; at the name where absent. */
      readonly field?: 'domains' | 'owners' | 'staff' | 'objective';
    }
  | { readonly kind: 'map-needs'; readonly id: string; readonly to?: string }
  /**
   * Adds a redundancy group, with a member to begin with, for all `needers` of that; changes the one
   * that is named.
   */
  | {
      readonly kind: 'map-group';
      readonly component: string;
      readonly id?: string;
      readonly member?: string;
      readonly needers?: readonly string[];
      /** What is said of failovers is shown from the start. */
      readonly isFailover?: boolean;
    }
  | {
      readonly kind: 'map-places';
      readonly domain: string;
      readonly components: readonly string[];
    }
  | { readonly kind: 'map-domains' };

/** What an incident is declared from; nothing of it has to be known. */
export interface DeclareFrom {
  /** Document name of a runbook, and its title. */
  readonly runbook?: { readonly name: string; readonly title: string };
  readonly components?: readonly string[];
  readonly alerts?: readonly string[];
}

/** The one dialog that may be open. */
export type Dialog =
  | { readonly kind: 'not-allowed'; readonly why: string }
  /** `pattern`: id of the one to start from; `title`: to begin with; `components`: it is about. */
  | {
      readonly kind: 'create';
      readonly pattern?: string;
      readonly title?: string;
      readonly components?: readonly string[];
    }
  | { readonly kind: 'rename'; readonly name: string; readonly title: string }
  | { readonly kind: 'review'; readonly name: string; readonly title: string }
  | RunDialog
  | IncidentDialog
  | MapDialog
  | { readonly kind: 'declare'; readonly from?: DeclareFrom }
  | { readonly kind: 'incident-templates' }
  | { readonly kind: 'start-drill' }
  | { readonly kind: 'take-hand-over' }
  | { readonly kind: 'who-may-see'; readonly name: string; readonly title: string }
  | { readonly kind: 'help' };

export interface Dialogs {
  readonly current: Dialog | undefined;
  show(dialog: Dialog): void;
  close(): void;
}

const DialogsContext = createContext<Dialogs | undefined>(undefined);

export function DialogsProvider(props: { readonly children: ReactNode }) {
  const [current, setCurrent] = useState<Dialog>();
  const dialogs = useMemo<Dialogs>(
    () => ({ current, show: setCurrent, close: () => setCurrent(undefined) }),
    [current],
  );
  return <DialogsContext value={dialogs}>{props.children}</DialogsContext>;
}

/** Opens and closes dialogs. Only inside `DialogsProvider`. */
export function useDialogs(): Dialogs {
  const dialogs = useContext(DialogsContext);
  if (dialogs === undefined) throw new Error('useDialogs outside DialogsProvider');
  return dialogs;
}
