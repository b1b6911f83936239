import { catch as orElse, z } from 'zod/mini';
import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import type { CommandResult } from './command.ts';
import { severities, type Severity } from './incident-terms.ts';
import { cleanLine, limits, setRegister } from './meta.ts';

/** What an incident of a known sort begins with. */
export interface IncidentTemplate {
  readonly id: string;
  readonly name: string;
  /** Title to begin with; `{component}` and `{alert}` stand for what it is declared from. */
  readonly title: string;
  readonly severity: Severity;
  /** First thing on the timeline; empty: none. */
  readonly note: string;
  /** What is to be done, in this order. */
  readonly actions: readonly string[];
  /** Document name of a runbook to suggest; empty: none. */
  readonly runbook: string;
  readonly components: readonly string[];
}

export interface IncidentTemplates {
  /** Those of this workspace, by name. */
  readonly own: readonly IncidentTemplate[];
  /** Ids of templates that come with the app and that this workspace does not want. */
  readonly removed: readonly string[];
}

const templateLimits = { note: 2_000, actions: 30, action: 500, templates: 100 } as const;

const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/u;
const words = orElse(z.array(z.string()), []);
const templateSchema = z.object({
  name: z.string().check(z.minLength(1)),
  title: orElse(z.string(), ''),
  severity: orElse(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), 3),
  note: orElse(z.string(), ''),
  actions: words,
  runbook: orElse(z.string(), ''),
  components: words,
});
const removedSchema = z.object({ removed: z.literal(true) });

function templatesOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('incidentTemplates');
}

/** Reads the templates of the `workspace` document. Never throws on what other versions wrote. */
export function readIncidentTemplates(doc: Y.Doc): IncidentTemplates {
  const own: IncidentTemplate[] = [];
  const removed: string[] = [];
  templatesOf(doc).forEach((value, id) => {
    if (!idPattern.test(id)) return;
    if (removedSchema.safeParse(value).success) {
      removed.push(id);
      return;
    }
    const template = templateSchema.safeParse(value);
    if (!template.success) return;
    const { actions, components, ...rest } = template.data;
    own.push({
      id,
      ...rest,
      actions: actions.slice(0, templateLimits.actions),
      components: components.slice(0, limits.items),
    });
  });
  own.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  return { own, removed: removed.toSorted() };
}

type TemplateRefused = 'no-name' | 'no-id' | 'too-long' | 'too-many' | 'no-severity';

/** Adds a template, or says all of it anew. One that comes with the app is taken over by its id. */
export function putIncidentTemplate(
  doc: Y.Doc,
  template: IncidentTemplate,
): CommandResult<TemplateRefused> {
  const name = cleanLine(template.name);
  const title = cleanLine(template.title);
  const note = wellFormed(template.note).trim();
  const actions = template.actions.map(cleanLine).filter((text) => text !== '');
  const components = [...new Set(template.components.map(cleanLine))].filter((one) => one !== '');
  if (!idPattern.test(template.id)) return refuse('no-id', 'This template has no usable id.');
  if (name === '') return refuse('no-name', 'A template needs a name.');
  if (!severities.includes(template.severity)) {
    return refuse('no-severity', 'A severity is 1 to 4.');
  }
  if (name.length > limits.itemLength) return tooLong('name', limits.itemLength);
  if (title.length > limits.titleLength) return tooLong('title', limits.titleLength);
  if (note.length > templateLimits.note) return tooLong('first note', templateLimits.note);
  if (actions.some((text) => text.length > templateLimits.action)) {
    return tooLong('line of the checklist', templateLimits.action);
  }
  if (components.some((one) => one.length > limits.itemLength)) {
    return tooLong('component', limits.itemLength);
  }
  if (actions.length > templateLimits.actions || components.length > templateLimits.actions) {
    const problem = `At most ${templateLimits.actions} lines of the checklist, and as many components.`;
    return refuse('too-many', problem);
  }
  const map = templatesOf(doc);
  if (!map.has(template.id) && map.size >= templateLimits.templates) {
    return refuse('too-many', `At most ${templateLimits.templates} templates. Remove one first.`);
  }
  const { severity, runbook } = template;
  const value = { name, title, severity, note, actions, runbook, components };
  return doc.transact(() => ({ ok: true, changed: setRegister(map, template.id, value) }));
}

/**
 * Takes a template away. `comesWithTheApp`: it is remembered as unwanted, as it would be there again
 * otherwise. Incidents that were declared with it stay as they are.
 */
export function removeIncidentTemplate(
  doc: Y.Doc,
  id: string,
  comesWithTheApp: boolean,
): CommandResult {
  const map = templatesOf(doc);
  if (!idPattern.test(id)) return { ok: true, changed: false };
  if (comesWithTheApp) {
    return doc.transact(() => ({ ok: true, changed: setRegister(map, id, { removed: true }) }));
  }
  if (!map.has(id)) return { ok: true, changed: false };
  doc.transact(() => map.delete(id));
  return { ok: true, changed: true };
}

/** Makes a template that comes with the app as it was: no longer unwanted, nor said anew. */
export function restoreIncidentTemplate(doc: Y.Doc, id: string): CommandResult {
  return removeIncidentTemplate(doc, id, false);
}

/** A title to begin with, and where somebody goes on writing in it: where what it names is not known. */
export function titleFromTemplate(
  pattern: string,
  known: { readonly component?: string | undefined; readonly alert?: string | undefined },
): { readonly title: string; readonly caret: number } {
  let title = '';
  let caret = -1;
  for (const part of pattern.split(/(\{component\}|\{alert\})/u)) {
    const value =
      part === '{component}' ? known.component : part === '{alert}' ? known.alert : part;
    if (value === undefined && caret < 0) caret = title.length;
    title += value ?? '';
  }
  return { title, caret: caret < 0 ? title.length : caret };
}

function tooLong(what: string, most: number): ReturnType<typeof refuse<'too-long'>> {
  return refuse('too-long', `A ${what} has at most ${most.toLocaleString('en')} characters.`);
}

function refuse<Reason extends TemplateRefused>(reason: Reason, problem: string) {
  return { ok: false as const, reason, problem };
}
