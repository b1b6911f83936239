import type { CalendarDay } from '@holdfast/shared/drilling/calendar';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { dayInWords, monthInWords } from '../day-words.ts';
import { dayByKey } from './calendar-view.ts';
import { entryKey, EntryLine } from './entry-line.tsx';
import classes from './month-grid.module.css';

const words = drillPlansText.calendar;
/** More of a day stands beneath, once it is chosen. */
const mostShown = 3;

/**
 * A month as a grid of days. Arrows go from day to day, Page Up and Page Down through months; Tab
 * goes on to what is on the day that is chosen, which stands beneath with all of it.
 */
export function MonthGrid(props: {
  readonly month: string;
  readonly weeks: readonly (readonly CalendarDay[])[];
  /** The day that Tab reaches. */
  readonly chosen: string;
  /** Whether it was chosen by a key, and is to have the focus. */
  readonly isFollowed: boolean;
  readonly onChoose: (day: string, byKey: boolean) => void;
}) {
  const { month, weeks, chosen, isFollowed, onChoose } = props;
  const cell = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    if (isFollowed) cell.current?.focus();
  }, [chosen, isFollowed]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = dayByKey(chosen, event.key);
    if (day === undefined) return;
    event.preventDefault();
    onChoose(day, true);
  }

  return (
    <div className={classes.scroller}>
      <table
        // Days are walked through as cells of a grid are.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        className={classes.grid}
        aria-label={words.of(monthInWords(month))}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {words.weekdays.map((one) => (
              <th key={one} scope="col">
                <abbr title={one}>{one.slice(0, 3)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((one) => (
                <td
                  key={one.day}
                  ref={one.day === chosen ? cell : undefined}
                  className={classes.day}
                  data-outside={!one.isInMonth || undefined}
                  data-today={one.isToday || undefined}
                  aria-current={one.isToday ? 'date' : undefined}
                  aria-selected={one.day === chosen}
                  tabIndex={one.day === chosen ? 0 : -1}
                  onClick={() => onChoose(one.day, false)}
                  onFocus={() => {
                    if (one.day !== chosen) onChoose(one.day, false);
                  }}
                >
                  <DayCell day={one} isChosen={one.day === chosen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayCell(props: { readonly day: CalendarDay; readonly isChosen: boolean }) {
  const { day, isChosen } = props;
  const more = day.entries.length - mostShown;
  return (
    <>
      <span className={classes.number}>
        <span aria-hidden="true">{Number(day.day.slice(8))}</span>
        <span className={classes.hidden}>{dayInWords(day.day)}</span>
        {day.isToday && <span className={classes.today}>{words.todayMark}</span>}
      </span>
      {day.entries.length > 0 && (
        <ul className={classes.entries}>
          {day.entries.slice(0, mostShown).map((entry) => (
            <li key={entryKey(entry)}>
              <EntryLine entry={entry} tabIndex={isChosen ? 0 : -1} />
            </li>
          ))}
          {more > 0 && <li className={classes.more}>{words.more(more)}</li>}
        </ul>
      )}
    </>
  );
}
