import { plansByDue, type NamedDrill, type PlanRow } from '@holdfast/shared/drilling/due';
import { isGoingOn, waitsForVerdict } from '@holdfast/shared/drilling/going-on';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import type { DrillBook } from '../drill-book.ts';

/** How far ahead something is due soon, days. */
export const soonWithinDays = 30;

/** What is to be done about drills now. */
export interface NextUp {
  /** Those that go on, the last started first. */
  readonly open: readonly NamedDrill[];
  /** Told by machines, without a verdict; the last first. */
  readonly unjudged: readonly NamedDrill[];
  /** The longest overdue first. */
  readonly overdue: readonly PlanRow[];
  /** By day. */
  readonly soon: readonly PlanRow[];
  /** The first after those. */
  readonly later: PlanRow | undefined;
}

export function nextUp(book: DrillBook, days: Days): NextUp {
  const rows = plansByDue(book.plans, book.drills, days);
  const dated = rows.filter(({ due }) => due.state === 'today' || due.state === 'planned');
  const isSoon = ({ due }: PlanRow): boolean => (due.inDays ?? Infinity) <= soonWithinDays;
  const lastFirst = book.drills.toSorted((a, b) => b.drill.startedAtMs - a.drill.startedAtMs);
  return {
    open: lastFirst.filter(({ drill }) => isGoingOn(drill)),
    unjudged: lastFirst.filter(({ drill }) => waitsForVerdict(drill)),
    overdue: rows.filter(({ due }) => due.state === 'overdue'),
    soon: dated.filter(isSoon),
    later: dated.find((one) => !isSoon(one)),
  };
}
