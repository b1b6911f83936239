import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { mapPath, routeToPath } from '../../app/routes.ts';
import { reviewSearch } from '../../review/review-model.ts';
import { rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { ListTable, type RowPlace } from '../../runbooks/list-table.tsx';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap } from '../map-context.tsx';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { type Day, dayWords, spanWords } from './days.ts';
import { byName } from './matrix-model.ts';
import { peopleRows, type PeopleView, type PersonRow } from './people-model.ts';
import { useSearchView } from './use-search-view.ts';
import { useToday } from './use-today.ts';
import { SearchField } from '../../ui/search-field.tsx';
import pageClasses from './people-page.module.css';
import { ListRow } from '../../runbooks/list-row.tsx';
import classes from './people-list.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.list;
const heights = { wide: 36, phone: 62 } as const;
const columns = ['name', 'teams', 'contact', 'leave', 'leads'] as const;
const sorts = ['name', 'leads', 'leave'] as const;

/** Everybody on the map; one opens what their leaving would leave behind. */
export function PeopleList(props: { readonly onAdd: () => void }) {
  const map = useMap();
  const today = useToday();
  const search = useSearchView();
  const view: PeopleView = {
    query: search.get('q'),
    team: search.get('team'),
    sort: sorts.find((one) => one === search.get('sort')) ?? 'name',
  };
  const { query, team, sort } = view;
  const rows = useMemo(
    () => peopleRows(map, { query, team, sort }, today),
    [map, query, team, sort, today],
  );
  if (map.people.size === 0) {
    return (
      <MessagePage title={words.empty.title} icon={<IconUsers size={30} stroke={1.5} />}>
        <Text size="sm">{words.empty.body}</Text>
        <Group>
          <Writes operation="edit" doc="map" isSaid>
            <Button
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={props.onAdd}
              w="fit-content"
            >
              {words.add}
            </Button>
          </Writes>
        </Group>
      </MessagePage>
    );
  }
  return (
    <>
      <div className={pageClasses.tools}>
        <SearchField
          label={words.search}
          value={query}
          onChange={(next) => search.set({ q: next })}
        />
        <TeamSelect map={map} value={team} onChange={(next) => search.set({ team: next })} />
        <NativeSelect
          size="xs"
          className={pageClasses.select}
          aria-label={words.sort}
          value={sort}
          data={sorts.map((value) => ({ value, label: words.sorts[value] }))}
          onChange={(event) => search.set({ sort: event.currentTarget.value })}
        />
      </div>
      {rows.length === 0 ? (
        <p className={pageClasses.nothing} role="status">
          {words.nothingFound}
        </p>
      ) : (
        <Table rows={rows} today={today} />
      )}
      <footer className={pageClasses.footer}>
        <span role="status">{words.count(rows.length)}</span>
        {team !== '' && (
          <Link
            href={routeToPath({
              page: 'review',
              search: reviewSearch({ team: map.teams.get(team)?.name ?? team }),
            })}
          >
            {words.teamReview}
          </Link>
        )}
      </footer>
    </>
  );
}

export function TeamSelect(props: {
  readonly map: MapValue;
  readonly value: string;
  readonly onChange: (team: string) => void;
}) {
  const teams = [...props.map.teams.values()].toSorted(byName);
  if (teams.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      className={pageClasses.select}
      aria-label={words.team}
      value={props.value}
      data={[
        { value: '', label: words.anyTeam },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function Table(props: { readonly rows: readonly PersonRow[]; readonly today: Day }) {
  const { rows, today } = props;
  return (
    <ListTable
      label={words.table}
      columns={columns}
      columnNames={words.columns}
      classNames={classes}
      rows={rows}
      heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
    >
      {(row, place) => <Row row={row} today={today} {...place} />}
    </ListTable>
  );
}

function Row(props: RowPlace & { readonly row: PersonRow; readonly today: Day }) {
  const { row, index, today } = props;
  const { person, teams, leave } = row;
  const { without } = useWhatIf();
  const isGone = without.people.includes(person.id);
  const contact = person.contacts[0];
  return (
    <ListRow place={props} className={classes.row} {...(isGone ? { 'data-gone': true } : {})}>
      <span role="cell" className={classes.name}>
        <Link
          href={mapPath('people', person.id)}
          className={classes.link}
          title={person.name}
          tabIndex={props.active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {person.name}
        </Link>
        {person.role !== '' && (
          <span className={classes.role} dir="auto">
            {person.role}
          </span>
        )}
      </span>
      <span role="cell" className={classes.teams} title={teams.join(', ')} dir="auto">
        {teams.join(', ')}
      </span>
      <span role="cell" className={classes.contact} title={contact?.value} dir="auto">
        {contact?.value}
      </span>
      <span role="cell" className={classes.leave} {...(leave?.isNow ? { 'data-now': true } : {})}>
        {leave !== undefined &&
          (leave.isNow
            ? words.awayNow(dayWords(leave.leave.to, today))
            : words.awayNext(spanWords(leave.leave.from, leave.leave.to, today)))}
      </span>
      <span role="cell" className={classes.leads}>
        {words.leads(row.leads)}
        {row.alone > 0 && <strong className={classes.alone}>{words.alone(row.alone)}</strong>}
      </span>
    </ListRow>
  );
}
