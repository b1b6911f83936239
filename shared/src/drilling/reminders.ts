import { isSamePerson } from '../model/people.ts';
import type { NamedDrill, NamedPlan, PlanRow } from './due.ts';
import { plansByDue } from './due.ts';
import { dayNumber } from './local-days.ts';
import { type Days, occurrencesOf } from './plan-occurrences.ts';

/** How soon a drill is due, days, to be reminded of. */
export const soonDays = 7;

/** Whom a reminder is for, and why. */
export interface Reminded {
  /** A name of a person, or of a team that owns the plan. */
  readonly person: string;
  readonly as: 'owner' | 'participant';
  /** What the participant does; empty where the plan does not say. */
  readonly role: string;
}

export interface Reminder extends PlanRow {
  /** The same as long as it is about the same occurrence and says the same: what tells others keeps it, and tells once. */
  readonly id: string;
  readonly kind: 'soon' | 'today' | 'overdue';
  /** Empty where nobody owns the plan and nobody takes part: then it is for everyone. */
  readonly people: readonly Reminded[];
}

/**
 * What is due within `withinDays` days, today, or overdue: the longest overdue first. A plan of which
 * a drill goes on reminds nobody. One that is due often is not told of long before: not before half
 * of the time since the occurrence before is over.
 */
export function remindersOf(
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
  withinDays: number = soonDays,
): readonly Reminder[] {
  return plansByDue(plans, drills, days).flatMap((row): Reminder[] => {
    const { next, inDays, running, state } = row.due;
    if (next === undefined || inDays === undefined || running.length > 0) return [];
    if (inDays > Math.min(withinDays, usualLead(row, days))) return [];
    const kind = state === 'overdue' || state === 'today' ? state : 'soon';
    return [{ ...row, id: `${row.name} ${next.on} ${kind}`, kind, people: peopleOf(row) }];
  });
}

/** Half of the days until the one after the next. */
function usualLead({ plan, due }: PlanRow, days: Days): number {
  if (due.next === undefined) return Infinity;
  const next = dayNumber(due.next.dueOn);
  for (const { dueOn } of occurrencesOf(plan, days)?.from(next + 1) ?? [])
    return Math.floor((dueOn - next) / 2);
  return Infinity;
}

function peopleOf({ plan }: NamedPlan): readonly Reminded[] {
  const owner: Reminded[] =
    plan.owner === '' ? [] : [{ person: plan.owner, as: 'owner', role: '' }];
  const others = plan.participants.flatMap(({ role, person }): Reminded[] =>
    person === '' || isSamePerson(person, plan.owner) ? [] : [{ person, as: 'participant', role }],
  );
  return [...owner, ...others];
}

/** Whether a reminder is for somebody: by one of their names, or those of their teams; what is for nobody is for everyone. */
export function isReminded({ people }: Reminder, names: readonly string[]): boolean {
  return (
    people.length === 0 ||
    people.some(({ person }) => names.some((name) => isSamePerson(name, person)))
  );
}
