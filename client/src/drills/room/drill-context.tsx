import type { CommandResult } from '@holdfast/shared/model/command';
import type { EntryContext } from '@holdfast/shared/model/entries';
import type { DrillMoment } from '@holdfast/shared/model/drill-entries';
import { createContext, useContext, useMemo } from 'react';
import type * as Y from 'yjs';
import { showProblem } from '../../ui/notice.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import type { DrillStore } from './drill-store.ts';
import { useMay } from '../../access/use-may.ts';

/** What is asked in a room, one at a time. Ids are of entries. */
export type RoomDialog =
  | { readonly kind: 'rename' }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'abort'; readonly reason?: string }
  | { readonly kind: 'moment'; readonly which: DrillMoment }
  /** `from`: whoever has the role and gives it to another; absent: somebody is added. */
  | { readonly kind: 'participant'; readonly role: string; readonly from?: string }
  /** `of`: the expected line; empty: nothing that was expected. */
  | { readonly kind: 'observe'; readonly of: string }
  | { readonly kind: 'run' }
  | { readonly kind: 'correct'; readonly entry: string };

/** A drill on screen, and how things are done in it. */
export interface ShownDrill {
  /** Document name. */
  readonly name: string;
  readonly doc: Y.Doc;
  readonly store: DrillStore;
  /** What an entry takes from here. */
  readonly context: () => EntryContext;
  /** Carries a command out; says why where it is refused. True where it was not. */
  attempt(
    command: (
      doc: Y.Doc,
      context: EntryContext,
    ) => { readonly ok: true } | Extract<CommandResult<string>, { ok: false }>,
  ): boolean;
  show(dialog: RoomDialog | undefined): void;
  /** After the drill got or changed its end: writes its seal into the log. */
  seal(): void;
}

const DrillContext = createContext<ShownDrill | undefined>(undefined);
export const DrillProvider = DrillContext;

/** The drill around this component. Only inside `DrillProvider`. */
export function useShownDrill(): ShownDrill {
  const shown = useContext(DrillContext);
  const may = useMay('append', shown?.name);
  if (shown === undefined) throw new Error('outside DrillProvider');
  return useMemo(() => (may.ok ? shown : readOnly(shown, may.why)), [shown, may]);
}

/** Nothing is written that relays would not take: whatever still tries is told why. */
function readOnly(shown: ShownDrill, why: string): ShownDrill {
  return {
    ...shown,
    attempt() {
      showProblem(drillRoomText.failed, why);
      return false;
    },
  };
}

export function shownDrill(parts: Omit<ShownDrill, 'attempt'>): ShownDrill {
  return {
    ...parts,
    attempt(command) {
      const result = command(parts.doc, parts.context());
      if (!result.ok) showProblem(drillRoomText.failed, result.problem);
      return result.ok;
    },
  };
}
