import { createId } from '@holdfast/shared/model/ids';
import type { NewPlan } from '@holdfast/shared/model/plan';
import type { Plan } from '@holdfast/shared/model/plan-value';
import type { NewRun } from '@holdfast/shared/model/run';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type * as Y from 'yjs';
import { drillPath } from '../../app/routes.ts';
import type { HubClient } from '../../hub/client-api.ts';
import { runsShellText } from '../../ui/text/runs-shell.ts';
import { createDrillActions } from '../drill-actions.ts';

type Done<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

/** What people do to a whole plan, from wherever they are. Nothing here needs a network. */
export interface PlanActions {
  create(plan: NewPlan): Promise<Done<{ readonly name: DocumentName }>>;
  setArchived(name: DocumentName, archived: boolean): Promise<Done<object>>;
  /** Starts a drill of a plan, with a run of its runbook or its own steps where it has any. */
  start(name: DocumentName): Promise<Done<{ readonly path: string }>>;
}

/** The models bring the Markdown parser along, which lists can do without. */
const loadModels = async () => ({
  ...(await import('@holdfast/shared/model/plan')),
  ...(await import('@holdfast/shared/model/plan-document')),
  ...(await import('@holdfast/shared/model/drill-start')),
  ...(await import('@holdfast/shared/markdown/steps')),
  ...(await import('@holdfast/shared/drilling/scenarios/catalogue')),
});

export function createPlanActions(deps: {
  readonly hub: Pick<HubClient, 'open' | 'entryContext' | 'access'>;
}): PlanActions {
  const { hub } = deps;

  async function withDocument<T>(
    name: DocumentName,
    work: (doc: Y.Doc) => Done<T> | Promise<Done<T>>,
  ): Promise<Done<T>> {
    const open = hub.open(name);
    try {
      await open.ready;
      return await work(open.doc);
    } catch {
      return { ok: false, problem: runsShellText.unreadable };
    } finally {
      open.close();
    }
  }

  /** The run that a drill of a plan begins with; undefined where there is nothing to tick off. */
  async function runOf(plan: Plan): Promise<Done<{ run?: NewRun }>> {
    if (plan.runbook === '') {
      const { readRunnable } = await loadModels();
      const { steps, variables } = readRunnable(plan.body);
      if (steps.length === 0) return { ok: true };
      const values = variables.map((one) => ({ name: one.name, value: one.default }));
      return { ok: true, run: { runbook: '', title: plan.title, text: plan.body, steps, values } };
    }
    const read = await createDrillActions({ hub }).read(plan.runbook);
    if ('problem' in read) return { ok: false, problem: read.problem };
    if (read.steps.length === 0) return { ok: true };
    const values = read.variables.map((one) => ({ name: one.name, value: one.default }));
    const { title, text, steps } = read;
    return { ok: true, run: { runbook: plan.runbook, title, text, steps, values } };
  }

  return {
    async create(plan) {
      const { actor, nowMs, random } = hub.entryContext();
      const name = `plan:${createId(random, nowMs)}`;
      return withDocument(name, async (doc) => {
        const { createPlan } = await loadModels();
        const made = createPlan(doc, plan, nowMs, actor.name);
        return made.ok ? { ok: true, name } : { ok: false, problem: made.problem };
      });
    },
    async setArchived(name, archived) {
      return withDocument<object>(name, async (doc) => {
        const { setPlanArchived } = await loadModels();
        const { actor, nowMs } = hub.entryContext();
        const done = setPlanArchived(doc, archived, nowMs, actor.name);
        return done.ok ? { ok: true } : { ok: false, problem: done.problem };
      });
    },
    async start(name) {
      return withDocument<{ readonly path: string }>(name, async (planDoc) => {
        const { readPlan, drillFromPlan, startDrill, isScenarioId, scenarioOf } =
          await loadModels();
        const plan = readPlan(planDoc);
        const begun = await runOf(plan);
        if (!begun.ok) return begun;
        const context = hub.entryContext();
        const drill = `drill:${createId(context.random, context.nowMs)}`;
        return withDocument<{ readonly path: string }>(drill, (doc) => {
          const measures = isScenarioId(plan.scenario) ? scenarioOf(plan.scenario).measures : [];
          const of = {
            ...drillFromPlan(name, plan),
            expects: measures,
            ...(begun.run === undefined ? {} : { run: begun.run }),
          };
          const started = startDrill(doc, of, context);
          return started.ok
            ? { ok: true, path: drillPath(drill) }
            : { ok: false, problem: started.problem };
        });
      });
    },
  };
}
