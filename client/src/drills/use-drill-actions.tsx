import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub } from '../app/hub-context.tsx';
import { drillPath } from '../app/routes.ts';
import { copyEntryLink } from '../room/copy-entry-link.ts';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';

/** Drill actions that say what they did, and offer the way back. */
export interface SpokenDrillActions {
  /** Starts a run, in an incident or else for practice: at once where nothing has to be asked. */
  run(runbook: string, title: string, incident?: string): Promise<void>;
  archive(name: string, title: string): void;
  restore(name: string, title: string): void;
  copyLink(name: string): void;
}

export function useDrillActions(): SpokenDrillActions {
  const hub = useHub();
  const { show } = useDialogs();
  const [, setPath] = useLocation();
  return useMemo(() => {
    // Every screen offers them, and few need them at the start.
    const load = async () => (await import('./drill-actions.ts')).createDrillActions({ hub });
    const texts = runsShellText.list;
    let isStarting = false;

    async function run(runbook: string, title: string, incident?: string): Promise<void> {
      // An impatient second click is not a second run.
      if (isStarting) return;
      isStarting = true;
      try {
        const actions = await load();
        const read = await actions.read(runbook);
        if ('problem' in read) return showProblem(runsShellText.startFailed, read.problem);
        if (read.variables.length > 0) {
          return show({ kind: 'start-run', name: runbook, title, part: false, incident });
        }
        const started = await actions.start(read, new Map(), { incident });
        if (started.ok) setPath(started.path);
        else showProblem(runsShellText.startFailed, started.problem);
      } finally {
        isStarting = false;
      }
      return undefined;
    }

    async function setArchived(name: string, title: string, archived: boolean): Promise<void> {
      const result = await (await load()).setArchived(name, archived);
      if (!result.ok) return showProblem(runbooksText.failed, result.problem);
      showNotice(archived ? texts.archivedDone(title) : texts.restoredDone(title), {
        label: texts.undo,
        run: () => void setArchived(name, title, !archived),
      });
      return undefined;
    }

    return {
      run,
      archive: (name, title) => void setArchived(name, title, true),
      restore: (name, title) => void setArchived(name, title, false),
      copyLink: (name) => copyEntryLink(hub, drillPath(name)),
    };
  }, [hub, setPath, show]);
}
