import type { EntryContext } from '@holdfast/shared/model/entries';
import type { CommandResult } from '@holdfast/shared/model/command';
import { createContext, useContext, useMemo } from 'react';
import type * as Y from 'yjs';
import { showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import type { IncidentStore } from './incident-store.ts';
import { useMay } from '../access/use-may.ts';

type Refused = Extract<CommandResult<string>, { ok: false }>;

/** An incident on screen, and how things are done in it. */
export interface ShownIncident {
  /** Document name. */
  readonly name: string;
  readonly doc: Y.Doc;
  readonly store: IncidentStore;
  /** What an entry takes from here. */
  readonly context: () => EntryContext;
  /** Carries a command out; says why where it is refused. True where it was not. */
  attempt(command: (doc: Y.Doc, context: EntryContext) => { readonly ok: true } | Refused): boolean;
}

const IncidentContext = createContext<ShownIncident | undefined>(undefined);
export const IncidentProvider = IncidentContext;

/** The incident around this component. Only inside `IncidentProvider`. */
export function useShownIncident(): ShownIncident {
  const shown = useContext(IncidentContext);
  const may = useMay('append', shown?.name);
  if (shown === undefined) throw new Error('outside IncidentProvider');
  return useMemo(() => (may.ok ? shown : readOnly(shown, may.why)), [shown, may]);
}

/** Nothing is written that relays would not take: whatever still tries is told why. */
function readOnly(shown: ShownIncident, why: string): ShownIncident {
  return {
    ...shown,
    attempt() {
      showProblem(incidentsText.room.failedCommand, why);
      return false;
    },
  };
}

export function shownIncident(
  parts: Pick<ShownIncident, 'name' | 'doc' | 'store' | 'context'>,
): ShownIncident {
  return {
    ...parts,
    attempt(command) {
      const result = command(parts.doc, parts.context());
      if (!result.ok) showProblem(incidentsText.room.failedCommand, result.problem);
      return result.ok;
    },
  };
}
