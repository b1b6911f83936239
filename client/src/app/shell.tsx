import { ActionIcon, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Keys } from '../ui/keys.tsx';
import { Logo } from '../ui/logo.tsx';
import { shellText } from '../ui/text/shell.ts';
import { useHub } from './hub-context.tsx';
import { lazyScreen } from './lazy-screen.tsx';
import { PageTitleScope } from './page-title.tsx';
import { PeopleHere } from './people-here.tsx';
import { routeToPath, type Route } from './routes.ts';
import { mainSections, morePlaces, moreSection, type Section } from './sections.ts';
import { SavedStateAlarm, SavedStateLink } from './saved-state-link.tsx';
import { UpdatePrompt } from './update-prompt.tsx';
import { usePrintAsRead } from './use-print.ts';
import { useRoute } from './use-route.ts';
import { useWorkspaceName } from './use-workspace-name.ts';
import classes from './shell.module.css';

const LiveStrip = lazyScreen(
  async () => (await import('../room/live-strip.tsx')).LiveStrip,
  () => null,
);

/** Navigation, saved state and people around every screen. */
export function Shell(props: { readonly route: Route; readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [, navigate] = useRoute();
  useFocusOnNewPage(main, props.route);
  usePrintAsRead(props.route, navigate);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {shellText.skipToContent}
      </a>
      <SideBar route={props.route} />
      <header className={classes.top}>
        <UnstyledButton className={classes.search} onClick={() => spotlight.open()}>
          <IconSearch size={15} aria-hidden="true" />
          <span className={classes.searchWords}>{shellText.search}</span>
          <span aria-hidden="true">
            <Keys keys="mod+k" />
          </span>
        </UnstyledButton>
        {useHub().isNamedInAddresses && (
          <Link href={settings} className={classes.phoneWorkspace}>
            <Workspace />
          </Link>
        )}
        <SavedStateLink />
        <div className={classes.topEnd}>
          <UpdatePrompt />
          <PeopleHere />
          <ActionIcon
            className={classes.phoneSearch}
            variant="subtle"
            color="gray"
            size={40}
            onClick={() => spotlight.open()}
            aria-label={shellText.openPalette}
            title={shellText.openPalette}
          >
            <IconSearch size={20} />
          </ActionIcon>
        </div>
      </header>
      <div className={classes.alarm}>
        <SavedStateAlarm />
        <LiveStrip
          here={
            'id' in props.route
              ? `${props.route.page === 'drill' ? 'drill' : 'incident'}:${props.route.id}`
              : ''
          }
        />
      </div>
      <main id="content" ref={main} tabIndex={-1} className={classes.main}>
        <PageTitleScope route={props.route}>{props.children}</PageTitleScope>
      </main>
      <BottomBar route={props.route} />
    </div>
  );
}

const settings = routeToPath({ page: 'settings' });

/** What the workspace is called; its id, too, where an address without one leads elsewhere. */
function Workspace() {
  const hub = useHub();
  const name = useWorkspaceName();
  const id = hub.workspace;
  const workspace = hub.isNamedInAddresses && name !== id ? `${name} (${id})` : name;
  return (
    <span className={classes.workspace} title={workspace}>
      {workspace}
    </span>
  );
}

function SideBar(props: { readonly route: Route }) {
  return (
    <nav className={classes.side} aria-label={shellText.navigation}>
      <Link href={settings} className={classes.brand}>
        <Logo size={22} />
        <Workspace />
      </Link>
      {[...mainSections, ...morePlaces].map((section) => (
        <SectionLink key={section.label} section={section} route={props.route} iconSize={17} />
      ))}
    </nav>
  );
}

function BottomBar(props: { readonly route: Route }) {
  return (
    <nav className={classes.bottom} aria-label={shellText.navigation}>
      {[...mainSections, moreSection].map((section) => (
        <SectionLink key={section.label} section={section} route={props.route} iconSize={22} />
      ))}
    </nav>
  );
}

function SectionLink(props: {
  readonly section: Section;
  readonly route: Route;
  readonly iconSize: number;
}) {
  const { section } = props;
  const here = section.pages.includes(props.route.page);
  return (
    <Link
      href={routeToPath(section.route)}
      className={classes.section}
      {...(here ? { 'aria-current': 'page' as const } : {})}
    >
      <section.icon size={props.iconSize} stroke={1.75} aria-hidden="true" />
      <span>{section.label}</span>
    </Link>
  );
}

/** A new page starts at its top for keyboards and screen readers, unless it took the focus itself. */
function useFocusOnNewPage(main: { readonly current: HTMLElement | null }, route: Route): void {
  const place =
    route.page === 'map' ? route.part + route.item : 'id' in route ? route.id : route.page;
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    const focused = document.activeElement;
    const inPage = focused !== null && focused !== main.current && main.current?.contains(focused);
    if (inPage !== true) main.current?.focus({ preventScroll: true });
  }, [main, place]);
}
