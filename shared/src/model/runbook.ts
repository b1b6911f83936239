import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { cutText, wellFormed } from '../markdown/characters.ts';
import { writeValue } from '../markdown/front-matter-value.ts';
import type { WrittenField } from '../markdown/front-matter-edit.ts';
import { applyEdits, indexedText } from './body-text.ts';
import { checkList, checkTitle, type ListRefused, type TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import {
  cleanLine,
  flagField,
  limits,
  listField,
  readRegisters,
  setRegister,
  textField,
  timeField,
} from './meta.ts';
import {
  type FieldPlan,
  planField,
  readFields,
  type RunbookFields,
  writeField,
} from './runbook-fields.ts';
import { refuseLocked } from './review.ts';
import { linkedAlerts } from './runbook-alerts.ts';
import { copyImages } from './runbook-images.ts';
import { smallestEdits } from './text-edit.ts';

/**
 * A runbook's document: `meta`, a map of registers (last writer wins), and `body`, the Markdown
 * text, kept byte for byte. Registers of other versions are left alone.
 *
 * The commands below validate, then write in one transaction, or write nothing. `nowMs` is wall
 * clock (ms since 1970), `by` the name of who does it: both are shown, nothing is ordered by them.
 */
export const runbookMetaSchema = z.object({
  title: textField,
  owners: listField,
  tags: listField,
  archived: flagField,
  /** Offered as a template for new runbooks. */
  template: flagField,
  createdAtMs: timeField,
  createdBy: textField,
  changedAtMs: timeField,
  changedBy: textField,
  /** Path of the file it was imported from, the imported folder's name first, parts joined by `/`. */
  sourcePath: textField,
  /** `textHash` of the file's text when it was last imported. */
  sourceHash: textField,
});
export type RunbookMeta = z.infer<typeof runbookMetaSchema>;

/** A runbook as read: what was not said, or not in a readable way, is empty, false or 0. */
export interface Runbook extends RunbookFields {
  readonly archived: boolean;
  readonly template: boolean;
  /** Wall clock, ms since 1970; 0 where the document does not say. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly changedAtMs: number;
  readonly changedBy: string;
  readonly sourcePath: string;
  readonly sourceHash: string;
  readonly body: string;
}

/** The body of a new runbook: the four headings that on-call people look for. */
export const runbookTemplate = `## Meaning

What happened, in a sentence or two.

## Impact

Who notices, and what they cannot do.

## Diagnosis

1. What to look at first.

## Mitigation

1. What to do, with the exact command.
`;

/** A new runbook that answers to an alert, and says so in its front matter. */
export function runbookForAlert(alert: string): NewRunbook {
  const title = cutText(cleanLine(alert), limits.titleLength);
  const fields = `title: ${writeValue(title)}\nalerts: ${writeValue([cleanLine(alert)])}`;
  return { title, body: `---\n${fields}\n---\n\n${runbookTemplate}` };
}

/** The registers; their document's `meta` map is made when it is first written. */
export function runbookMeta(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('meta');
}

/** The Markdown text, for an editor to bind to. */
export function runbookBody(doc: Y.Doc): Y.Text {
  return doc.getText('body');
}

/** The registers alone, without reading the body. */
export function readRunbookMeta(doc: Y.Doc): RunbookMeta {
  return runbookMetaSchema.parse(
    readRegisters(runbookMeta(doc), Object.keys(runbookMetaSchema.shape)),
  );
}

/** Reads a runbook. Never throws on what other versions or other tools wrote. */
export function readRunbook(doc: Y.Doc): Runbook {
  const meta = readRunbookMeta(doc);
  const body = runbookBody(doc).toJSON();
  const fields = readFields(meta, body);
  return {
    ...fields,
    alerts: [...new Set([...fields.alerts, ...linkedAlerts(doc)])],
    archived: meta.archived ?? false,
    template: meta.template ?? false,
    createdAtMs: meta.createdAtMs ?? 0,
    createdBy: meta.createdBy ?? '',
    changedAtMs: meta.changedAtMs ?? meta.createdAtMs ?? 0,
    changedBy: meta.changedBy ?? meta.createdBy ?? '',
    sourcePath: meta.sourcePath ?? '',
    sourceHash: meta.sourceHash ?? '',
    body,
  };
}

export interface NewRunbook {
  readonly title: string;
  /** Markdown; empty if absent. */
  readonly body?: string;
  readonly owners?: readonly string[];
  readonly tags?: readonly string[];
}

/**
 * Fills a new document. Refused where it already holds a runbook. Title, owners and tags go into
 * the body's front matter where that has them.
 */
export function createRunbook(
  doc: Y.Doc,
  runbook: NewRunbook,
  nowMs: number,
  by: string,
): CommandResult<TitleRefused | ListRefused | 'exists'> {
  const meta = runbookMeta(doc);
  const body = runbookBody(doc);
  if (meta.size > 0 || body.length > 0) {
    return { ok: false, reason: 'exists', problem: 'This document already holds a runbook.' };
  }
  const title = checkTitle(runbook.title);
  if (!title.ok) return title;
  const owners = checkList(runbook.owners ?? [], 'owners');
  if (!owners.ok) return owners;
  const tags = checkList(runbook.tags ?? [], 'tags');
  if (!tags.ok) return tags;
  const text = wellFormed(runbook.body ?? '');
  doc.transact(() => {
    if (text !== '') body.insert(0, text);
    setRegister(meta, 'title', title.value);
    setNow(doc, { name: 'title', value: title.value });
    // An empty list would hide what the front matter says.
    if (owners.value.length > 0) setNow(doc, { name: 'owners', value: owners.value });
    if (tags.value.length > 0) setNow(doc, { name: 'tags', value: tags.value });
    setRegister(meta, 'createdAtMs', nowMs);
    setRegister(meta, 'createdBy', cleanLine(by));
  });
  return { ok: true, changed: true };
}

/** Sets the title: in the front matter where that has one, else beside the text. Headings stay as they are. Refused while it is locked, as for owners and tags. */
export function renameRunbook(
  doc: Y.Doc,
  title: string,
  nowMs: number,
  by: string,
): CommandResult<TitleRefused | 'in-text' | 'locked'> {
  const checked = checkTitle(title);
  if (!checked.ok) return checked;
  return setField(doc, { name: 'title', value: checked.value }, nowMs, by);
}

/** Sets the owners, also to none: in the front matter where that has them, else beside the text. */
export function setRunbookOwners(
  doc: Y.Doc,
  owners: readonly string[],
  nowMs: number,
  by: string,
): CommandResult<ListRefused | 'in-text' | 'locked'> {
  const checked = checkList(owners, 'owners');
  if (!checked.ok) return checked;
  return setField(doc, { name: 'owners', value: checked.value }, nowMs, by);
}

/** Sets the tags, also to none: in the front matter where that has them, else beside the text. */
export function setRunbookTags(
  doc: Y.Doc,
  tags: readonly string[],
  nowMs: number,
  by: string,
): CommandResult<ListRefused | 'in-text' | 'locked'> {
  const checked = checkList(tags, 'tags');
  if (!checked.ok) return checked;
  return setField(doc, { name: 'tags', value: checked.value }, nowMs, by);
}

/** Takes a runbook out of lists. Nothing of it is lost. */
export function archiveRunbook(doc: Y.Doc, nowMs: number, by: string): CommandResult {
  return setArchived(doc, true, nowMs, by);
}

/** Brings an archived runbook back. */
export function restoreRunbook(doc: Y.Doc, nowMs: number, by: string): CommandResult {
  return setArchived(doc, false, nowMs, by);
}

/** Offers a runbook as a template for new ones, or stops to. */
export function setRunbookTemplate(
  doc: Y.Doc,
  template: boolean,
  nowMs: number,
  by: string,
): CommandResult {
  if ((readRunbookMeta(doc).template ?? false) === template) return { ok: true, changed: false };
  return write(doc, nowMs, by, () => setRegister(runbookMeta(doc), 'template', template));
}

/**
 * Notes who changed the body, and when. While someone types, call it at most every 30 seconds:
 * every call is a write that is kept and sent.
 */
export function touchRunbook(doc: Y.Doc, nowMs: number, by: string): CommandResult {
  return write(doc, nowMs, by, () => true);
}

/**
 * Makes the body equal `text` by the smallest edits, so that what others write elsewhere in it
 * meanwhile stays. Halves of surrogate pairs become U+FFFD. Does not note who changed it: combine
 * with `touchRunbook` in one `doc.transact` where that is wanted. Refused while it is locked.
 */
export function replaceBody(doc: Y.Doc, text: string): CommandResult<'locked'> {
  const locked = refuseLocked(doc);
  if (locked !== undefined) return locked;
  const body = runbookBody(doc);
  const edits = smallestEdits(indexedText(body), wellFormed(text));
  if (edits.length === 0) return { ok: true, changed: false };
  doc.transact(() => applyEdits(body, edits));
  return { ok: true, changed: true };
}

/** Fills the new document `target` with a copy of `source`, named "… (copy)" and not tied to its file. */
export function duplicateRunbook(
  source: Y.Doc,
  target: Y.Doc,
  nowMs: number,
  by: string,
): CommandResult<'exists'> {
  const { title, owners, tags, body } = readRunbook(source);
  const ending = ' (copy)';
  const copy: NewRunbook = {
    title: `${cutText(title, limits.titleLength - ending.length)}${ending}`,
    owners: owners.map((owner) => cutText(owner, limits.itemLength)),
    tags: tags.map((tag) => cutText(tag, limits.itemLength)),
    body,
  };
  const made = createRunbook(target, copy, nowMs, by);
  if (made.ok) copyImages(source, target);
  if (made.ok || made.reason === 'exists') {
    return made.ok ? made : { ok: false, reason: 'exists', problem: made.problem };
  }
  throw new Error(`a copy was cut to the limits and yet refused: ${made.reason}`);
}

function setField(
  doc: Y.Doc,
  field: WrittenField,
  nowMs: number,
  by: string,
): CommandResult<'in-text' | 'locked'> {
  const locked = refuseLocked(doc);
  if (locked !== undefined) return locked;
  const plan = planNow(doc, field);
  if (plan.kind === 'refused') return { ok: false, reason: 'in-text', problem: plan.problem };
  if (plan.kind === 'same') return { ok: true, changed: false };
  const written = write(doc, nowMs, by, () =>
    writeField(runbookMeta(doc), runbookBody(doc), field, plan),
  );
  return plan.kind === 'register' && plan.note !== undefined
    ? { ...written, note: plan.note }
    : written;
}

function setNow(doc: Y.Doc, field: WrittenField): void {
  writeField(runbookMeta(doc), runbookBody(doc), field, planNow(doc, field));
}

function planNow(doc: Y.Doc, field: WrittenField): FieldPlan {
  return planField(readRunbookMeta(doc), indexedText(runbookBody(doc)), field);
}

function setArchived(doc: Y.Doc, archived: boolean, nowMs: number, by: string): CommandResult {
  if (readRunbook(doc).archived === archived) return { ok: true, changed: false };
  return write(doc, nowMs, by, () => setRegister(runbookMeta(doc), 'archived', archived));
}

type Done = Extract<CommandResult, { ok: true }>;

/** Runs `change` in one transaction; where it changed something, notes who did, and when. */
function write(doc: Y.Doc, nowMs: number, by: string, change: () => boolean): Done {
  const meta = runbookMeta(doc);
  return doc.transact(() => {
    if (!change()) return { ok: true, changed: false };
    setRegister(meta, 'changedAtMs', nowMs);
    setRegister(meta, 'changedBy', cleanLine(by));
    return { ok: true, changed: true };
  });
}
