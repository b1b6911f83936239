import {
  IconAffiliate,
  IconBook,
  IconChecklist,
  IconDots,
  IconFlame,
  IconHome,
  IconSettings,
  IconSitemap,
  IconTarget,
  type Icon,
} from '@tabler/icons-react';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { mapShellText } from '../ui/text/map-shell.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';
import { shellText } from '../ui/text/shell.ts';
import { noDrillFilter, noFilter, type Route } from './routes.ts';

/** A place of the app: what leads there, and which pages belong to it. */
export interface Section {
  readonly label: string;
  readonly icon: Icon;
  readonly route: Route;
  readonly pages: readonly Route['page'][];
}

/** What people go to all the time: in the side bar, and in the phone's bottom bar. */
export const mainSections: readonly Section[] = [
  { label: shellText.home, icon: IconHome, route: { page: 'home' }, pages: ['home'] },
  {
    label: incidentsShellText.incidents,
    icon: IconFlame,
    route: { page: 'incidents', view: 'live' },
    pages: ['incidents', 'incident', 'incident-run', 'incident-prose', 'incident-metrics'],
  },
  {
    label: shellText.runbooks,
    icon: IconBook,
    route: { page: 'runbooks', filter: noFilter },
    pages: ['runbooks', 'runbook', 'edit', 'history', 'alert', 'print', 'import'],
  },
  {
    label: mapShellText.map,
    icon: IconSitemap,
    route: { page: 'map', part: 'graph', item: '', search: '' },
    pages: ['map'],
  },
  {
    label: runsShellText.drills,
    icon: IconTarget,
    route: { page: 'drills', filter: noDrillFilter },
    pages: ['drills', 'drill', 'drill-part', 'drill-report'],
  },
];

/** The other places: in the side bar, and on the phone's page for more. */
export const morePlaces: readonly Section[] = [
  {
    label: shellText.review,
    icon: IconChecklist,
    route: { page: 'review', search: '' },
    pages: ['review', 'review-report'],
  },
  { label: shellText.sync, icon: IconAffiliate, route: { page: 'sync' }, pages: ['sync'] },
  {
    label: shellText.settings,
    icon: IconSettings,
    route: { page: 'settings' },
    pages: ['settings', 'access'],
  },
];

/** Stands at the end of the phone's bar for all of `morePlaces`. */
export const moreSection: Section = {
  label: shellText.more,
  icon: IconDots,
  route: { page: 'more' },
  pages: ['more', ...morePlaces.flatMap(({ pages }) => pages)],
};
