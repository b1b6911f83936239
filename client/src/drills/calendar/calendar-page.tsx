import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { calendarEntries, monthGrid, type CalendarEntry } from '@holdfast/shared/drilling/calendar';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { drillPartPath } from '../../app/routes.ts';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { dayInWords, monthInWords } from '../day-words.ts';
import { useDays, useDrillBook, type DrillBook } from '../drill-book.ts';
import { DrillsFrame } from '../drills-frame.tsx';
import { AddToCalendar } from './add-to-calendar.tsx';
import {
  calendarToSearch,
  daysOfMonth,
  monthAfter,
  searchToCalendar,
  type CalendarView,
} from './calendar-view.ts';
import { entryKey, EntryLine } from './entry-line.tsx';
import { MonthGrid } from './month-grid.tsx';
import classes from './calendar-page.module.css';

const words = drillPlansText.calendar;
const icon = { size: 18, 'aria-hidden': true } as const;

/** What is planned, held and overdue, by day. The address says which month. */
export function CalendarPage(props: { readonly search: string }) {
  const book = useDrillBook();
  const days = useDays();
  const [, setPath] = useLocation();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const view = searchToCalendar(props.search, days.today);
  const { month } = view;
  const shape = view.shape ?? (phone === true ? 'list' : 'month');
  const go = (change: Partial<CalendarView>): void =>
    setPath(drillPartPath('calendar', '', calendarToSearch({ ...view, ...change }, days.today)), {
      replace: true,
    });
  return (
    <DrillsFrame
      at="calendar"
      title={words.of(monthInWords(month))}
      actions={book !== undefined && <AddToCalendar book={book} days={days} />}
    >
      <div className={classes.page}>
        <div className={classes.bar}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={words.previous}
            onClick={() => go({ month: monthAfter(month, -1) })}
          >
            <IconChevronLeft {...icon} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={words.nextMonth}
            onClick={() => go({ month: monthAfter(month, 1) })}
          >
            <IconChevronRight {...icon} />
          </ActionIcon>
          <h2 className={classes.month} aria-live="polite">
            {monthInWords(month)}
          </h2>
          <Button
            size="xs"
            variant="default"
            disabled={month === days.today.slice(0, 7)}
            onClick={() => go({ month: days.today.slice(0, 7) })}
          >
            {words.today}
          </Button>
          <SegmentedControl
            size="xs"
            className={classes.shape}
            aria-label={words.views}
            value={shape}
            data={[
              { value: 'month', label: words.month },
              { value: 'list', label: words.list },
            ]}
            onChange={(value) => go({ shape: value === 'list' ? 'list' : 'month' })}
          />
        </div>
        {book === undefined ? (
          <p className={classes.none} role="status">
            {drillPlansText.opening}
          </p>
        ) : shape === 'month' ? (
          <Month book={book} days={days} month={month} onMonth={(to) => go({ month: to })} />
        ) : (
          <Agenda book={book} days={days} month={month} />
        )}
      </div>
    </DrillsFrame>
  );
}

interface MonthProps {
  readonly book: DrillBook;
  readonly days: Days;
  readonly month: string;
}

function Month(props: MonthProps & { readonly onMonth: (month: string) => void }) {
  const { book, days, month, onMonth } = props;
  const weeks = useMemo(() => monthGrid(month, book.plans, book.drills, days), [month, book, days]);
  const [picked, setPicked] = useState({ day: '', byKey: false });
  const all = weeks.flat();
  // Of a month that the day chosen last is not in: today, or its first.
  const inMonth = (day: string): boolean => day.slice(0, 7) === month;
  const chosen = all.some(({ day }) => day === picked.day)
    ? picked.day
    : inMonth(days.today)
      ? days.today
      : `${month}-01`;
  const day = all.find((one) => one.day === chosen);
  return (
    <>
      <MonthGrid
        month={month}
        weeks={weeks}
        chosen={chosen}
        isFollowed={picked.byKey && picked.day === chosen}
        onChoose={(to, byKey) => {
          setPicked({ day: to, byKey });
          if (byKey && !inMonth(to)) onMonth(to.slice(0, 7));
        }}
      />
      <section className={classes.detail} aria-label={dayInWords(chosen)}>
        <h3 className={classes.dayTitle}>{dayInWords(chosen)}</h3>
        {day === undefined || day.entries.length === 0 ? (
          <p className={classes.none}>{words.nothingOn}</p>
        ) : (
          <Entries entries={day.entries} />
        )}
      </section>
      <p className={classes.hint}>{words.keysHint}</p>
    </>
  );
}

function Agenda({ book, days, month }: MonthProps) {
  const byDay = useMemo(() => {
    const found = new Map<string, CalendarEntry[]>();
    for (const entry of calendarEntries(book.plans, book.drills, days, daysOfMonth(month))) {
      const others = found.get(entry.day);
      if (others === undefined) found.set(entry.day, [entry]);
      else others.push(entry);
    }
    return [...found];
  }, [book, days, month]);
  if (byDay.length === 0)
    return <p className={classes.none}>{words.nothing(monthInWords(month))}</p>;
  return (
    <ol className={classes.agenda} aria-label={words.of(monthInWords(month))}>
      {byDay.map(([day, entries]) => (
        <li key={day} className={classes.agendaDay}>
          <h3 className={classes.dayTitle}>
            {dayInWords(day)}
            {day === days.today && <span className={classes.today}>{words.todayMark}</span>}
          </h3>
          <Entries entries={entries} />
        </li>
      ))}
    </ol>
  );
}

function Entries({ entries }: { readonly entries: readonly CalendarEntry[] }) {
  return (
    <ul className={classes.entries}>
      {entries.map((entry) => (
        <li key={entryKey(entry)}>
          <EntryLine entry={entry} isLong />
        </li>
      ))}
    </ul>
  );
}
