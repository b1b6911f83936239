import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { NewPlan } from '@holdfast/shared/model/plan';
import { useHub } from '../../app/hub-context.tsx';
import { planPath } from '../../app/routes.ts';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { createPlanActions } from './plan-actions.ts';

const words = drillPlansText.plan;

/** Plan actions that say what they did, and offer the way back. */
export interface SpokenPlanActions {
  /** Makes a plan and goes to it; gives why it was not made. */
  create(plan: NewPlan): Promise<string | undefined>;
  archive(name: DocumentName, title: string): void;
  restore(name: DocumentName, title: string): void;
  /** Starts a drill and goes to it. */
  start(name: DocumentName): Promise<void>;
}

export function usePlanActions(): SpokenPlanActions {
  const hub = useHub();
  const [, setPath] = useLocation();
  return useMemo(() => {
    const actions = createPlanActions({ hub });

    async function setArchived(name: DocumentName, title: string, to: boolean): Promise<void> {
      const done = await actions.setArchived(name, to);
      if (!done.ok) return showProblem(words.notDone, done.problem);
      showNotice(to ? words.archivedDone(title) : words.restoredDone(title), {
        label: words.undo,
        run: () => void setArchived(name, title, !to),
      });
      return undefined;
    }

    return {
      async create(plan) {
        const made = await actions.create(plan);
        if (!made.ok) return made.problem;
        // Whoever goes back is not asked to make it again.
        const replace = new URLSearchParams(location.search).has('new');
        setPath(planPath(made.name), { replace });
        showNotice(words.madeDone(plan.title), {
          label: words.undo,
          run: () => void setArchived(made.name, plan.title, true),
        });
        return undefined;
      },
      archive: (name, title) => void setArchived(name, title, true),
      restore: (name, title) => void setArchived(name, title, false),
      async start(name) {
        const started = await actions.start(name);
        if (started.ok) setPath(started.path);
        else showProblem(words.startFailed, started.problem);
      },
    };
  }, [hub, setPath]);
}
