import { ActionIcon, Button, NativeSelect, SegmentedControl } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronLeft,
  IconChevronRight,
  IconPlus,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Leave, MapValue } from '@holdfast/shared/model/map-value';
import { mapPath } from '../../app/routes.ts';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap } from '../map-context.tsx';
import type { AskedLevel } from './coverage.ts';
import { addDays, type Day, daysBetween, firstOfMonth, spanWords } from './days.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { coverGaps, type GapWarning, gapWarnings, leaveRows } from './leave-model.ts';
import { LeaveStrip } from './leave-strip.tsx';
import { askedLevels } from './matrix-page.tsx';
import { TeamSelect } from './people-list.tsx';
import { useSearchView } from './use-search-view.ts';
import { useToday } from './use-today.ts';
import pageClasses from './people-page.module.css';
import classes from './leave.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.leave;

/** Who is away when, and for what nobody is there then. */
export function LeavePlanner() {
  const map = useMap();
  const today = useToday();
  const search = useSearchView();
  const [dialog, setDialog] = useState<{ readonly leave?: Leave }>();
  const period = search.get('period') === 'month' ? 'month' : 'quarter';
  const months = period === 'month' ? 1 : 3;
  const asked = search.get('from');
  const from = firstOfMonth(/^\d{4}-\d{2}$/.test(asked) ? `${asked}-01` : today);
  const to = addDays(firstOfMonth(from, months), -1);
  const team = search.get('team');
  const level = askedLevels.find((one) => one === search.get('level')) ?? 'lead';
  const rows = useMemo(() => leaveRows(map, { from, to }, team), [map, from, to, team]);
  const warnings = useMemo(
    () => gapWarnings(coverGaps(map, level, { from, to })),
    [map, level, from, to],
  );
  const go = (by: number): void => search.set({ from: firstOfMonth(from, by).slice(0, 7) });
  if (map.people.size === 0) {
    return (
      <p className={pageClasses.nothing} role="status">
        {words.nobodyYet}
      </p>
    );
  }
  return (
    <div className={classes.page}>
      <div className={pageClasses.tools}>
        <SegmentedControl
          size="xs"
          aria-label={words.period}
          value={period}
          data={[
            { value: 'month', label: words.month },
            { value: 'quarter', label: words.quarter },
          ]}
          onChange={(value) => search.set({ period: value === 'month' ? 'month' : '' })}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label={words.earlier}
          onClick={() => go(-months)}
        >
          <IconChevronLeft size={15} aria-hidden="true" />
        </ActionIcon>
        <Button size="xs" variant="default" onClick={() => search.set({ from: '' })}>
          {words.today}
        </Button>
        <ActionIcon variant="default" size={30} aria-label={words.later} onClick={() => go(months)}>
          <IconChevronRight size={15} aria-hidden="true" />
        </ActionIcon>
        <TeamSelect map={map} value={team} onChange={(next) => search.set({ team: next })} />
        <NativeSelect
          size="xs"
          className={pageClasses.select}
          aria-label={mapPeopleText.matrix.level}
          value={level}
          data={askedLevels.map((value) => ({
            value,
            label: mapPeopleText.matrix.levelChoices[value],
          }))}
          onChange={(event) => search.set({ level: event.currentTarget.value })}
        />
        <Writes operation="edit" doc="map" isSaid>
          <Button
            size="xs"
            className={classes.add}
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            onClick={() => setDialog({})}
          >
            {words.add}
          </Button>
        </Writes>
      </div>
      <Warnings map={map} warnings={warnings} level={level} today={today} />
      <LeaveStrip
        rows={rows}
        from={from}
        days={daysBetween(from, to) + 1}
        today={today}
        warnings={warnings}
        onLeave={(leave) => setDialog({ leave })}
      />
      {dialog !== undefined && (
        <LeaveDialog
          {...(dialog.leave === undefined ? {} : { leave: dialog.leave })}
          level={level}
          today={today}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

const mostNamed = 6;
const mostWarnings = 50;

/** Which components, with links, and how many more. */
function Components(props: { readonly map: MapValue; readonly ids: readonly string[] }) {
  const { map, ids } = props;
  return (
    <>
      {ids.slice(0, mostNamed).map((id, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link href={mapPath('components', id)} className={classes.link} dir="auto">
            {map.components.get(id)?.name ?? id}
          </Link>
        </span>
      ))}
      {ids.length > mostNamed && ` ${words.moreComponents(ids.length - mostNamed)}`}
    </>
  );
}

function Warnings(props: {
  readonly map: MapValue;
  readonly warnings: readonly GapWarning[];
  readonly level: AskedLevel;
  readonly today: Day;
}) {
  const { map, warnings, today } = props;
  return (
    <section className={classes.warnings} aria-label={words.warnings}>
      <h2 className={classes.heading}>{words.warnings}</h2>
      {warnings.length === 0 && <p className={classes.fine}>{words.noGaps}</p>}
      <ul className={classes.list}>
        {warnings.slice(0, mostWarnings).map(({ from, to, people, components }) => (
          <li key={`${from} ${to} ${people.join(' ')}`} className={classes.warning}>
            <IconAlertTriangle size={15} aria-hidden="true" className={classes.sign} />
            <span>
              <strong>{spanWords(from, to, today)}</strong>: {words.nobody(props.level)}{' '}
              <Components map={map} ids={components} />.{' '}
              <span className={classes.away}>
                {words.away(people.map((id) => map.people.get(id)?.name ?? id).join(', '))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {warnings.length > mostWarnings && (
        <p className={classes.fine}>{words.moreComponents(warnings.length - mostWarnings)}</p>
      )}
    </section>
  );
}
