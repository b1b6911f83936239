import type { PlanRow } from '@holdfast/shared/drilling/due';
import { isSamePerson } from '@holdfast/shared/model/people';
import { IconCalendarEvent, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { drillPath, noDrillFilter, planPath, routeToPath } from '../app/routes.ts';
import { bookOf, useDays, useDrillBook } from '../drills/drill-book.ts';
import { newPlanPath } from '../drills/drills-frame.tsx';
import { nextUp } from '../drills/next/next-model.ts';
import { dueDay, DueMark, kindInWords } from '../drills/plans/due-mark.tsx';
import { isGuestName } from '../hub/guest-name.ts';
import { Moment } from '../ui/moment.tsx';
import { drillPlansText } from '../ui/text/drill-plans.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = drillPlansText.home;
/** More than these, and the page of drills is the better place. */
const mostShown = 5;
const nothing = bookOf(new Map());

/** Drills that go on, are overdue, or due soon: of each, those of the person who looks come first. */
export function DrillsPart() {
  const book = useDrillBook() ?? nothing;
  const days = useDays();
  const { name } = useObservable(useHub().me);
  const { open, overdue, soon } = useMemo(() => nextUp(book, days), [book, days]);
  const isMine = ({ plan }: PlanRow): boolean =>
    !isGuestName(name) &&
    [plan.owner, ...plan.participants.map(({ person }) => person)].some((one) =>
      isSamePerson(one, name),
    );
  const rows = [overdue, soon].flatMap((due) => [
    ...due.filter(isMine),
    ...due.filter((row) => !isMine(row)),
  ]);
  const isNothing = rows.length + open.length === 0;
  return (
    <HomePart
      title={words.title}
      action={
        <Link
          href={routeToPath({ page: 'drills', filter: noDrillFilter })}
          className={classes.link}
        >
          {words.all}
        </Link>
      }
    >
      {isNothing ? (
        <p className={classes.none}>
          {book.plans.length === 0 ? words.noPlans : words.none} {words.suggested}{' '}
          <Link href={newPlanPath()}>{words.plan}</Link>
        </p>
      ) : (
        <ul className={classes.list}>
          {open.slice(0, mostShown).map(({ name: doc, drill }) => (
            <HomeLine
              key={doc}
              href={drillPath(doc)}
              title={drill.title}
              mark={<IconPlayerPlay size={17} aria-hidden="true" className={classes.icon} />}
              detail={
                <>
                  <span>{words.goingOn}</span>
                  <span>{kindInWords(drill.drillKind)}</span>
                  <Moment atMs={drill.startedAtMs} />
                </>
              }
            />
          ))}
          {rows.slice(0, mostShown).map((row) => (
            <HomeLine
              key={row.name}
              href={planPath(row.name)}
              title={row.plan.title}
              mark={<IconCalendarEvent size={17} aria-hidden="true" className={classes.icon} />}
              detail={
                <>
                  <DueMark state={row.due.state} />
                  <span>{dueDay(row.due, days.today)}</span>
                  {isMine(row) && <span>{words.yours}</span>}
                </>
              }
            />
          ))}
        </ul>
      )}
    </HomePart>
  );
}
