import { catch as orElse, z } from 'zod/mini';
import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { isDay } from './day.ts';
import { mapLimits } from './map-fields.ts';
import { type RawItem, splitKey } from './map-registers.ts';
import { cleanLine, setRegister } from './meta.ts';

/**
 * Action items of the map: what is to be done before somebody is away or leaves, or to clear a
 * finding. In the `map` document, under the root `tasks`, one register a field (`<id>/<field>`), so
 * that two people who change different fields at once both keep what they wrote.
 */
export interface MapTask {
  readonly id: string;
  readonly text: string;
  /** Who does it; a name, or empty. */
  readonly owner: string;
  /** Local day, `2026-11-30`, or empty. */
  readonly due: string;
  readonly state: MapTaskState;
  /** Id of the component that it is about, or empty. */
  readonly component: string;
  /** Id of the person whose absence it prepares for, or empty. */
  readonly person: string;
  /** Wall clock, ms since 1970; 0 where it does not say. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** When its state was last changed, and by whom; 0 and empty where it never was. */
  readonly decidedAtMs: number;
  readonly decidedBy: string;
}

export const mapTaskStates = ['open', 'done', 'dropped'] as const;
export type MapTaskState = (typeof mapTaskStates)[number];

export interface TaskContext {
  readonly nowMs: number;
  readonly by: string;
}

type TaskRefused = 'no-text' | 'too-long' | 'bad-value' | 'no-item' | 'too-many';
export type TaskResult = CommandResult<TaskRefused>;

