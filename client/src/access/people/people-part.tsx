import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useRoute } from '../../app/use-route.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { accessText } from '../../ui/text/access.ts';
import { useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { OpenToAll } from '../open-to-all.tsx';
import { SearchRow } from '../search-row.tsx';
import { CutOffDialog } from './cut-off-dialog.tsx';
import type { CutTarget } from './cut-target.ts';
import { filterPeople, type PeopleFilter, peopleFilters } from './directory.ts';
import { PersonList } from './person-list.tsx';
import { useGiveBack } from './use-give-back.ts';
import classes from './people.module.css';

const words = accessText.people;

/** Everybody who has a device or an invitation in this workspace, and what takes it away. */
export function PeoplePart({ search }: { readonly search: string }) {
  const { people, me } = useShownAccess();
  const [, navigate] = useRoute();
  const [cutting, setCutting] = useState<CutTarget>();
  const giveBack = useGiveBack();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const query = params.get('q') ?? '';
  const filter = peopleFilters.find((one) => one === params.get('which')) ?? 'all';
  const shown = useMemo(() => filterPeople(people, query, filter), [people, query, filter]);
  const devices = useMemo(
    () => shown.reduce((sum, person) => sum + person.devices.length, 0),
    [shown],
  );
  const onCut = useCallback((target: CutTarget) => setCutting(target), []);

  function set(next: { readonly q?: string; readonly which?: PeopleFilter }): void {
    const asked = { q: query, which: filter, ...next };
    const to = new URLSearchParams();
    if (asked.which !== 'all') to.set('which', asked.which);
    if (asked.q !== '') to.set('q', asked.q);
    navigate({ page: 'access', part: 'people', search: to.toString() }, { replace: true });
  }

  if (people.length === 0) {
    if (me.isKeyed === false) return <OpenToAll />;
    return (
      <MessagePage title={words.none.title} icon={<IconUsers size={30} stroke={1.5} />}>
        <Text size="sm">{words.none.body}</Text>
      </MessagePage>
    );
  }
  return (
    <>
      {me.isKeyed === false ? <OpenToAll /> : <AskAdmins to={words.askTo} />}
      <SearchRow
        search={{ label: words.search, value: query }}
        onSearch={(q) => set({ q })}
        choices={{
          label: words.which,
          value: filter,
          of: peopleFilters.map((value) => ({ value, label: words.filters[value] })),
        }}
        onChoose={(which) => set({ which })}
      />
      <p className={classes.count} role="status">
        {shown.length === 0 ? words.nothingFound : words.count(shown.length, devices)}
      </p>
      <PersonList people={shown} onCut={onCut} onGiveBack={giveBack} />
      {cutting !== undefined && (
        <CutOffDialog target={cutting} onClose={() => setCutting(undefined)} />
      )}
    </>
  );
}
