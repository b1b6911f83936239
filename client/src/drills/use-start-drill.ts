import type { NewDrill } from '@holdfast/shared/model/drill-start';
import { createId } from '@holdfast/shared/model/ids';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useHub } from '../app/hub-context.tsx';
import { drillPath } from '../app/routes.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';

/** Ways to start a drill, with or without a network; its room is shown then. */
export interface StartDrill {
  /** Gives the problem in words, or undefined where it was started. */
  start(drill: NewDrill): Promise<string | undefined>;
}

export function useStartDrill(): StartDrill {
  const hub = useHub();
  const [, go] = useLocation();
  return useMemo(() => {
    async function start(drill: NewDrill): Promise<string | undefined> {
      const context = hub.entryContext();
      const name = `drill:${createId(context.random, context.nowMs)}`;
      const open = hub.open(name);
      try {
        await open.ready;
        const { startDrill } = await import('@holdfast/shared/model/drill-start');
        const started = startDrill(open.doc, drill, context);
        if (!started.ok) return started.problem;
        go(drillPath(name));
        return undefined;
      } catch {
        return runsShellText.unreadable;
      } finally {
        open.close();
      }
    }
    return { start };
  }, [go, hub]);
}
