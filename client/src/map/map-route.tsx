import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useObservable } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { routeToPath, type MapRoute as Route } from '../app/routes.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { mapText } from '../ui/text/map.ts';
import { shellText } from '../ui/text/shell.ts';
import { currentMapCommands } from './current-map-commands.ts';
import { mapCommands } from './map-commands.ts';
import { MapAround } from './map-around.tsx';
import { type ShownMap, useShownMap } from './map-context.tsx';
import { MapEmpty } from './map-empty.tsx';
import { MapListPage } from './list/map-list-page.tsx';
import { useIsMapEmpty } from './use-is-map-empty.ts';
import { WhatIfProvider } from './what-if/what-if-provider.tsx';
import classes from './map-route.module.css';

const Opening = () => (
  <p className={classes.opening} role="status">
    {mapText.opening}
  </p>
);
const ComponentPage = lazyScreen(
  async () => (await import('./component/component-page.tsx')).ComponentPage,
  Opening,
);
const GraphPage = lazyScreen(
  async () => (await import('./graph/graph-page.tsx')).GraphPage,
  Opening,
);

const FindingsPage = lazyScreen(
  async () => (await import('./findings/findings-page.tsx')).FindingsPage,
  Opening,
);
const MapImportPage = lazyScreen(
  async () => (await import('./import/map-import-page.tsx')).MapImportPage,
  Opening,
);
const PeoplePage = lazyScreen(
  async () => (await import('./people/people-page.tsx')).PeoplePage,
  Opening,
);

/** Every screen of the map. */
export function MapRoute(props: { readonly route: Route }) {
  const failed = (
    <MessagePage whole title={mapText.failedTitle}>
      <p>{mapText.failed}</p>
      <Link href={routeToPath({ page: 'sync' })}>{shellText.sync}</Link>
    </MessagePage>
  );
  return (
    <MapAround opening={<Opening />} failed={failed}>
      <OnMap route={props.route} />
    </MapAround>
  );
}

function OnMap({ route }: { readonly route: Route }) {
  return (
    <>
      <CurrentMap shown={useShownMap()} route={route} />
      <WhatIfProvider route={route}>
        <Part route={route} />
      </WhatIfProvider>
    </>
  );
}

/** Tells keys and palette what they can do. */
function CurrentMap({ shown, route }: { readonly shown: ShownMap; readonly route: Route }) {
  const { show } = useDialogs();
  const undo = useObservable(shown.undo.state);
  const commands = useMemo(
    () => mapCommands({ shown, route, undo, dialogs: { show } }),
    [shown, route, undo, show],
  );
  useEffect(() => {
    currentMapCommands.set(commands);
    return () => {
      if (currentMapCommands.get() === commands) currentMapCommands.set(undefined);
    };
  }, [commands]);
  return null;
}

function Part({ route }: { readonly route: Route }) {
  const isEmpty = useIsMapEmpty();
  switch (route.part) {
    case 'graph':
      return isEmpty ? <MapEmpty route={route} /> : <GraphPage route={route} />;
    case 'list':
      return isEmpty ? <MapEmpty route={route} /> : <MapListPage route={route} />;
    case 'components':
      if (route.item === '') return <MapListPage route={route} />;
      return <ComponentPage key={route.item} route={route} />;
    case 'people':
      return <PeoplePage route={route} />;
    case 'findings':
      return <FindingsPage route={route} />;
    case 'import':
      return <MapImportPage route={route} />;
  }
}
