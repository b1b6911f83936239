import { expect, test } from 'vitest';
import {
  allDrillsFilter,
  drillParts,
  dueFilter,
  noDrillFilter,
  noFilter,
  pathToRoute,
  routeToPath,
  runbookEditPath,
  type Route,
} from './routes.ts';

function reread(route: Route): Route {
  const [path = '', search = ''] = routeToPath(route).split('?');
  return pathToRoute(path, search);
}

test('every screen survives the way to an address and back', () => {
  const routes: Route[] = [
    { page: 'runbooks', filter: noFilter },
    { page: 'runbooks', filter: { ...noFilter, archived: true } },
    { page: 'runbooks', filter: dueFilter },
    { page: 'runbooks', filter: { ...dueFilter, owner: 'Ana', sort: 'changed' } },
    { page: 'history', id: '01jabc', from: '', to: '' },
    { page: 'history', id: '01jabc', from: 'abc123', to: 'now' },
    {
      page: 'runbooks',
      filter: {
        ...noFilter,
        query: 'pg & dns?',
        owner: 'Ana Díaz',
        tag: 'a/b',
        component: 'orders-db',
        alert: 'PostgresDown',
        sort: 'title',
      },
    },
    { page: 'runbook', id: '01jabc' },
    { page: 'edit', id: '01jabc' },
    { page: 'map', part: 'graph', item: '', search: '' },
    { page: 'map', part: 'graph', item: '', search: 'q=dns&by=system' },
    { page: 'map', part: 'list', item: '', search: '' },
    { page: 'map', part: 'components', item: 'default_payments-api.v2', search: '' },
    { page: 'map', part: 'people', item: '01jabc', search: '' },
    { page: 'map', part: 'import', item: '', search: '' },
    { page: 'alert', name: 'KubePodCrashLooping' },
    { page: 'alert', name: 'disk / full at 100 %' },
    { page: 'drills', filter: noDrillFilter },
    { page: 'drills', filter: allDrillsFilter },
    { page: 'drills', filter: { all: false, archived: true, runbook: 'runbook:01jabc' } },
    { page: 'drill', id: '01jabc', run: '' },
    { page: 'drill', id: '01jabc', run: '01jdef' },
    { page: 'drill-report', id: '01jabc' },
    { page: 'drill-part', part: 'calendar', item: '', search: 'month=2026-12' },
    { page: 'drill-part', part: 'plans', item: '01jabc', search: '' },
    { page: 'drill-part', part: 'log', item: '', search: 'outcome=failed' },
    { page: 'access', part: 'people', search: '' },
    { page: 'access', part: 'people', search: 'q=ana&which=off' },
    { page: 'access', part: 'roles', search: '' },
    { page: 'access', part: 'audit', search: 'what=cut-off' },
    { page: 'review', search: '' },
    { page: 'review', search: 'level=high' },
    { page: 'review-report', search: 'team=payments' },
    { page: 'home' },
    { page: 'more' },
    { page: 'sync' },
    { page: 'settings' },
  ];
  for (const route of routes) expect(reread(route)).toEqual(route);
});

test('the start page is home', () => {
  expect(pathToRoute('/', '')).toEqual({ page: 'home' });
  expect(routeToPath({ page: 'home' })).toBe('/');
});

test('the address of a part of the drills is never taken for a drill', () => {
  for (const part of drillParts) expect(pathToRoute(`/drills/${part}`, '')).toHaveProperty('part');
});

test('an address that nobody made leads to the page that says so', () => {
  for (const path of [
    '/nowhere',
    '/runbooks/a/b',
    '/runbooks/a/edit/c',
    '/runbooks/..%2f',
    '/sync/x',
    '/drills/a/b',
    '/drills/..%2f',
    '/drills/log/x',
    '/drills/calendar/x/y',
    '/review/x',
    '/more/x',
  ]) {
    expect(pathToRoute(path, '')).toEqual({ page: 'not-found' });
  }
});

test('an unknown sort falls back instead of failing', () => {
  expect(pathToRoute('/runbooks', 'sort=colour')).toEqual({ page: 'runbooks', filter: noFilter });
});

test('a version that is none is as good as not chosen', () => {
  expect(pathToRoute('/runbooks/a/history', 'from=../x&to=NOW')).toEqual({
    page: 'history',
    id: 'a',
    from: '',
    to: '',
  });
});

test('a document name gives the editor address', () => {
  expect(runbookEditPath('runbook:01jabc')).toBe('/runbooks/01jabc/edit');
});

test('an alert’s address may have a trailing slash', () => {
  expect(pathToRoute('/r/PostgresDown/', '')).toEqual({ page: 'alert', name: 'PostgresDown' });
  expect(pathToRoute('/r', '')).toEqual({ page: 'not-found' });
  expect(pathToRoute('/r/100%', '')).toEqual({ page: 'alert', name: '100%' });
});
