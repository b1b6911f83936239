import { cutText } from '../markdown/characters.ts';
import type { Checked, TitleRefused } from './checks.ts';
import { isDay } from './day.ts';
import { isMapId } from './map-registers.ts';
import { cleanLine, limits } from './meta.ts';
import { blackoutKey, participantKey, planLimits, scopeParts } from './plan-document.ts';
import type { Blackout, DrillScope, Plan, PlanParticipant } from './plan-value.ts';

export type PlanRefused =
  | TitleRefused
  | 'no-kind'
  | 'no-runbook'
  | 'no-duration'
  | 'no-cadence'
  | 'no-day'
  | 'days-reversed'
  | 'no-participant'
  | 'no-id'
  | 'too-long'
  | 'too-many';

/** What a plan has several of. */
export interface PlanMembers {
  readonly scope: { readonly [Part in keyof DrillScope]?: DrillScope[Part] | undefined };
  readonly participants: readonly PlanParticipant[];
  readonly blackouts: readonly Blackout[];
}

/** A blackout is told by its days: one that is added again gets the new note. */
export type MemberChange = {
  readonly [Part in keyof PlanMembers]?:
    | { readonly add?: PlanMembers[Part]; readonly remove?: PlanMembers[Part] }
    | undefined;
};

/** Checks what is added, and gives all as it will be written. */
export function checkMembers(
  held: Plan,
  { scope, participants, blackouts }: MemberChange,
): Checked<MemberChange, PlanRefused> {
  const ids = checkScope(held.scope, scope?.add ?? {});
  if (!ids.ok) return ids;
  const people = checkParticipants(held.participants, participants?.add ?? []);
  if (!people.ok) return people;
  const days = checkBlackouts(held.blackouts, blackouts?.add ?? []);
  if (!days.ok) return days;
  return {
    ok: true,
    value: {
      scope: { add: ids.value, remove: scope?.remove ?? {} },
      participants: { add: people.value, remove: participants?.remove ?? [] },
      blackouts: { add: days.value, remove: blackouts?.remove ?? [] },
    },
  };
}

function checkScope(
  held: DrillScope,
  add: PlanMembers['scope'],
): Checked<PlanMembers['scope'], PlanRefused> {
  for (const part of scopeParts) {
    const ids = add[part] ?? [];
    const bad = ids.find((id) => !isMapId(id));
    if (bad !== undefined) {
      const problem = `"${cutText(bad, 40)}" is nothing of the map. Choose from its list.`;
      return { ok: false, reason: 'no-id', problem };
    }
    if (new Set([...held[part], ...ids]).size > limits.items) {
      return { ok: false, reason: 'too-many', problem: `At most ${limits.items} ${part}.` };
    }
  }
  return { ok: true, value: add };
}

function checkParticipants(
  held: readonly PlanParticipant[],
  add: readonly PlanParticipant[],
): Checked<readonly PlanParticipant[], PlanRefused> {
  const value = add.map(({ role, person }) => ({
    role: cleanLine(role),
    person: cleanLine(person),
  }));
  if (value.some(({ role, person }) => role === '' && person === '')) {
    const problem = 'Say who takes part, or in which role.';
    return { ok: false, reason: 'no-participant', problem };
  }
  if (value.some(({ role, person }) => Math.max(role.length, person.length) > limits.itemLength)) {
    const problem = `Role and name have at most ${limits.itemLength} characters each.`;
    return { ok: false, reason: 'too-long', problem };
  }
  if (new Set([...held, ...value].map(participantKey)).size > planLimits.participants) {
    const problem = `At most ${planLimits.participants} people and roles take part.`;
    return { ok: false, reason: 'too-many', problem };
  }
  return { ok: true, value };
}

function checkBlackouts(
  held: readonly Blackout[],
  add: readonly Blackout[],
): Checked<readonly Blackout[], PlanRefused> {
  const value = add.map(({ from, to, note }) => ({
    from: from.trim(),
    to: to.trim(),
    note: cleanLine(note),
  }));
  if (value.some(({ from, to }) => !isDay(from) || !isDay(to))) {
    return { ok: false, reason: 'no-day', problem: 'A day is written as 2026-12-24.' };
  }
  if (value.some(({ from, to }) => from > to)) {
    const problem = 'The last day without drills is before the first.';
    return { ok: false, reason: 'days-reversed', problem };
  }
  if (value.some(({ note }) => note.length > limits.titleLength)) {
    const problem = `A note has at most ${limits.titleLength} characters.`;
    return { ok: false, reason: 'too-long', problem };
  }
  if (new Set([...held, ...value].map(blackoutKey)).size > planLimits.blackouts) {
    const problem = `At most ${planLimits.blackouts} times without drills.`;
    return { ok: false, reason: 'too-many', problem };
  }
  return { ok: true, value };
}
