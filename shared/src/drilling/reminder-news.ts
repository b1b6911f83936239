import { textHash } from '../model/ids.ts';
import type { DocumentName, WorkspaceName } from '../protocol/names.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import type { Days } from './plan-occurrences.ts';
import { remindersOf } from './reminders.ts';

/** That a drill is due soon, today, or overdue, as other tools are told of it. */
export interface ReminderNews {
  /** The same on every relay: the key by which a receiver tells a repeat. */
  readonly id: string;
  readonly type: 'drill.soon' | 'drill.today' | 'drill.overdue';
  readonly workspace: WorkspaceName;
  /** Document name. */
  readonly plan: DocumentName;
  readonly title: string;
  readonly drillKind: string;
  /** Local day of the relay, `2026-12-01`. */
  readonly dueOn: string;
  readonly owner: string;
  readonly people: readonly string[];
  /** When it was found, wall clock ms since 1970. */
  readonly happenedAtMs: number;
}

/** What there is to be reminded of now. Each occurrence is told once for each of the three states. */
export function reminderNewsOf(
  workspace: WorkspaceName,
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
  nowMs: number,
): readonly ReminderNews[] {
  return remindersOf(plans, drills, days).map(({ id, kind, name, plan, due, people }) => ({
    id: textHash(JSON.stringify([workspace, id])),
    type: `drill.${kind}`,
    workspace,
    plan: name,
    title: plan.title,
    drillKind: plan.drillKind,
    dueOn: due.next?.dueOn ?? days.today,
    owner: plan.owner,
    people: people.map(({ person }) => person),
    happenedAtMs: nowMs,
  }));
}
