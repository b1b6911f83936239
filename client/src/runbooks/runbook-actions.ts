import { createId } from '@holdfast/shared/model/ids';
import type { CommandResult } from '@holdfast/shared/model/command';
import type { Random } from '@holdfast/shared/replica/ports';
import type * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { templatesText } from '../ui/text/templates.ts';
import type { Projections } from './list-model.ts';
import type { Template } from './templates/choices.ts';

/** What an action came to; `name` is the document that it made or changed. */
export type ActionResult =
  | { readonly ok: true; readonly name: string; readonly note?: string | undefined }
  | { readonly ok: false; readonly problem: string };

/** What people do to a whole runbook, from wherever they are. Nothing here needs a network. */
export interface RunbookActions {
  /** Creates a runbook that answers to an alert. */
  createFor(alert: string): Promise<ActionResult>;
  /** `components`: names of what it is about. */
  create(title: string, template?: Template, components?: readonly string[]): Promise<ActionResult>;
  rename(name: string, title: string): Promise<ActionResult>;
  duplicate(name: string): Promise<ActionResult>;
  archive(name: string): Promise<ActionResult>;
  restore(name: string): Promise<ActionResult>;
  /** Offers it as a template for new runbooks, or stops to. */
  offerAsTemplate(name: string, template: boolean): Promise<ActionResult>;
}

/** The model brings the Markdown parser along, which the list can do without. */
const loadModel = () => import('@holdfast/shared/model/runbook');

const loadTemplates = () => import('./templates/read-template.ts');
const loadTextAbout = () => import('@holdfast/shared/markdown/text-about');

type Command = (
  model: Awaited<ReturnType<typeof loadModel>>,
  doc: Y.Doc,
) => CommandResult<string> | Promise<CommandResult<string>>;

export function createRunbookActions(deps: {
  readonly hub: Pick<HubClient, 'open' | 'me'>;
  readonly random: Pick<Random, 'bytes'>;
  readonly nowMs: () => number;
  readonly projections: () => Projections | undefined;
}): RunbookActions {
  const { hub, random, nowMs } = deps;
  const me = () => hub.me.get().name;
  const newName = () => `runbook:${createId(random, nowMs())}`;

  /** Opens a document just long enough for one command. */
  async function change(name: string, command: Command): Promise<ActionResult> {
    const open = hub.open(name);
    try {
      const [model] = await Promise.all([loadModel(), open.ready]);
      const result = await command(model, open.doc);
      return result.ok
        ? { ok: true, name, note: result.note }
        : { ok: false, problem: result.problem };
    } catch {
      return { ok: false, problem: runbooksText.deviceFailed };
    } finally {
      open.close();
    }
  }

  return {
    create: (title, template = { kind: 'default' }, components = []) =>
      change(newName(), async (model, doc) => {
        const { readTemplate } = await loadTemplates();
        const read = await readTemplate(template, {
          open: hub.open,
          projections: deps.projections,
        });
        if (read === undefined) {
          return { ok: false, reason: 'template-missing', problem: templatesText.missing };
        }
        try {
          const { textAbout } = await loadTextAbout();
          const body = textAbout(read.body, components);
          const made = model.createRunbook(doc, { title, body }, nowMs(), me());
          if (made.ok) read.copyImages(doc);
          return made;
        } finally {
          read.close();
        }
      }),
    createFor: (alert) =>
      change(newName(), (model, doc) =>
        model.createRunbook(doc, model.runbookForAlert(alert), nowMs(), me()),
      ),
    offerAsTemplate: (name, template) =>
      change(name, (model, doc) => model.setRunbookTemplate(doc, template, nowMs(), me())),
    rename: (name, title) =>
      change(name, (model, doc) => model.renameRunbook(doc, title, nowMs(), me())),
    archive: (name) => change(name, (model, doc) => model.archiveRunbook(doc, nowMs(), me())),
    restore: (name) => change(name, (model, doc) => model.restoreRunbook(doc, nowMs(), me())),
    duplicate: (name) =>
      change(newName(), async (model, target) => {
        const source = hub.open(name);
        try {
          await source.ready;
          return model.duplicateRunbook(source.doc, target, nowMs(), me());
        } finally {
          source.close();
        }
      }),
  };
}
