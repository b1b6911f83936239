import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { actionChange, type ActionPlan } from './action-items.ts';
import { checkTitle } from './checks.ts';
import { type Correction, correctionOf } from './corrections.ts';
import type { DrillMoment, ObservedAs } from './drill-entries.ts';
import { type DrillState, knownMoments } from './drill-fold.ts';
import type { DrillFindingState, DrillVerdict, HypothesisVerdict } from './drill-words.ts';
import {
  appendToDrill,
  type DrillRefused,
  type DrillResult,
  type DrillSaid,
  isDrillEmpty,
  readForWriting,
} from './drill-writing.ts';
import type { EntryContext } from './entries.ts';
import {
  impossibleTime,
  maxEntryLength,
  noEntry,
  refuse,
  type RefusedBy,
  tooLong,
  unchanged,
} from './entry-writing.ts';
import { cleanLine, limits } from './meta.ts';
import { isSamePerson } from './people.ts';
import { maxOutputLength } from './run-commands.ts';
import { isSettled } from './standing.ts';

/**
 * What changes a drill, and a practice run as well. Each checks, then appends, or writes nothing.
 * One that decides what was decided before takes the place of all that this device knows of it, and
 * so settles a conflict, too.
 */
export function retitleDrill(doc: Y.Doc, title: string, context: EntryContext): DrillResult {
  const checked = checkTitle(title);
  if (!checked.ok) return checked;
  const { state } = readForWriting(doc);
  if (isSettled(state.title, checked.value)) return unchanged;
  const fields = { kind: 'title', title: checked.value, after: state.title.heads };
  return appendToDrill(doc, fields, context);
}

/** Says that somebody takes part in a role, or does not any more (`holds` false). The role may be empty. */
export function setParticipant(
  doc: Y.Doc,
  participant: { readonly role: string; readonly person: string; readonly holds: boolean },
  context: EntryContext,
): DrillResult {
  const role = cleanLine(participant.role);
  const person = cleanLine(participant.person);
  const { holds } = participant;
  if (person === '') return refuse('no-name', 'Say who takes part.');
  if (Math.max(role.length, person.length) > limits.titleLength) return tooLong(limits.titleLength);
  const known = readForWriting(doc).state.participantStates.find(
    (one) => isSamePerson(one.person, person) && isSamePerson(one.role, role),
  );
  if (known === undefined && !holds) return unchanged;
  if (known !== undefined && isSettled(known.standing, holds)) return unchanged;
  const fields = {
    kind: 'participant',
    role: known?.role ?? role,
    person: known?.person ?? person,
    holds,
    after: known?.standing.heads ?? [],
  };
  return appendToDrill(doc, fields, context);
}

/** Gives what one does to another: whoever did it does not any more. */
export function handRoleOver(
  doc: Y.Doc,
  { role, from, to }: { readonly role: string; readonly from: string; readonly to: string },
  context: EntryContext,
): DrillResult {
  return doc.transact(() => {
    const given = setParticipant(doc, { role, person: to, holds: true }, context);
    if (!given.ok || isSamePerson(from, to)) return given;
    const released = setParticipant(doc, { role, person: from, holds: false }, context);
    return released.ok ? { ok: true, changed: given.changed || released.changed } : released;
  });
}

/** What can be said without taking the place of anything. */
export type DrillRemark =
  | {
      readonly kind: 'note' | 'decision' | 'output' | 'expected' | 'finding';
      readonly text: string;
    }
  | { readonly kind: 'link'; readonly url: string; readonly text?: string };

/** Puts something on the timeline. `happenedAtMs` where it was not now. Gives the entry's stamp. */
export function sayInDrill(
  doc: Y.Doc,
  remark: DrillRemark,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): DrillSaid {
  const text = trimmed(remark.text ?? '');
  const refused =
    tooMuch(text, remark.kind === 'output' ? maxOutputLength : maxEntryLength) ??
    impossibleTime(happenedAtMs, context) ??
    notStarted(doc);
  if (refused !== undefined) return refused;
  if (remark.kind === 'link') {
    const url = remark.url.trim();
    if (!/^(?:https?:\/\/|\/)[^\s]+$/u.test(url) || url.length > 2_000) {
      return refuse('no-link', 'A link starts with http:// or https://.');
    }
    const fields = { kind: 'link', url, text: text || undefined };
    return appendToDrill(doc, fields, context, happenedAtMs);
  }
  if (text === '') return refuse('no-words', 'There is nothing to post yet.');
  return appendToDrill(doc, { kind: remark.kind, text }, context, happenedAtMs);
}

