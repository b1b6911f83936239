import { lazyScreen } from '../app/lazy-screen.tsx';
import { type DrillFilter, type DrillPartRoute as PartRoute } from '../app/routes.ts';
import { drillPlansText as words } from '../ui/text/drill-plans.ts';
import { DrillListPage } from './drill-list-page.tsx';

const Opening = () => <p role="status">{words.opening}</p>;
const NextPage = lazyScreen(async () => (await import('./next/next-page.tsx')).NextPage, Opening);
const PlanListPage = lazyScreen(
  async () => (await import('./plans/plan-list-page.tsx')).PlanListPage,
  Opening,
);
const PlanRoute = lazyScreen(
  async () => (await import('./plans/plan-route.tsx')).PlanRoute,
  Opening,
);
const CalendarPage = lazyScreen(
  async () => (await import('./calendar/calendar-page.tsx')).CalendarPage,
  Opening,
);

const DrillLogPage = lazyScreen(
  async () => (await import('./log/drill-log-page.tsx')).DrillLogPage,
  Opening,
);
const ProvePage = lazyScreen(async () => (await import('./log/prove-page.tsx')).ProvePage, Opening);
const CoveragePage = lazyScreen(
  async () => (await import('./readiness/coverage-page.tsx')).CoveragePage,
  Opening,
);

/** Every screen that is about drills in general. */
export function DrillPartRoute(props: {
  readonly route: PartRoute | { readonly page: 'drills'; readonly filter: DrillFilter };
}) {
  const { route } = props;
  if (route.page === 'drills') {
    const { all, archived, runbook } = route.filter;
    if (!all && !archived && runbook === '') return <NextPage />;
    return <DrillListPage filter={route.filter} />;
  }
  switch (route.part) {
    case 'calendar':
      return <CalendarPage search={route.search} />;
    case 'coverage':
      return <CoveragePage search={route.search} />;
    case 'plans':
      if (route.item === '') return <PlanListPage search={route.search} />;
      return <PlanRoute key={route.item} name={`plan:${route.item}`} />;
    case 'log':
      return <DrillLogPage search={route.search} />;
    case 'prove':
      return <ProvePage />;
  }
}
