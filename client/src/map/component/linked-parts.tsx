import { peopleAway } from '@holdfast/shared/analysis/knowledge';
import type { DrillProjection, IncidentProjection } from '@holdfast/shared/model/projection';
import { knowledgeLevels } from '@holdfast/shared/model/map-value';
import { Link } from 'wouter';
import {
  drillPath,
  incidentPath,
  mapPath,
  noFilter,
  routeToPath,
  runbookPath,
} from '../../app/routes.ts';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { incidentsText } from '../../ui/text/incidents.ts';
import { StatusMark } from '../../incidents/marks.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { mapComponentText as words } from '../../ui/text/map-component.ts';
import { useNow } from '../../ui/use-now.ts';
import { localDay } from '@holdfast/shared/model/local-day';
import { useMap } from '../map-context.tsx';
import type { Linked, NamedRunbook } from '@holdfast/shared/finding/linked-documents';
import classes from './component-page.module.css';

/** Who can operate it, what that rests on, and who of them is away today. */
export function PeoplePart(props: { readonly id: string }) {
  const map = useMap();
  const away = peopleAway(map, localDay(useNow(60_000)));
  const known = [...map.knowledge.values()]
    .filter(({ component, level }) => component === props.id && level !== 'none')
    .toSorted((a, b) => knowledgeLevels.indexOf(b.level) - knowledgeLevels.indexOf(a.level));
  const leads = known.filter(({ level }) => level === 'lead').length;
  return (
    <Section
      title={words.people.title}
      lead={known.length === 0 ? words.people.none : words.people.busFactor(leads)}
    >
      <ul className={classes.list}>
        {known.map(({ person, level, on, source }) => (
          <li key={person} className={classes.item}>
            <Link href={mapPath('people', person)} dir="auto">
              {map.people.get(person)?.name ?? person}
            </Link>{' '}
            {words.people.levels[level]}{' '}
            <span className={classes.quiet}>({words.people.since(on, source)})</span>
            {away.has(person) && <span className={classes.bad}> {words.people.away}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function RunbooksPart(props: {
  readonly runbooks: readonly NamedRunbook[];
  readonly component: string;
}) {
  const { runbooks, component } = props;
  return (
    <Section
      title={words.runbooks.title}
      {...(runbooks.length === 0 ? { lead: words.runbooks.none } : {})}
      action={
        runbooks.length > 0 && (
          <Link
            href={routeToPath({ page: 'runbooks', filter: { ...noFilter, component } })}
            className={classes.quiet}
          >
            {words.runbooks.all}
          </Link>
        )
      }
    >
      <ul className={classes.list}>
        {runbooks.map(({ name, runbook }) => (
          <li key={name} className={classes.item}>
            <Link href={runbookPath(name)} dir="auto">
              {runbook.title}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function IncidentsPart(props: {
  readonly incidents: readonly Linked<IncidentProjection>[];
}) {
  const { shown, rest } = useFirst(props.incidents);
  return (
    <Section
      title={words.incidents.title}
      {...(props.incidents.length === 0 ? { lead: words.incidents.none } : {})}
    >
      <ul className={classes.list}>
        {shown.map(({ name, projection }) => (
          <li key={name} className={classes.item}>
            <Link href={incidentPath(name)} dir="auto">
              {projection.title}
            </Link>{' '}
            <StatusMark status={projection.status} />{' '}
            {projection.drill && (
              <span className={classes.quiet}>({incidentsText.drill.toLowerCase()}) </span>
            )}
            <span className={classes.quiet}>
              <Moment atMs={projection.declaredAtMs} />
            </span>
          </li>
        ))}
      </ul>
      {rest}
    </Section>
  );
}

export function DrillsPart(props: { readonly drills: readonly Linked<DrillProjection>[] }) {
  const { shown, rest } = useFirst(props.drills);
  return (
    <Section
      title={words.drills.title}
      {...(props.drills.length === 0 ? { lead: words.drills.none } : {})}
    >
      <ul className={classes.list}>
        {shown.map(({ name, projection }) => (
          <li key={name} className={classes.item}>
            <Link href={drillPath(name)} dir="auto">
              {projection.title}
            </Link>{' '}
            <OutcomePill outcome={projection.outcome} isUnjudged={projection.isUnjudged} />{' '}
            <span className={classes.quiet}>
              <Moment atMs={projection.startedAtMs} />
            </span>
          </li>
        ))}
      </ul>
      {rest}
    </Section>
  );
}

const shownAtFirst = 12;

/** The first of many, and the way to all of them. */
function useFirst<T>(all: readonly T[]): {
  readonly shown: readonly T[];
  readonly rest: ReactNode;
} {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || all.length <= shownAtFirst) return { shown: all, rest: null };
  return {
    shown: all.slice(0, shownAtFirst),
    rest: (
      <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
        {words.showAll(all.length)}
      </Button>
    ),
  };
}
