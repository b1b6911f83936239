import { useMemo } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { incidentPath } from '../app/routes.ts';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { copyEntryLink } from '../room/copy-entry-link.ts';
import { createIncidentActions } from './incident-actions.ts';

/** Incident actions that say what they did, and offer the way back. */
export interface SpokenIncidentActions {
  archive(name: string, title: string): void;
  restore(name: string, title: string): void;
  /** A link to the incident, or to one entry of it. */
  copyLink(name: string, entry?: string): void;
}

export function useIncidentActions(): SpokenIncidentActions {
  const hub = useHub();
  return useMemo(() => {
    const actions = createIncidentActions({ hub });
    const texts = incidentsText.room;

    async function setArchived(name: string, title: string, archived: boolean): Promise<void> {
      const result = await actions.setArchived(name, archived);
      if (!result.ok) return showProblem(texts.failedCommand, result.problem);
      showNotice(archived ? texts.archivedDone(title) : texts.restoredDone(title), {
        label: texts.undo,
        run: () => void setArchived(name, title, !archived),
      });
      return undefined;
    }

    return {
      archive: (name, title) => void setArchived(name, title, true),
      restore: (name, title) => void setArchived(name, title, false),
      copyLink(name, entry) {
        copyEntryLink(hub, incidentPath(name), entry);
      },
    };
  }, [hub]);
}
