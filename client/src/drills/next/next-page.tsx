import { Button } from '@mantine/core';
import type { NamedDrill, PlanRow } from '@holdfast/shared/drilling/due';
import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { drillPath, noFilter, planPath, routeToPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { runbooksLateText } from '../../ui/text/runbooks-late.ts';
import { shortDay } from '../day-words.ts';
import { useDays, useDrillBook } from '../drill-book.ts';
import { DrillsFrame, newPlanPath } from '../drills-frame.tsx';
import { dueDay, DueMark, kindInWords } from '../plans/due-mark.tsx';
import { CataloguePart } from './catalogue-part.tsx';
import { nextUp, soonWithinDays } from './next-model.ts';
import { SuggestedPart } from './suggested-part.tsx';
import classes from './next-page.module.css';
import { useMay } from '../../access/use-may.ts';

const words = drillPlansText.nextPage;
const shownAtOnce = 12;

/** What is to be done about drills now: what goes on, what is overdue, due and suggested. */
export function NextPage() {
  const book = useDrillBook();
  const days = useDays();
  const next = useMemo(() => (book === undefined ? undefined : nextUp(book, days)), [book, days]);
  if (book === undefined || next === undefined) {
    return (
      <DrillsFrame at="next">
        <p className={classes.opening} role="status">
          {drillPlansText.opening}
        </p>
      </DrillsFrame>
    );
  }
  const { open, unjudged, overdue, soon, later } = next;
  const isNothing = book.plans.length + book.drills.length === 0;
  return (
    <DrillsFrame at="next">
      <div className={classes.page}>
        {isNothing && <Empty />}
        {!isNothing && (
          <>
            {open.length > 0 && (
              <Section title={words.open}>
                <Lines>
                  {open.map((one) => (
                    <OpenLine key={one.name} one={one} />
                  ))}
                </Lines>
              </Section>
            )}
            {unjudged.length > 0 && (
              <Section title={words.unjudged} lead={words.unjudgedLead}>
                <Lines>
                  {unjudged.map((one) => (
                    <OpenLine key={one.name} one={one} />
                  ))}
                </Lines>
              </Section>
            )}
            <Section title={words.overdue}>
              {overdue.length === 0 ? (
                <p className={classes.none}>{words.noOverdue}</p>
              ) : (
                <Lines>
                  {overdue.map((row) => (
                    <PlanLine key={row.name} row={row} today={days.today} />
                  ))}
                </Lines>
              )}
            </Section>
            <Section title={words.soon}>
              {soon.length === 0 ? (
                <p className={classes.none}>{words.noSoon(soonWithinDays)}</p>
              ) : (
                <Lines>
                  {soon.map((row) => (
                    <PlanLine key={row.name} row={row} today={days.today} />
                  ))}
                </Lines>
              )}
              {later?.due.next !== undefined && (
                <p className={classes.none}>
                  {words.later(shortDay(later.due.next.dueOn, days.today))},{' '}
                  <Link href={planPath(later.name)} dir="auto">
                    {later.plan.title}
                  </Link>
                </p>
              )}
            </Section>
          </>
        )}
        <SuggestedPart book={book} today={days.today} />
        <CataloguePart />
      </div>
    </DrillsFrame>
  );
}

/** What drills are for, and ways to the first; said only as surely as it is known. */
function Empty() {
  const completeness = useCompleteness();
  const may = useMay('edit', 'plan:new');
  return (
    <section className={classes.empty} aria-label={words.empty}>
      <h2 className={classes.emptyTitle}>{words.empty}</h2>
      <p>{words.emptyBody}</p>
      <p>{words.emptyHow}</p>
      {completeness !== 'whole' && <p>{runbooksLateText.notAllHere[completeness]}</p>}
      <div className={classes.buttons}>
        {may.ok && (
          <Button component={Link} href={newPlanPath()}>
            {drillPlansText.newPlan}
          </Button>
        )}
        <Button
          component={Link}
          href={routeToPath({ page: 'runbooks', filter: noFilter })}
          variant="default"
        >
          {words.practise}
        </Button>
      </div>
    </section>
  );
}

/** Lines, the first of them at once and the others when they are asked for. */
function Lines({ children }: { readonly children: readonly ReactNode[] }) {
  const [most, setMost] = useState(shownAtOnce);
  return (
    <>
      <ul className={classes.list}>{children.slice(0, most)}</ul>
      {children.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + 8 * shownAtOnce)}>
          {words.more(children.length - most)}
        </Button>
      )}
    </>
  );
}

function OpenLine({ one }: { readonly one: NamedDrill }) {
  const { name, drill } = one;
  return (
    <li>
      <Link href={drillPath(name)} className={classes.line}>
        <span className={classes.lineTitle} dir="auto">
          {drill.title}
        </span>
        <span className={classes.facts}>
          <OutcomePill outcome={drill.outcome} isUnjudged={drill.isUnjudged} />
          <span>{kindInWords(drill.drillKind)}</span>
          <Moment atMs={drill.startedAtMs} />
          {drill.people.length > 0 && (
            <span dir="auto">{words.startedBy(drill.people.join(', '))}</span>
          )}
        </span>
      </Link>
    </li>
  );
}

function PlanLine({ row, today }: { readonly row: PlanRow; readonly today: string }) {
  const { name, plan, due } = row;
  return (
    <li>
      <Link href={planPath(name)} className={classes.line}>
        <span className={classes.lineTitle} dir="auto">
          {plan.title}
        </span>
        <span className={classes.facts}>
          <DueMark state={due.state} />
          <span>{dueDay(due, today)}</span>
          {due.missed > 1 && <span>{drillPlansText.due.missed(due.missed)}</span>}
          {due.running.length > 0 && <span>{drillPlansText.due.goingOn}</span>}
          <span>{kindInWords(plan.drillKind)}</span>
          {plan.owner !== '' && <span dir="auto">{plan.owner}</span>}
        </span>
      </Link>
    </li>
  );
}
