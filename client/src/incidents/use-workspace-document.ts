import type { CommandResult } from '@holdfast/shared/model/command';
import { useCallback } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { incidentTemplatesText } from '../ui/text/incident-templates.ts';

/** Changes the settings that everybody shares. Gives the problem in words, or undefined when it went well. */
export type ChangeWorkspace = (
  command: (doc: Y.Doc) => CommandResult<string>,
) => Promise<string | undefined>;

/** The way to change the `workspace` document, with or without a network. */
export function useChangeWorkspace(): ChangeWorkspace {
  const hub = useHub();
  return useCallback<ChangeWorkspace>(
    async (command) => {
      const open = hub.open('workspace');
      try {
        await open.ready;
        const done = command(open.doc);
        return done.ok ? undefined : done.problem;
      } catch {
        return incidentTemplatesText.unreadable;
      } finally {
        open.close();
      }
    },
    [hub],
  );
}
