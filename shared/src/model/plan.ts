import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { defaultCadence } from '../drilling/cadence.ts';
import { applyEdits, indexedText } from './body-text.ts';
import type { CommandResult } from './command.ts';
import { cleanLine, setRegister } from './meta.ts';
import { checkFields, type FieldWrites, type PlanChange } from './plan-checks.ts';
import {
  blackoutKey,
  isPlanEmpty,
  participantKey,
  planBody,
  planMeta,
  readPlan,
  scopeKey,
  scopeParts,
} from './plan-document.ts';
import {
  checkMembers,
  type MemberChange,
  type PlanMembers,
  type PlanRefused,
} from './plan-members.ts';
import { smallestEdits } from './text-edit.ts';

/**
 * What changes a plan. Each validates, then writes in one transaction, or writes nothing. `nowMs` is
 * wall clock (ms since 1970), `by` the name of who does it: both are shown, nothing is ordered by them.
 */
export interface NewPlan extends PlanChange {
  readonly title: string;
  readonly drillKind: string;
  readonly scope?: PlanMembers['scope'] | undefined;
  readonly participants?: PlanMembers['participants'] | undefined;
  readonly blackouts?: PlanMembers['blackouts'] | undefined;
  /** Steps, in Markdown. */
  readonly body?: string | undefined;
}

/** Fills a new document; every month, unless it says how often. Refused where it already holds a plan. */
export function createPlan(
  doc: Y.Doc,
  plan: NewPlan,
  nowMs: number,
  by: string,
): CommandResult<PlanRefused | 'exists'> {
  if (!isPlanEmpty(doc)) {
    return { ok: false, reason: 'exists', problem: 'This document already holds a plan.' };
  }
  const { scope = {}, participants = [], blackouts = [], body = '', ...fields } = plan;
  const checked = checkFields({ ...fields, cadence: fields.cadence ?? defaultCadence }, '');
  if (!checked.ok) return checked;
  const change = { scope: { add: scope }, participants: { add: participants } };
  const members = checkMembers(readPlan(doc), { ...change, blackouts: { add: blackouts } });
  if (!members.ok) return members;
  doc.transact(() => {
    writeFields(doc, checked.value);
    writeMembers(doc, members.value);
    if (body !== '') planBody(doc).insert(0, wellFormed(body));
    setRegister(planMeta(doc), 'createdAtMs', nowMs);
    setRegister(planMeta(doc), 'createdBy', cleanLine(by));
  });
  return { ok: true, changed: true };
}

/** Sets fields; what is absent stays, `null` takes a number away. */
export function setPlanFields(
  doc: Y.Doc,
  change: PlanChange,
  nowMs: number,
  by: string,
): CommandResult<PlanRefused> {
  const checked = checkFields(change, readPlan(doc).drillKind);
  if (!checked.ok) return checked;
  return write(doc, nowMs, by, () => writeFields(doc, checked.value));
}

/** Adds to scope, participants and blackouts, and takes away; what others add meanwhile stays. */
export function changePlanMembers(
  doc: Y.Doc,
  change: MemberChange,
  nowMs: number,
  by: string,
): CommandResult<PlanRefused> {
  const checked = checkMembers(readPlan(doc), change);
  if (!checked.ok) return checked;
  return write(doc, nowMs, by, () => writeMembers(doc, checked.value));
}

/** Makes the steps equal `text` by the smallest edits, so that what others write elsewhere in them stays. */
export function replacePlanBody(
  doc: Y.Doc,
  text: string,
  nowMs: number,
  by: string,
): CommandResult {
  const edits = smallestEdits(indexedText(planBody(doc)), wellFormed(text));
  return write(doc, nowMs, by, () => {
    applyEdits(planBody(doc), edits);
    return edits.length > 0;
  });
}

/** Notes who changed the steps, and when. While someone types, call it at most every 30 seconds. */
export function touchPlan(doc: Y.Doc, nowMs: number, by: string): CommandResult {
  return write(doc, nowMs, by, () => true);
}

/** Takes a plan out of lists and the calendar, or brings it back. Nothing of it is lost. */
export function setPlanArchived(
  doc: Y.Doc,
  archived: boolean,
  nowMs: number,
  by: string,
): CommandResult {
  if (readPlan(doc).archived === archived) return { ok: true, changed: false };
  return write(doc, nowMs, by, () => setRegister(planMeta(doc), 'archived', archived));
}

function writeFields(doc: Y.Doc, writes: FieldWrites): boolean {
  const meta = planMeta(doc);
  let isChanged = false;
  for (const [field, value] of writes) {
    if (value !== null) isChanged = setRegister(meta, field, value) || isChanged;
    else if (meta.has(field)) {
      meta.delete(field);
      isChanged = true;
    }
  }
  return isChanged;
}

function writeMembers(doc: Y.Doc, { scope, participants, blackouts }: MemberChange): boolean {
  const keysOf = (ids: PlanMembers['scope'] | undefined) =>
    scopeParts.flatMap((part) => (ids?.[part] ?? []).map((id) => scopeKey(part, id)));
  const named = (key: string): readonly [string, string | boolean] => [key, true];
  const changes = [
    writeKeys(doc.getMap('scope'), keysOf(scope?.add).map(named), keysOf(scope?.remove)),
    writeKeys(
      doc.getMap('participants'),
      (participants?.add ?? []).map((one) => named(participantKey(one))),
      (participants?.remove ?? []).map(participantKey),
    ),
    writeKeys(
      doc.getMap('blackouts'),
      (blackouts?.add ?? []).map((one) => [blackoutKey(one), one.note] as const),
      (blackouts?.remove ?? []).map(blackoutKey),
    ),
  ];
  return changes.includes(true);
}

/** Takes keys away, then adds: what is in both is there. */
function writeKeys(
  map: Y.Map<unknown>,
  add: readonly (readonly [key: string, value: string | boolean])[],
  remove: readonly string[],
): boolean {
  const added = new Set(add.map(([key]) => key));
  let isChanged = false;
  for (const key of remove) {
    if (added.has(key) || !map.has(key)) continue;
    map.delete(key);
    isChanged = true;
  }
  for (const [key, value] of add) isChanged = setRegister(map, key, value) || isChanged;
  return isChanged;
}

type Done = Extract<CommandResult, { ok: true }>;

/** Runs `change` in one transaction; where it changed something, notes who did, and when. */
function write(doc: Y.Doc, nowMs: number, by: string, change: () => boolean): Done {
  return doc.transact(() => {
    if (!change()) return { ok: true, changed: false };
    setRegister(planMeta(doc), 'changedAtMs', nowMs);
    setRegister(planMeta(doc), 'changedBy', cleanLine(by));
    return { ok: true, changed: true };
  });
}
