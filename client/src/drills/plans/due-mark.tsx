import type { PlanDue } from '@holdfast/shared/drilling/due';
import {
  IconAlertTriangle,
  IconArchive,
  IconCalendarDue,
  IconCalendarEvent,
  IconCalendarQuestion,
  IconCircleCheck,
  type Icon,
} from '@tabler/icons-react';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { shortDay } from '../day-words.ts';
import classes from './due-mark.module.css';

const words = drillPlansText.due;

const icons: Readonly<Record<PlanDue['state'], Icon>> = {
  overdue: IconAlertTriangle,
  today: IconCalendarDue,
  planned: IconCalendarEvent,
  over: IconCircleCheck,
  undated: IconCalendarQuestion,
  unreadable: IconCalendarQuestion,
  archived: IconArchive,
};

/** Whether a plan's drill is due: colour, icon and word together. */
export function DueMark({ state }: { readonly state: PlanDue['state'] }) {
  const Picture = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Picture size={14} aria-hidden="true" />
      {words[state]}
    </span>
  );
}

/** The day of what is due next, in words; empty where there is none. */
export function dueDay({ next, inDays, state }: PlanDue, today: string): string {
  if (next === undefined || inDays === undefined) return '';
  const day = shortDay(next.dueOn, today);
  if (state === 'overdue') return words.overdueSince(day, -inDays);
  const at = next.at === undefined ? '' : ` ${words.at(next.at)}`;
  return `${words.on(day, inDays)}${at}`;
}

/** A kind of drill in words; one of a later version as it is written. */
export function kindInWords(kind: string): string {
  const known: Readonly<Record<string, string>> = drillPlansText.kinds;
  return known[kind] ?? kind;
}
