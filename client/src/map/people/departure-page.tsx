import { Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { MapPerson } from '@holdfast/shared/model/map-value';
import { useProjections } from '../../app/hub-context.tsx';
import { drillPath, mapPath, routeToPath, runbookPath } from '../../app/routes.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Facts, Section } from '../../ui/section.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { mapWhatIfText } from '../../ui/text/map-what-if.ts';
import { coverageText } from '../../ui/text/coverage.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useAnswer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { MapViews } from '../map-views.tsx';
import { WhatIfInline } from '../what-if/what-if-frame.tsx';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { reviewSearch } from '../../review/review-model.ts';
import { departureOf, type Departure } from './departure-model.ts';
import { DepartedTable } from './departed-table.tsx';
import { spanWords } from './days.ts';
import { HandoverList } from './handover-list.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { askedLevels, LevelSelect } from './matrix-page.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { useSearchView } from './use-search-view.ts';
import { useToday } from './use-today.ts';
import classes from './departure-page.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.departure;

/** One person, and what would have to be handed over if they left. */
export function DeparturePage({ id }: { readonly id: string }) {
  const map = useMap();
  const person = map.people.get(id);
  if (person === undefined) {
    return (
      <MessagePage whole title={words.gone.title}>
        <Text size="sm">{words.gone.body}</Text>
        <Link href={mapPath('people')}>{words.back}</Link>
      </MessagePage>
    );
  }
  return <Page person={person} />;
}

function Page({ person }: { readonly person: MapPerson }) {
  const map = useMap();
  const projections = useProjections();
  const search = useSearchView();
  const whatIf = useWhatIf();
  const today = useToday();
  const [dialog, setDialog] = useState<'edit' | 'leave'>();
  const level = askedLevels.find((one) => one === search.get('level')) ?? 'lead';
  const title = words.title(person.name);
  usePageTitle(title);
  const departure = useMemo(
    () => departureOf(map, person, level, projections),
    [map, person, level, projections],
  );
  const leaves = [...map.leaves.values()]
    .filter((leave) => leave.person === person.id && leave.to >= today)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const nobody = departure.components.filter(({ after }) => after === 0).length;
  const one = departure.components.filter(({ after }) => after === 1).length;
  return (
    <div className={classes.frame}>
      <WhatIfInline />
      <div className={classes.page}>
        <MapViews part="people" isOfOne />
        <div className={classes.head}>
          <h1 className={classes.title} dir="auto">
            {title}
          </h1>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              component={Link}
              href={routeToPath({ page: 'review', search: reviewSearch({ person: person.name }) })}
            >
              {coverageText.ofPerson}
            </Button>
            <Writes operation="edit" doc="map">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPencil size={14} aria-hidden="true" />}
                onClick={() => setDialog('edit')}
              >
                {words.edit}
              </Button>
              <Button size="xs" variant="default" onClick={() => setDialog('leave')}>
                {mapPeopleText.leave.add}
              </Button>
            </Writes>
            {!whatIf.without.people.includes(person.id) && (
              <Button
                size="xs"
                variant="default"
                onClick={() => whatIf.toggle('people', person.id)}
              >
                {words.whatIf(person.name)}
              </Button>
            )}
          </Group>
        </div>
        <Facts
          facts={[
            { name: words.facts.role, value: person.role },
            {
              name: words.facts.teams,
              value: person.teams.map((team) => map.teams.get(team)?.name ?? team).join(', '),
            },
            {
              name: words.facts.contacts,
              value: person.contacts.map(({ kind, value }) => `${kind}: ${value}`).join(', '),
            },
            {
              name: words.facts.leave,
              value: leaves.map(({ from, to }) => spanWords(from, to, today)).join(', '),
            },
            { name: words.facts.aliases, value: person.aliases.join(', ') },
          ].filter(({ value }) => value !== '')}
        />
        <h2 className={classes.ifLeaves} dir="auto">
          {words.ifLeaves(person.name)}
        </h2>
        <div className={classes.level}>
          <p className={classes.summary} role="status">
            {departure.components.length === 0 && isNothing(departure)
              ? words.nothing
              : words.summary(nobody, one)}
          </p>
          <LevelSelect
            value={level}
            onChange={(next) => search.set({ level: next === 'lead' ? '' : next })}
          />
        </div>
        <HandoverList person={person} departure={departure} />
        {departure.components.length > 0 && (
          <Section title={words.components}>
            <DepartedTable components={departure.components} />
          </Section>
        )}
        <Section title={words.ownsAlone}>
          {departure.ownsAlone.length === 0 && <p className={classes.none}>{words.ownsNone}</p>}
          <ul className={classes.list}>
            {departure.ownsAlone.map(({ name, runbook }) => (
              <li key={name}>
                <Link href={runbookPath(name)} dir="auto">
                  {runbook.title}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={words.onlyRuns}>
          {departure.onlyRuns.length === 0 && <p className={classes.none}>{words.onlyRunsNone}</p>}
          <ul className={classes.list}>
            {departure.onlyRuns.map(({ runbook, title: called, drill, endedAtMs }) => (
              <li key={runbook}>
                <Link href={drillPath(drill)} dir="auto">
                  {called}
                </Link>{' '}
                <span className={classes.none}>
                  <Moment atMs={endedAtMs} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
        <Falls person={person} />
      </div>
      {dialog === 'edit' && <PersonDialog person={person} onClose={() => setDialog(undefined)} />}
      {dialog === 'leave' && (
        <LeaveDialog
          person={person.id}
          level={level}
          today={today}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

function isNothing({ ownsAlone, onlyRuns }: Departure): boolean {
  return ownsAlone.length === 0 && onlyRuns.length === 0;
}

const mostFallen = 50;

/** Components that are down while this person is away: nobody else could act. */
function Falls({ person }: { readonly person: MapPerson }) {
  const map = useMap();
  const answer = useAnswer('whatIf', [{ components: [], domains: [], people: [person.id] }, {}]);
  const down = answer.kind === 'ready' ? answer.value.down : undefined;
  return (
    <Section title={words.falls}>
      {down === undefined ? (
        <p className={classes.none} role="status">
          {answer.kind === 'failed' ? mapWhatIfText.failed : mapWhatIfText.working}
        </p>
      ) : down.length === 0 ? (
        <p className={classes.none}>{words.fallsNone}</p>
      ) : (
        <ul className={classes.list}>
          {down.slice(0, mostFallen).map(({ component, path }) => (
            <li key={component}>
              <Link href={mapPath('components', component)} dir="auto">
                {map.components.get(component)?.name ?? component}
              </Link>{' '}
              <span className={classes.none} dir="auto">
                {mapWhatIfText.because(
                  path
                    .slice(1)
                    .map(({ name }) => name)
                    .join(mapWhatIfText.pathArrow),
                )}
              </span>
            </li>
          ))}
          {down.length > mostFallen && (
            <li className={classes.none}>{mapWhatIfText.more(down.length - mostFallen)}</li>
          )}
        </ul>
      )}
    </Section>
  );
}