export interface Observation {
  /** Id of the expected line; empty or absent: of nothing that was expected. */
  readonly of?: string;
  readonly text: string;
  readonly asExpected: ObservedAs;
}

/** Says what was seen of an expected line (the later counts), or beside all that was expected. */
export function observe(
  doc: Y.Doc,
  { of = '', text: said, asExpected }: Observation,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): DrillResult {
  const text = trimmed(said);
  const line = readForWriting(doc).state.expected.find(({ id }) => id === of);
  if (of !== '' && line === undefined) return noEntry();
  if (of === '' && text === '') return refuse('no-words', 'Say what was seen.');
  const refused =
    tooMuch(text, maxEntryLength) ?? impossibleTime(happenedAtMs, context) ?? notStarted(doc);
  if (refused !== undefined) return refused;
  const now = line?.observed.now?.value;
  const isSame = now?.text === text && now.asExpected === asExpected;
  if (isSame && line?.observed.conflict.length === 0) return unchanged;
  const after = line?.observed.heads ?? [];
  return appendToDrill(
    doc,
    { kind: 'observed', of, text, asExpected, after },
    context,
    happenedAtMs,
  );
}

/**
 * Says when something was, wall clock ms since 1970; 0: nobody knows. Refused where a span would be
 * negative: what is restored or detected before it started, or data from after that.
 */
export function setMoment(
  doc: Y.Doc,
  which: DrillMoment,
  atMs: number,
  context: EntryContext,
): DrillResult {
  const { state } = readForWriting(doc);
  const refused =
    impossibleTime(atMs, context) ?? notStarted(doc) ?? negativeSpan(state, which, atMs);
  if (refused !== undefined) return refused;
  const now = state.moments.get(which);
  if (now === undefined ? atMs === 0 : isSettled(now, atMs)) return unchanged;
  return appendToDrill(doc, { kind: 'moment', which, atMs, after: now?.heads ?? [] }, context);
}

function negativeSpan(
  state: DrillState,
  which: DrillMoment,
  atMs: number,
): RefusedBy<'negative'> | undefined {
  if (atMs === 0) return undefined;
  const known = knownMoments(state);
  const at = (one: DrillMoment, knownAtMs: number | undefined) =>
    one === which ? atMs : knownAtMs;
  const started = at('started', known.started);
  const detected = at('detected', known.detected);
  const restored = at('restored', known.restored);
  const dataPoint = at('data-point', known.dataPoint);
  if (started === undefined) return undefined;
  if (restored !== undefined && restored < started)
    return refuse('negative', 'It cannot be restored before it started. Correct one of the times.');
  if (detected !== undefined && detected < started)
    return refuse('negative', 'It cannot be noticed before it started. Correct one of the times.');
  if (dataPoint !== undefined && dataPoint > started)
    return refuse(
      'negative',
      'The last data that is there is from before it started. Correct one of the times.',
    );
  return undefined;
}

/** Gives a drill up, and says why. A verdict that is given later takes that back. */
export function abortDrill(
  doc: Y.Doc,
  reason: string,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): DrillResult {
  const text = trimmed(reason);
  const refused =
    (text === '' ? refuse('no-words', 'Say in a word or two why it is stopped.') : undefined) ??
    tooMuch(text, maxEntryLength) ??
    impossibleTime(happenedAtMs, context) ??
    notStarted(doc);
  if (refused !== undefined) return refused;
  const { end } = readForWriting(doc).state;
  const isSame = end.now?.value.outcome === 'aborted' && end.now.text === text;
  if (isSame && end.conflict.length === 0) return unchanged;
  return appendToDrill(doc, { kind: 'aborted', text, after: end.heads }, context, happenedAtMs);
}

export interface GivenVerdict {
  readonly outcome: DrillVerdict;
  readonly hypothesis: HypothesisVerdict;
  readonly text?: string;
}

/** Ends a drill with a verdict, changes or settles an earlier one, or takes an abort back. */
export function giveVerdict(
  doc: Y.Doc,
  { outcome, hypothesis, text: said = '' }: GivenVerdict,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): DrillResult {
  const text = trimmed(said);
  const refused =
    tooMuch(text, maxEntryLength) ?? impossibleTime(happenedAtMs, context) ?? notStarted(doc);
  if (refused !== undefined) return refused;
  const { end } = readForWriting(doc).state;
  const { now } = end;
  const isSame =
    now !== undefined &&
    now.value.outcome === outcome &&
    now.value.hypothesis === hypothesis &&
    now.text === text;
  if (isSame && end.conflict.length === 0) return unchanged;
  const fields = { kind: 'verdict', outcome, hypothesis, text, after: end.heads };
  return appendToDrill(doc, fields, context, happenedAtMs);
}

