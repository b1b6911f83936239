import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { CommandResult } from '@holdfast/shared/model/command';
import { type Acceptance, readAcceptances } from '@holdfast/shared/model/map-acceptances';
import type * as Y from 'yjs';
import { createYStore } from '../../documents/y-store.ts';
import { useShownMap } from '../map-context.tsx';
import { localDay } from '@holdfast/shared/model/local-day';

interface AcceptContext {
  readonly nowMs: number;
  readonly by: string;
  readonly today: string;
}

/** What is accepted, by finding, and the way to change it; gives the problem in words where refused. */
export function useAcceptances(): {
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  attempt(
    command: (doc: Y.Doc, context: AcceptContext) => CommandResult<string>,
  ): string | undefined;
} {
  const { open, change } = useShownMap();
  const { doc } = open;
  const store = useMemo(
    // Two maps are told apart by what they are: the usual comparison does not look into them.
    () => createYStore(doc.getMap('acceptances'), () => readAcceptances(doc), Object.is),
    [doc],
  );
  const acceptances = useSyncExternalStore(store.subscribe, store.get);
  const attempt = useCallback(
    (command: (target: Y.Doc, context: AcceptContext) => CommandResult<string>) => {
      const result = change((target, { nowMs, by }) =>
        command(target, { nowMs, by, today: localDay(nowMs) }),
      );
      return result.ok ? undefined : result.problem;
    },
    [change],
  );
  return { acceptances, attempt };
}