const taskLimits = { text: 500, tasks: 5_000 } as const;
/** May be made of ids of the map and of words, with colons between: `train:ana:web`. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
const root = 'tasks';

const textSchema = orElse(z.string(), '');
const timeSchema = orElse(z.number().check(z.gte(0)), 0);
const taskSchema = z.object({
  text: z.string().check(z.minLength(1)),
  owner: textSchema,
  due: orElse(z.iso.date(), ''),
  state: orElse(z.enum(mapTaskStates), 'open'),
  component: textSchema,
  person: textSchema,
  createdAtMs: timeSchema,
  createdBy: textSchema,
  decidedAtMs: timeSchema,
  decidedBy: textSchema,
});

/** All action items: open ones first, then by day due (those without last), then the oldest. Never throws. */
export function readMapTasks(doc: Y.Doc): readonly MapTask[] {
  const raw = new Map<string, RawItem>();
  doc.getMap(root).forEach((value, key) => {
    const [id, field] = splitKey(key) ?? ['', ''];
    if (!idPattern.test(id)) return;
    const item: RawItem = raw.get(id) ?? new Map<string, unknown>();
    raw.set(id, item.set(field, value));
  });
  const tasks: MapTask[] = [];
  for (const [id, fields] of raw) {
    const read = taskSchema.safeParse(Object.fromEntries(fields));
    if (read.success) tasks.push({ id, ...read.data });
  }
  return tasks.toSorted(
    (a, b) =>
      Number(a.state !== 'open') - Number(b.state !== 'open') ||
      compare(a.due || '9999', b.due || '9999') ||
      a.createdAtMs - b.createdAtMs ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface NewMapTask {
  /** The same for the same thing to do, so that two people who write it down at once write one. */
  readonly id: string;
  readonly text: string;
  readonly owner?: string;
  readonly due?: string;
  readonly component?: string;
  readonly person?: string;
}

/**
 * Writes something down to be done. One that was there and is done or dropped is open again, and
 * what was said of it stays where this says nothing. Whom it prepares for stays, too: what is to be
 * done for two people is one item.
 */
export function addMapTask(doc: Y.Doc, task: NewMapTask, context: TaskContext): TaskResult {
  if (!idPattern.test(task.id)) return refuse('bad-value', 'This action item has no usable id.');
  const tasks = doc.getMap(root);
  const isNew = !tasks.has(`${task.id}/text`);
  // A task has eight registers at least.
  if (isNew && tasks.size > taskLimits.tasks * 8) {
    return refuse('too-many', `At most ${taskLimits.tasks} action items.`);
  }
  const { id, ...fields } = task;
  const checked = checkFields(fields);
  if (!checked.ok) return checked;
  const by = cleanLine(context.by);
  if (isNew) {
    const made = { ...checked.fields, state: 'open', createdAtMs: context.nowMs, createdBy: by };
    return { ok: true, changed: write(doc, id, made) };
  }
  const said = Object.entries(checked.fields).filter(
    ([field, value]) => value !== '' && (field !== 'person' || !tasks.has(`${id}/person`)),
  );
  const state = tasks.get(`${id}/state`) ?? 'open';
  const decided = state === 'open' ? {} : { decidedAtMs: context.nowMs, decidedBy: by };
  return {
    ok: true,
    changed: write(doc, id, { ...Object.fromEntries(said), state: 'open', ...decided }),
  };
}

/** Brings one back as it was written down elsewhere, with who did so and when; what is there stays. */
export function restoreMapTask(doc: Y.Doc, task: MapTask): TaskResult {
  const { id, createdAtMs, decidedAtMs, createdBy, decidedBy, ...fields } = task;
  const tasks = doc.getMap(root);
  if (!idPattern.test(id)) return refuse('bad-value', 'This action item has no usable id.');
  if (tasks.has(`${id}/text`)) return { ok: true, changed: false };
  if (tasks.size > taskLimits.tasks * 8) {
    return refuse('too-many', `At most ${taskLimits.tasks} action items.`);
  }
  const checked = checkFields(fields);
  if (!checked.ok) return checked;
  const moments = {
    ...(createdAtMs > 0 && { createdAtMs }),
    ...(decidedAtMs > 0 && { decidedAtMs }),
    createdBy: cleanLine(createdBy),
    decidedBy: cleanLine(decidedBy),
  };
  return { ok: true, changed: write(doc, id, { ...checked.fields, ...moments }) };
}

export interface MapTaskChange {
  readonly text?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly state?: MapTaskState;
}

export function changeMapTask(
  doc: Y.Doc,
  id: string,
  change: MapTaskChange,
  context: TaskContext,
): TaskResult {
  if (!doc.getMap(root).has(`${id}/text`)) {
    return refuse('no-item', 'This action item is not in the map.');
  }
  const checked = checkFields(change);
  if (!checked.ok) return checked;
  const decided =
    change.state === undefined
      ? {}
      : { decidedAtMs: context.nowMs, decidedBy: cleanLine(context.by) };
  return { ok: true, changed: write(doc, id, { ...checked.fields, ...decided }) };
}

type Fields = Readonly<Record<string, string | number>>;
type Refusal = { readonly ok: false; readonly reason: TaskRefused; readonly problem: string };

function checkFields(
  change: Partial<NewMapTask> & MapTaskChange,
): { readonly ok: true; readonly fields: Fields } | Refusal {
  const fields: Record<string, string> = {};
  for (const field of ['text', 'owner', 'component', 'person'] as const) {
    const value = change[field];
    if (value === undefined) continue;
    const line = cleanLine(value);
    const most = field === 'text' ? taskLimits.text : mapLimits.nameLength;
    if (line === '' && field === 'text') {
      return refuse('no-text', 'Say what is to be done.');
    }
    if (line.length > most)
      return refuse('too-long', `${labels[field]}: at most ${most} characters.`);
    fields[field] = line;
  }
  if (change.due !== undefined) {
    if (change.due !== '' && !isDay(change.due)) {
      return refuse('bad-value', 'The due date must be a day such as 2026-11-30.');
    }
    fields['due'] = change.due;
  }
  if (change.state !== undefined) {
    if (!mapTaskStates.includes(change.state)) {
      return refuse('bad-value', `A state is one of: ${mapTaskStates.join(', ')}.`);
    }
    fields['state'] = change.state;
  }
  return { ok: true, fields };
}

const labels = {
  text: 'What is to be done',
  owner: 'Owner',
  component: 'Component',
  person: 'Person',
} as const;

function refuse(reason: TaskRefused, problem: string): Refusal {
  return { ok: false, reason, problem };
}

function write(doc: Y.Doc, id: string, fields: Fields): boolean {
  const tasks = doc.getMap(root);
  return doc.transact(() => {
    let changed = false;
    for (const [field, value] of Object.entries(fields)) {
      const key = `${id}/${field}`;
      // Nothing is said by what is empty, unless something was there.
      if (value === '' && !tasks.has(key)) continue;
      changed = setRegister(tasks, key, value) || changed;
    }
    return changed;
  });
}
