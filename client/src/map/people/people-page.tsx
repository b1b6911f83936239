import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { mapPath, type MapRoute } from '../../app/routes.ts';
import { mapPeopleText as words } from '../../ui/text/map-people.ts';
import { lazyScreen } from '../../app/lazy-screen.tsx';
import { MapFrame } from '../map-frame.tsx';
import { WhatIfButton } from '../what-if/what-if-bar.tsx';
import { DeparturePage } from './departure-page.tsx';
import { LeavePlanner } from './leave-planner.tsx';
import { MatrixPage } from './matrix-page.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { TeamsDialog } from './teams-dialog.tsx';
import { TodoList } from './todo-list.tsx';
import { useSearchView } from './use-search-view.ts';
import classes from './people-page.module.css';
import { Writes } from '../../access/writes.tsx';

const GitPage = lazyScreen(
  async () => (await import('../git/git-page.tsx')).GitPage,
  () => <p role="status">{words.loading}</p>,
);

const views = ['list', 'matrix', 'leave', 'todo', 'git'] as const;
type View = (typeof views)[number];

/** People of the map: who they are, what they know, when they are away; or one of them. */
export function PeoplePage({ route }: { readonly route: MapRoute }) {
  return route.item === '' ? (
    <Everybody route={route} />
  ) : (
    <DeparturePage key={route.item} id={route.item} />
  );
}

function Everybody({ route }: { readonly route: MapRoute }) {
  const search = useSearchView();
  const [dialog, setDialog] = useState<'person' | 'teams'>();
  const view = views.find((one) => one === search.get('view')) ?? 'list';
  return (
    <MapFrame
      route={route}
      actions={
        <Group gap="xs" wrap="nowrap">
          <WhatIfButton />
          <Button size="xs" variant="default" onClick={() => setDialog('teams')}>
            {words.list.teamsButton}
          </Button>
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="xs"
              className={classes.add}
              leftSection={<IconPlus size={15} aria-hidden="true" />}
              onClick={() => setDialog('person')}
            >
              {words.list.add}
            </Button>
          </Writes>
        </Group>
      }
    >
      <nav className={classes.views} aria-label={words.viewsLabel}>
        {views.map((one) => (
          <Link
            key={one}
            href={mapPath('people', '', viewSearch(route.search, one))}
            className={classes.view}
            {...(one === view ? { 'aria-current': 'page' as const } : {})}
          >
            {words.views[one]}
          </Link>
        ))}
      </nav>
      {view === 'list' && <PeopleList onAdd={() => setDialog('person')} />}
      {view === 'matrix' && <MatrixPage />}
      {view === 'leave' && <LeavePlanner />}
      {view === 'todo' && <TodoList />}
      {view === 'git' && <GitPage />}
      {dialog === 'person' && <PersonDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'teams' && <TeamsDialog onClose={() => setDialog(undefined)} />}
    </MapFrame>
  );
}

/** Another view of people, with what is taken away and nothing of the filters of this one. */
function viewSearch(search: string, view: View): string {
  const now = new URLSearchParams(search);
  const next = new URLSearchParams();
  const without = now.get('without');
  if (view !== 'list') next.set('view', view);
  if (without !== null) next.set('without', without);
  return next.toString();
}
