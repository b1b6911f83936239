import { duration } from '@holdfast/shared/model/duration';
import type { DrillProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { drillPath } from '../../app/routes.ts';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { useDrillBook } from '../drill-book.ts';
import { writeObjectiveTime } from './objective-time.ts';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;

/** The drills of a plan, the last one first. */
export function HistoryPart({ name }: { readonly name: DocumentName }) {
  const book = useDrillBook();
  const drills = useMemo(
    () =>
      (book?.drills ?? [])
        .filter(({ drill }) => drill.plan === name)
        .toSorted((a, b) => b.drill.startedAtMs - a.drill.startedAtMs),
    [book, name],
  );
  return (
    <Section title={words.history}>
      {drills.length === 0 ? (
        <p className={classes.none}>{words.noHistory}</p>
      ) : (
        <ul className={classes.list}>
          {drills.map((one) => (
            <li key={one.name} className={classes.drill}>
              <Link href={drillPath(one.name)} dir="auto">
                {one.drill.title}
              </Link>
              <span className={classes.facts}>
                <OutcomePill outcome={one.drill.outcome} isUnjudged={one.drill.isUnjudged} />
                <Moment atMs={one.drill.startedAtMs} />
                <span>{recoveryOf(one.drill)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function recoveryOf({ recoverySeconds, rtoSeconds }: DrillProjection): string {
  if (recoverySeconds === undefined) return '';
  const took = duration(recoverySeconds);
  return rtoSeconds === undefined
    ? words.recovery(took)
    : words.recoveryOf(took, writeObjectiveTime(rtoSeconds));
}
