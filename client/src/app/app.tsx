import { Button, MantineProvider } from '@mantine/core';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Link } from 'wouter';
import { RunbookListPage } from '../runbooks/runbook-list-page.tsx';
import type { HubClient } from '../hub/client-api.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { shellText } from '../ui/text/shell.ts';
import { AnnouncerProvider, SavedStateAnnouncer } from './announcer.tsx';
import { DialogsProvider, useDialogs } from './dialogs.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { HubProvider, useHub } from './hub-context.tsx';
import { LateParts } from './late-parts.tsx';
import { lazyScreen } from './lazy-screen.tsx';
import { noFilter, routeToPath, type Route } from './routes.ts';
import { wouldLoseEdits } from './saved-state.ts';
import { Shell } from './shell.tsx';
import { colorSchemeManager, cssVariablesResolver, theme } from './theme.ts';
import { CommandsProvider } from './use-commands.tsx';
import { useRoute } from './use-route.ts';
import { WorkspaceRouter } from './workspace-address.tsx';

const Nothing = () => null;
const HomePage = lazyScreen(async () => (await import('../home/home-page.tsx')).HomePage, Nothing);
const MorePage = lazyScreen(async () => (await import('./more-page.tsx')).MorePage, Nothing);
const RunbookRoute = lazyScreen(
  async () => (await import('../runbooks/runbook-route.tsx')).RunbookRoute,
  Nothing,
);
const AlertPage = lazyScreen(
  async () => (await import('../runbooks/alert-page.tsx')).AlertPage,
  Nothing,
);
const DrillPartRoute = lazyScreen(
  async () => (await import('../drills/drill-part-route.tsx')).DrillPartRoute,
  Nothing,
);
const DrillRoute = lazyScreen(
  async () => (await import('../drills/drill-route.tsx')).DrillRoute,
  Nothing,
);
const IncidentListPage = lazyScreen(
  async () => (await import('../incidents/incident-list-page.tsx')).IncidentListPage,
  Nothing,
);
const IncidentMetricsPage = lazyScreen(
  async () => (await import('../incidents/metrics-page.tsx')).IncidentMetricsPage,
  Nothing,
);
const IncidentRoute = lazyScreen(
  async () => (await import('../incidents/incident-route.tsx')).IncidentRoute,
  Nothing,
);
const MapRoute = lazyScreen(async () => (await import('../map/map-route.tsx')).MapRoute, Nothing);
const ReviewPage = lazyScreen(
  async () => (await import('../review/review-page.tsx')).ReviewPage,
  Nothing,
);
const ReviewReport = lazyScreen(
  async () => (await import('../review/review-report.tsx')).ReviewReport,
  Nothing,
);
const AccessRoute = lazyScreen(
  async () => (await import('../access/access-route.tsx')).AccessRoute,
  Nothing,
);
const ImportPage = lazyScreen(
  async () => (await import('../transfer/import-page.tsx')).ImportPage,
  Nothing,
);
const PrintPage = lazyScreen(
  async () => (await import('../transfer/print-page.tsx')).PrintPage,
  Nothing,
);
const SyncPage = lazyScreen(async () => (await import('../sync/sync-page.tsx')).SyncPage, Nothing);
const SettingsPage = lazyScreen(
  async () => (await import('../settings/settings-page.tsx')).SettingsPage,
  Nothing,
);

const StopPage = lazyScreen(
  async () => (await import('../access/stop-page.tsx')).StopPage,
  Nothing,
);

const LockScreen = lazyScreen(
  async () => (await import('../lock/lock-screen.tsx')).LockScreen,
  Nothing,
);

const DialogHost = lazyScreen(async () => (await import('./dialog-host.tsx')).DialogHost, Nothing);

/** The theme, around whatever is on screen. */
export function Frame(props: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      {props.children}
    </MantineProvider>
  );
}

/** The whole app, once the hub is there. */
export function App({ hub }: { readonly hub: HubClient }) {
  const isLocked = useSyncExternalStore(hub.lock.subscribe, hub.lock.get) !== undefined;
  if (isLocked) return <LockScreen hub={hub} />;
  return (
    <HubProvider hub={hub}>
      <AnnouncerProvider>
        <WorkspaceRouter>
          <DialogsProvider>
            <CommandsProvider>
              <Screens />
              <OpenDialog />
              <LateParts reading={RunbookRoute.preload} room={IncidentRoute.preload} />
              <SavedStateAnnouncer />
            </CommandsProvider>
          </DialogsProvider>
        </WorkspaceRouter>
      </AnnouncerProvider>
    </HubProvider>
  );
}

