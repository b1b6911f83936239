import { createId } from '@holdfast/shared/model/ids';
import type { Runnable } from '@holdfast/shared/markdown/steps';
import { drillPath, incidentRunPath } from '../app/routes.ts';
import type { HubClient } from '../hub/client-api.ts';
import { keepVersion } from '../history/record-version.ts';
import { nextTask } from '../ui/next-task.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';

export type DrillActionResult =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string };

/** A runbook read for a run: its text at this moment, with its steps and variables. */
export interface ReadRunbook extends Runnable {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Who changed it last; empty where that is not known. */
  readonly changedBy: string;
}

export interface RunPlace {
  /** Sections to run, by their anchors; all where absent. */
  readonly part?: ReadonlySet<string> | undefined;
  /** Document name of the incident or drill that it is run in; a practice run where absent. */
  readonly incident?: string | undefined;
}

/** What people do to a whole drill, from wherever they are. Nothing here needs a network. */
export interface DrillActions {
  /** Reads what a run of a runbook would be. */
  read(runbook: string): Promise<ReadRunbook | { readonly problem: string }>;
  /** Starts a run. Gives the address where it is shown. */
  start(
    runbook: ReadRunbook,
    values: ReadonlyMap<string, string>,
    where?: RunPlace,
  ): Promise<
    { readonly ok: true; readonly path: string } | { readonly ok: false; readonly problem: string }
  >;
  setArchived(name: string, archived: boolean): Promise<DrillActionResult>;
}

/** How long the steps are read before input gets its turn. */
const sliceMs = 50;

/** The models bring the Markdown parser along, which lists can do without. */
const loadModels = async () => ({
  ...(await import('@holdfast/shared/model/drill')),
  ...(await import('@holdfast/shared/model/run')),
  ...(await import('@holdfast/shared/model/runbook')),
  ...(await import('@holdfast/shared/markdown/steps')),
});

export function createDrillActions(deps: {
  readonly hub: Pick<HubClient, 'open' | 'entryContext' | 'access'>;
}): DrillActions {
  const { hub } = deps;

  async function withDocument<T>(
    name: string,
    work: (doc: ReturnType<HubClient['open']>['doc']) => T | Promise<T>,
  ): Promise<T | { readonly ok: false; readonly problem: string }> {
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

  return {
    async read(runbook) {
      return withDocument(runbook, async (doc) => {
        const models = await loadModels();
        const { title, body, changedBy } = models.readRunbook(doc);
        const reading = models.readingRunnable(body);
        let sinceMs = performance.now();
        for (;;) {
          const next = reading.next();
          if (next.done === true)
            return { ...next.value, name: runbook, title, text: body, changedBy };
          if (performance.now() - sinceMs < sliceMs) continue;
          // A long text takes seconds: the screen answers meanwhile.
          await nextTask();
          sinceMs = performance.now();
        }
      });
    },
    async start(runbook, values, { part, incident } = {}) {
      const context = hub.entryContext();
      const name = incident ?? `drill:${createId(context.random, context.nowMs)}`;
      return withDocument<Awaited<ReturnType<DrillActions['start']>>>(name, async (doc) => {
        const { startPracticeRun, startRun } = await loadModels();
        const places = runbook.steps.flatMap(({ section }, place) =>
          part?.has(section) === true ? [place] : [],
        );
        const run = {
          runbook: runbook.name,
          title: runbook.title,
          text: runbook.text,
          steps: runbook.steps,
          values: runbook.variables.map((one) => ({
            name: one.name,
            value: values.get(one.name) ?? one.default,
          })),
          ...(part === undefined ? {} : { part: places }),
        };
        const started =
          incident === undefined
            ? startPracticeRun(doc, run, context)
            : startRun(doc, run, context);
        if (!started.ok) return { ok: false, problem: started.problem };
        // The run holds its text itself: without this version it is only missing from the list of them.
        keepVersion(hub, runbook, 'run').catch(() => undefined);
        const path = 'run' in started ? runPath(name, started.run) : drillPath(name);
        return { ok: true, path };
      });
    },
    async setArchived(name, archived) {
      return withDocument<DrillActionResult>(name, async (doc) => {
        const { setDrillArchived } = await loadModels();
        setDrillArchived(doc, archived);
        return { ok: true, name };
      });
    },
  };
}

function runPath(name: string, run: string): string {
  return name.startsWith('drill:') ? drillPath(name, run) : incidentRunPath(name, run);
}