export function setFindingState(
  doc: Y.Doc,
  id: string,
  state: DrillFindingState,
  context: EntryContext,
): DrillResult {
  const one = readForWriting(doc).state.findings.find(({ entry }) => entry.id === id);
  if (one === undefined) return noEntry();
  if (one.state === state && one.standing.conflict.length === 0) return unchanged;
  const fields = { kind: 'finding-state', of: id, state, after: one.standing.heads };
  return appendToDrill(doc, fields, context);
}

export interface NewAction {
  readonly text: string;
  /** Id of the finding that it is for; empty or absent: of none. */
  readonly of?: string;
  readonly owner?: string;
  /** Calendar day, `2026-11-30`; empty or absent: none. */
  readonly due?: string;
}

/** Adds something that is left to be done. Gives the stamp of its entry. */
export function addDrillAction(doc: Y.Doc, action: NewAction, context: EntryContext): DrillSaid {
  const text = trimmed(action.text);
  const of = action.of ?? '';
  if (text === '') return refuse('no-words', 'Say what is to be done.');
  const refused = tooMuch(text, maxEntryLength) ?? notStarted(doc);
  if (refused !== undefined) return refused;
  const { findings } = readForWriting(doc).state;
  if (of !== '' && !findings.some(({ entry }) => entry.id === of)) return noEntry();
  const { owner = '', due = '' } = action;
  const asked = actionChange([blankAction], blankAction.entry.id, { owner, due });
  if (!asked.ok) return asked;
  return doc.transact(() => {
    const said = appendToDrill(doc, { kind: 'action', text, of }, context);
    if ('fields' in asked) {
      appendToDrill(doc, { ...asked.fields, of: said.stamp.id, after: [] }, context);
    }
    return said;
  });
}

const blankAction = {
  entry: { id: 'new', by: '', device: '', happenedAtMs: 0, posted: { ms: 0, n: 0 } },
  state: 'open',
  owner: '',
  due: '',
  conflict: [],
  heads: [],
} as const;

/** Changes what is known of an action item; what is absent stays. */
export function changeDrillAction(
  doc: Y.Doc,
  id: string,
  change: Partial<ActionPlan>,
  context: EntryContext,
): DrillResult {
  const said = actionChange(readForWriting(doc).state.actions, id, change);
  return 'fields' in said ? appendToDrill(doc, said.fields, context) : said;
}

/** Pins an entry of the drill or of one of its runs, or unpins it. */
export function setPinnedInDrill(
  doc: Y.Doc,
  id: string,
  pinned: boolean,
  context: EntryContext,
): DrillResult {
  const { state } = readForWriting(doc);
  if (state.pinned.has(id) === pinned) return unchanged;
  const after = state.pins.get(id)?.heads ?? [];
  return appendToDrill(doc, { kind: 'pin', of: id, pinned, after }, context);
}

/**
 * Says an entry anew, or withdraws it. The old one stays and can be looked at. What was planned
 * cannot be: it is what the verdict is measured by.
 */
export function correctInDrill(
  doc: Y.Doc,
  id: string,
  correction: Correction,
  context: EntryContext,
): DrillResult {
  const { state, entries } = readForWriting(doc);
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined) return noEntry();
  if (entry.kind === 'planned' || entry.kind === 'retention' || entry.kind === 'pin') {
    return refuse('fixed', 'This stays as it was written. Add a note that says what is different.');
  }
  const most = entry.kind === 'output' ? maxOutputLength : maxEntryLength;
  const said = correctionOf(entry, state.corrections.get(id), correction, context, most);
  return 'fields' in said ? appendToDrill(doc, said.fields, context) : said;
}

function trimmed(text: string): string {
  return wellFormed(text).trim();
}

function tooMuch(text: string, most: number): RefusedBy<'too-long'> | undefined {
  return text.length > most ? tooLong(most) : undefined;
}

function notStarted(doc: Y.Doc): RefusedBy<Extract<DrillRefused, 'no-drill'>> | undefined {
  return isDrillEmpty(doc)
    ? refuse('no-drill', 'This drill is not here yet. Wait until it has arrived.')
    : undefined;
}