/** Fetched when the first dialog is wanted, or before that once something is listed. */
function OpenDialog() {
  return useDialogs().current === undefined ? null : <DialogHost />;
}

function Screens() {
  const [route] = useRoute();
  usePresence(route);
  useLeaveGuard();
  return (
    <Shell route={route}>
      <ErrorBoundary
        resetKey={routeToPath(route)}
        fallback={(retry) => (
          <MessagePage whole title={shellText.screenBrokenTitle}>
            <p>{shellText.screenBroken}</p>
            <Button variant="default" onClick={retry} w="fit-content">
              {shellText.tryAgain}
            </Button>
          </MessagePage>
        )}
      >
        {useIsLocked(route) ? <StopPage /> : <Screen route={route} />}
      </ErrorBoundary>
    </Shell>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'more':
      return <MorePage />;
    case 'runbooks':
      return <RunbookListPage filter={route.filter} />;
    case 'runbook':
    case 'edit':
    case 'history':
      return <RunbookRoute key={route.id} name={`runbook:${route.id}`} route={route} />;
    case 'alert':
      return <AlertPage key={route.name} name={route.name} />;
    case 'drills':
    case 'drill-part':
      return <DrillPartRoute route={route} />;
    case 'drill':
      return <DrillRoute key={route.id} name={`drill:${route.id}`} run={route.run} />;
    case 'drill-report':
      return <DrillRoute key={route.id} name={`drill:${route.id}`} run="" part="report" />;
    case 'incidents':
      return <IncidentListPage view={route.view} />;
    case 'incident':
      return <IncidentRoute key={route.id} name={`incident:${route.id}`} />;
    case 'incident-metrics':
      return <IncidentMetricsPage />;
    case 'incident-prose':
      return <IncidentRoute key={route.id} name={`incident:${route.id}`} part={route.part} />;
    case 'incident-run':
      return <IncidentRoute key={route.id} name={`incident:${route.id}`} run={route.run} />;
    case 'map':
      return <MapRoute route={route} />;
    case 'print':
      return <PrintPage key={routeToPath(route)} filter={route.filter} />;
    case 'review':
      return <ReviewPage search={route.search} />;
    case 'review-report':
      return <ReviewReport search={route.search} />;
    case 'access':
      return <AccessRoute route={route} />;
    case 'import':
      return <ImportPage />;
    case 'sync':
      return <SyncPage />;
    case 'settings':
      return <SettingsPage />;
    case 'not-found':
      return (
        <MessagePage whole title={shellText.notFoundTitle}>
          <p>{shellText.notFound}</p>
          <Link href={routeToPath({ page: 'runbooks', filter: noFilter })}>
            {shellText.goToRunbooks}
          </Link>
        </MessagePage>
      );
  }
}

/** Relays do not let this device in, and nothing that could be shown is on it. */
function useIsLocked({ page }: Route): boolean {
  const { sync } = useHub();
  const isLocked = useSyncExternalStore(sync.subscribe, () => sync.get().barred === 'locked');
  return isLocked && page !== 'sync' && page !== 'settings';
}

/** Tells the others where this tab is; what is typed into a search stays here. */
function usePresence(route: Route): void {
  const hub = useHub();
  const path = routeToPath(
    route.page === 'runbooks'
      ? { ...route, filter: noFilter }
      : route.page === 'map' || route.page === 'drill-part' || route.page === 'access'
        ? { ...route, search: '' }
        : route,
  );
  useEffect(() => hub.announce(path), [hub, path]);
}

/** Asks before the page is closed, but only while edits are nowhere but in its memory. */
function useLeaveGuard(): void {
  const { saved } = useHub();
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    let guarding = false;
    const update = () => {
      const wanted = wouldLoseEdits(saved.get());
      if (wanted === guarding) return;
      guarding = wanted;
      // Only while needed: a standing listener would keep the page out of the back-forward cache.
      if (wanted) window.addEventListener('beforeunload', guard);
      else window.removeEventListener('beforeunload', guard);
    };
    const stop = saved.subscribe(update);
    update();
    return () => {
      stop();
      window.removeEventListener('beforeunload', guard);
    };
  }, [saved]);
}
