import { useMediaQuery } from '@mantine/hooks';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { Link } from 'wouter';
import type { Leave } from '@holdfast/shared/model/map-value';
import { useMay } from '../../access/use-may.ts';
import { mapPath } from '../../app/routes.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { addDays, type Day, daysBetween, isWeekend, monthWords, spanWords } from './days.ts';
import type { GapWarning, LeaveRow } from './leave-model.ts';
import classes from './leave.module.css';

const words = mapPeopleText.leave;
const nameWidths = { wide: 170, narrow: 112 } as const;
/** Days before today, and after it, that are in sight at first. */
const near = { before: 2, after: 14 } as const;

/** A line a person, a column a day; what is away is a bar that opens its leave. */
export function LeaveStrip(props: {
  readonly rows: readonly LeaveRow[];
  readonly from: Day;
  readonly days: number;
  readonly today: Day;
  readonly warnings: readonly GapWarning[];
  readonly onLeave: (leave: Leave) => void;
}) {
  const { rows, from, days, today, warnings } = props;
  const may = useMay('edit', 'map');
  const width = days > 40 ? 15 : 28;
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const nameWidth = nameWidths[isNarrow ? 'narrow' : 'wide'];
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = inner.current?.parentElement;
    if (box === null || box === undefined) return;
    const at = daysBetween(from, today);
    const isOutside = at < 0 || at >= days;
    const end = nameWidth + (at + near.after) * width;
    box.scrollLeft = isOutside || end <= box.clientWidth ? 0 : (at - near.before) * width;
  }, [from, days, today, nameWidth, width]);
  const columns = useMemo(
    () => Array.from({ length: days }, (_, at) => addDays(from, at)),
    [from, days],
  );
  const gapDays = useMemo(
    () =>
      new Set(columns.filter((day) => warnings.some((gap) => gap.from <= day && day <= gap.to))),
    [columns, warnings],
  );
  // Those who are away first: with hundreds of people they are what is looked for.
  const shown = rows.toSorted((a, b) => Number(b.leaves.length > 0) - Number(a.leaves.length > 0));
  return (
    <>
      {rows.every(({ leaves }) => leaves.length === 0) && (
        <p className={classes.none} role="status">
          {words.empty}
        </p>
      )}
      <ScrollBox label={words.strip} className={classes.strip}>
        <div ref={inner} style={{ width: nameWidth + days * width }} className={classes.inner}>
          <div className={classes.months} aria-hidden="true">
            {columns
              .filter((day) => day.endsWith('-01'))
              .map((day) => (
                <span key={day} style={{ left: nameWidth + daysBetween(from, day) * width }}>
                  {monthWords(day)}
                </span>
              ))}
          </div>
          <div className={classes.days} aria-hidden="true" style={{ paddingLeft: nameWidth }}>
            {columns.map((day) => (
              <span
                key={day}
                className={classes.day}
                style={{ width }}
                {...(isWeekend(day) ? { 'data-weekend': true } : {})}
                {...(day === today ? { 'data-today': true } : {})}
                {...(gapDays.has(day) ? { 'data-gap': true } : {})}
              >
                {days <= 40 || day === today || [1, 8, 15, 22].includes(Number(day.slice(8)))
                  ? Number(day.slice(8))
                  : ''}
              </span>
            ))}
          </div>
          <ul className={classes.people}>
            {shown.map((row) => (
              <li key={row.person} className={classes.person}>
                <Link
                  href={mapPath('people', row.person)}
                  className={classes.who}
                  style={{ width: nameWidth }}
                  title={row.name}
                  dir="auto"
                >
                  {row.name}
                </Link>
                {row.leaves.map((leave) => {
                  const start = Math.max(0, daysBetween(from, leave.from));
                  const end = Math.min(days - 1, daysBetween(from, leave.to));
                  const span = spanWords(leave.from, leave.to, today);
                  return (
                    <button
                      key={leave.id}
                      type="button"
                      className={classes.bar}
                      style={{
                        left: nameWidth + start * width,
                        width: Math.max(1, end - start + 1) * width - 2,
                      }}
                      title={[row.name, span, leave.note].filter((word) => word !== '').join(', ')}
                      aria-label={
                        may.ok ? words.onLeave(row.name, span) : words.seeLeave(row.name, span)
                      }
                      onClick={() => props.onLeave(leave)}
                    >
                      {leave.note || span}
                    </button>
                  );
                })}
              </li>
            ))}
          </ul>
        </div>
      </ScrollBox>
    </>
  );
}
