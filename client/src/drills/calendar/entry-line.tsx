import type { CalendarEntry } from '@holdfast/shared/drilling/calendar';
import {
  IconAlertTriangle,
  IconCalendarEvent,
  IconCalendarOff,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  IconPlayerPlay,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { drillPath, planPath } from '../../app/routes.ts';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { dateInWords } from '../day-words.ts';
import { kindInWords } from '../plans/due-mark.tsx';
import classes from './entry-line.module.css';

const words = drillPlansText.calendar;

type EntryState = keyof typeof words.states;

const icons: Readonly<Record<EntryState, Icon>> = {
  planned: IconCalendarEvent,
  overdue: IconAlertTriangle,
  blackout: IconCalendarOff,
  'going-on': IconPlayerPlay,
  open: IconUserQuestion,
  passed: IconCircleCheck,
  failed: IconCircleX,
  inconclusive: IconHelpCircle,
  abandoned: IconCircleDashed,
};

function stateOf(entry: CalendarEntry): EntryState {
  return entry.kind === 'held' ? entry.outcome : entry.kind;
}

/** Tells entries of a day apart. */
export function entryKey(entry: CalendarEntry): string {
  if (entry.kind === 'blackout') return `blackout ${entry.until} ${entry.note}`;
  return 'drill' in entry ? entry.drill : `${entry.plan} ${entry.kind}`;
}

/** One thing of a day: colour, icon and word together, and the way to it. */
export function EntryLine(props: {
  readonly entry: CalendarEntry;
  /** With all that is known of it, where there is room. */
  readonly isLong?: boolean;
  readonly tabIndex?: number;
}) {
  const { entry, isLong = false, tabIndex } = props;
  const state = stateOf(entry);
  const Picture = icons[state];
  const label = (
    <span className={classes.state}>
      <Picture size={13} aria-hidden="true" />
      {words.states[state]}
    </span>
  );
  if (entry.kind === 'blackout') {
    return (
      <span className={classes.entry} data-state={state} data-long={isLong || undefined}>
        {label}
        <span className={classes.title} dir="auto">
          {entry.note}
          {isLong && ` ${words.until(dateInWords(entry.until))}`}
        </span>
      </span>
    );
  }
  const at = 'at' in entry ? entry.at : undefined;
  const moved = 'movedFrom' in entry ? entry.movedFrom : undefined;
  return (
    <Link
      href={'drill' in entry ? drillPath(entry.drill) : planPath(entry.plan)}
      className={classes.entry}
      data-state={state}
      data-long={isLong || undefined}
      title={entry.title}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      {label}
      <span className={classes.title} dir="auto">
        {entry.title}
      </span>
      {(isLong || at !== undefined) && (
        <span className={classes.facts}>
          {at !== undefined && <span>{at}</span>}
          {isLong && <span>{kindInWords(entry.drillKind)}</span>}
          {isLong && moved !== undefined && <span>{words.movedFrom(dateInWords(moved))}</span>}
        </span>
      )}
    </Link>
  );
}
