import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { checkTitle } from './checks.ts';
import type { EntryContext } from './entries.ts';
import type { IncidentEntry } from './incident-entries.ts';
import type {
  HypothesisState,
  IncidentRole,
  IncidentStatus,
  Milestone,
  Severity,
} from './incident-terms.ts';
import { actionChange, type ActionPlan } from './action-items.ts';
import { append, read, type Result } from './incident-writing.ts';
import {
  impossibleTime,
  noEntry,
  refuse,
  tooLong,
  tooLongWords,
  unchanged,
  words,
} from './entry-writing.ts';
import { isSettled } from './standing.ts';
import { cleanLine, limits } from './meta.ts';
import { isSamePerson } from './people.ts';

export function retitle(doc: Y.Doc, title: string, context: EntryContext): Result {
  const checked = checkTitle(title);
  if (!checked.ok) return checked;
  const { state } = read(doc);
  if (isSettled(state.title, checked.value)) return unchanged;
  return append(doc, { kind: 'title', title: checked.value, after: state.title.heads }, context);
}

/** Also settles a conflict, and says why in `text`. */
export function setSeverity(
  doc: Y.Doc,
  severity: Severity,
  context: EntryContext,
  text = '',
  happenedAtMs: number = context.nowMs,
): Result {
  const { state } = read(doc);
  if (isSettled(state.severity, severity) && text.trim() === '') return unchanged;
  const fields = { kind: 'severity', severity, ...words(text), after: state.severity.heads };
  return (
    tooLongWords(text) ??
    impossibleTime(happenedAtMs, context) ??
    append(doc, fields, context, happenedAtMs)
  );
}

export function setStatus(
  doc: Y.Doc,
  status: IncidentStatus,
  context: EntryContext,
  text = '',
  happenedAtMs: number = context.nowMs,
): Result {
  const { state } = read(doc);
  if (isSettled(state.status, status) && text.trim() === '') return unchanged;
  const fields = { kind: 'status', status, ...words(text), after: state.status.heads };
  return (
    tooLongWords(text) ??
    impossibleTime(happenedAtMs, context) ??
    append(doc, fields, context, happenedAtMs)
  );
}

/**
 * Gives a role to somebody, or takes it from them (`holds` false). Whoever held it before does no
 * longer, but for experts, who are many. `text`: what is handed over with it.
 */
export function setRole(
  doc: Y.Doc,
  role: IncidentRole,
  name: string,
  holds: boolean,
  context: EntryContext,
  text = '',
  happenedAtMs: number = context.nowMs,
): Result {
  const person = cleanLine(name);
  if (person === '') return refuse('no-name', 'Say who takes the role.');
  if (person.length > limits.titleLength) return tooLong(limits.titleLength);
  const { state, entries } = read(doc);
  const now = state.roles.find((one) => one.role === role);
  const isHeld = now?.holders.some(({ value }) => isSamePerson(value, person)) === true;
  const alone = role === 'expert' || now?.holders.length === 1;
  if (isHeld === holds && (alone || !holds) && text.trim() === '') return unchanged;
  const after =
    role === 'expert' ? headsOfExpert(entries, person, now?.heads ?? []) : (now?.heads ?? []);
  const fields = { kind: 'role', role, person, holds, ...words(text), after };
  return tooLongWords(text) ?? append(doc, fields, context, happenedAtMs);
}

function headsOfExpert(
  entries: readonly IncidentEntry[],
  person: string,
  heads: readonly string[],
): readonly string[] {
  const own = entries.filter(
    (entry) => entry.kind === 'role' && isSamePerson(entry.person, person),
  );
  return own.map(({ id }) => id).filter((id) => heads.includes(id));
}

export function setAffected(
  doc: Y.Doc,
  name: string,
  affected: boolean,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): Result {
  const component = cleanLine(name);
  if (component === '') return refuse('no-name', 'Say which component.');
  if (component.length > limits.itemLength) return tooLong(limits.itemLength);
  const now = read(doc).state.componentStates.get(component);
  if ((now?.now?.value ?? false) === affected) return unchanged;
  const fields = { kind: 'component', component, affected, after: now?.heads ?? [] };
  return append(doc, fields, context, happenedAtMs);
}

export function setHypothesis(
  doc: Y.Doc,
  id: string,
  state: HypothesisState,
  context: EntryContext,
): Result {
  const one = read(doc).state.hypotheses.find(({ entry }) => entry.id === id);
  if (one === undefined) return noEntry();
  const value = one.state.now?.value ?? 'open';
  if (value === state && one.state.conflict.length === 0) return unchanged;
  return append(doc, { kind: 'hypothesis-state', of: id, state, after: one.state.heads }, context);
}

/** Changes what is known of an action item; what is absent stays. */
export function changeAction(
  doc: Y.Doc,
  id: string,
  change: Partial<ActionPlan>,
  context: EntryContext,
): Result {
  const said = actionChange(read(doc).state.actions, id, change);
  return 'fields' in said ? append(doc, said.fields, context) : said;
}

export function setPinned(doc: Y.Doc, id: string, pinned: boolean, context: EntryContext): Result {
  const { state } = read(doc);
  if (state.pinned.has(id) === pinned) return unchanged;
  const after = state.pins.get(id)?.heads ?? [];
  return append(doc, { kind: 'pin', of: id, pinned, after }, context);
}

/** Says when something was; `atMs` 0: nobody knows. */
export function setMilestone(
  doc: Y.Doc,
  which: Milestone,
  atMs: number,
  context: EntryContext,
): Result {
  const impossible = impossibleTime(atMs, context);
  if (impossible !== undefined) return impossible;
  const now = read(doc).state.milestones.get(which);
  if (now !== undefined && isSettled(now, atMs)) return unchanged;
  return append(doc, { kind: 'milestone', which, atMs, after: now?.heads ?? [] }, context);
}

/**
 * Says that this incident is the same outage as another; empty: that it is one of its own after
 * all. Nothing of either is touched: their timelines are shown as one.
 *
 * @param own this incident's document name
 * @param into the other's
 */
export function mergeInto(doc: Y.Doc, own: string, into: string, context: EntryContext): Result {
  const { mergedInto } = read(doc).state;
  if (own === into) return refuse('itself', 'An incident cannot be merged into itself.');
  if (isSettled(mergedInto, into) || (mergedInto.now === undefined && into === ''))
    return unchanged;
  return append(doc, { kind: 'merge', into, after: mergedInto.heads }, context);
}

/** Says whether a runbook helped, and what was wrong with it. */
export function judgeRunbook(
  doc: Y.Doc,
  runbook: string,
  helped: boolean,
  context: EntryContext,
  text = '',
): Result {
  const now = read(doc).state.runbookVerdicts.find((one) => one.runbook === runbook)?.helped;
  if (now !== undefined && isSettled(now, helped) && text.trim() === '') return unchanged;
  const fields = {
    kind: 'runbook-verdict',
    runbook,
    helped,
    text: wellFormed(text).trim(),
    after: now?.heads ?? [],
  };
  return tooLongWords(text) ?? append(doc, fields, context);
}
