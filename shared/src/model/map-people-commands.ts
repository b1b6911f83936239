import type * as Y from 'yjs';
import { addItem, type Added, editItem, type MapResult } from './map-commands.ts';
import { isDay } from './day.ts';
import { mapLimits } from './map-fields.ts';
import { saidByPeople } from './map-items.ts';
import { pairKey } from './map-registers.ts';
import { leaveSpecs, personSpecs, teamSpecs } from './map-specs.ts';
import { type Contact, type KnowledgeLevel, knowledgeLevels } from './map-value.ts';
import { type MapContext, refuse, refuseMissing, type SetChange, writeKeys } from './map-write.ts';
import { cleanLine } from './meta.ts';

/** Commands on people: who there is, when they are away, and what they know. See `map-commands.ts`. */

export type PersonChange = {
  readonly name?: string;
  readonly role?: string;
  readonly contacts?: SetChange<Contact>;
  readonly teams?: SetChange;
  readonly aliases?: SetChange;
};
export type NewPerson = PersonChange & { readonly name: string; readonly id?: string };

export function addPerson(doc: Y.Doc, person: NewPerson, context: MapContext): Added {
  return addItem(doc, 'people', personSpecs, person, context);
}

export function editPerson(
  doc: Y.Doc,
  id: string,
  change: PersonChange,
  context: MapContext,
): MapResult {
  return editItem(doc, 'people', id, personSpecs, change, context);
}

export type TeamChange = {
  readonly name?: string;
  readonly note?: string;
  readonly contacts?: SetChange<Contact>;
};
export type NewTeam = TeamChange & { readonly name: string; readonly id?: string };

export function addTeam(doc: Y.Doc, team: NewTeam, context: MapContext): Added {
  return addItem(doc, 'teams', teamSpecs, team, context);
}

export function editTeam(
  doc: Y.Doc,
  id: string,
  change: TeamChange,
  context: MapContext,
): MapResult {
  return editItem(doc, 'teams', id, teamSpecs, change, context);
}

export type LeaveChange = {
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
};
export type NewLeave = LeaveChange & {
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly id?: string;
};

/** Plans a leave, from the first to the last day away, both included: local days, `2026-12-24`. */
export function addLeave(doc: Y.Doc, leave: NewLeave, context: MapContext): Added {
  return refuseReversed(leave.from, leave.to) ?? addItem(doc, 'leaves', leaveSpecs, leave, context);
}

export function editLeave(
  doc: Y.Doc,
  id: string,
  change: LeaveChange,
  context: MapContext,
): MapResult {
  const leaves = doc.getMap('leaves');
  const from = change.from ?? leaves.get(`${id}/from`);
  const to = change.to ?? leaves.get(`${id}/to`);
  return refuseReversed(from, to) ?? editItem(doc, 'leaves', id, leaveSpecs, change, context);
}

function refuseReversed(from: unknown, to: unknown) {
  return typeof from === 'string' && typeof to === 'string' && isDay(from) && isDay(to) && from > to
    ? refuse('bad-value', 'The last day is before the first.')
    : undefined;
}

export interface SaidKnowledge {
  readonly person: string;
  readonly component: string;
  readonly level: KnowledgeLevel;
  /** Local day, `2026-11-30`. */
  readonly on: string;
  /** Who found it: `git`, `drill`… Absent where people say it; each source keeps its own word. */
  readonly source?: string;
  readonly note?: string;
}

/** Says what a person can do with a component, in place of what the same source said before. */
export function setKnowledge(doc: Y.Doc, said: SaidKnowledge, context: MapContext): MapResult {
  const refused =
    refuseMissing(doc, 'people', said.person) ?? refuseMissing(doc, 'components', said.component);
  if (refused !== undefined) return refused;
  const source = said.source ?? saidByPeople;
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(source)) {
    return refuse('bad-value', 'A source is one word of lower-case letters.');
  }
  if (!knowledgeLevels.includes(said.level)) {
    return refuse('bad-value', `A level is one of: ${knowledgeLevels.join(', ')}.`);
  }
  if (!isDay(said.on)) return refuse('bad-value', 'The date must be a day such as 2026-11-30.');
  const note = cleanLine(said.note ?? '');
  if (note.length > mapLimits.nameLength) {
    return refuse('too-long', `Note: at most ${mapLimits.nameLength} characters.`);
  }
  const value = { level: said.level, on: said.on, ...(note === '' ? {} : { note }) };
  const key = `${pairKey(said.person, said.component)}/${source}`;
  return { ok: true, changed: writeKeys(doc, 'knowledge', [{ key, value }], context) };
}

/** Takes back what one source (people, where absent) said of a person and a component. */
export function forgetKnowledge(
  doc: Y.Doc,
  {
    person,
    component,
    source = saidByPeople,
  }: Pick<SaidKnowledge, 'person' | 'component' | 'source'>,
  context: MapContext,
): MapResult {
  const writes = [{ key: `${pairKey(person, component)}/${source}` }];
  return { ok: true, changed: writeKeys(doc, 'knowledge', writes, context) };
}
