import { z } from 'zod/mini';
import { accessPath, readAccessRoute, type AccessRoute } from './access-routes.ts';
import { searchToVersions, versionsToSearch } from './version-search.ts';

export const runbookSorts = ['changed', 'title', 'owner', 'trust'] as const;
export type RunbookSort = (typeof runbookSorts)[number];

/** What the runbook list shows; lives in the address, so that a view can be shared and comes back. */
export interface RunbookFilter {
  readonly archived: boolean;
  /** Only those that should be reviewed now. */
  readonly due: boolean;
  readonly query: string;
  /** Empty: any owner. */
  readonly owner: string;
  /** Empty: any tag. */
  readonly tag: string;
  /** Empty: any component. */
  readonly component: string;
  /** Empty: any alert. */
  readonly alert: string;
  readonly sort: RunbookSort;
}

export const noFilter: RunbookFilter = {
  archived: false,
  due: false,
  query: '',
  owner: '',
  tag: '',
  component: '',
  alert: '',
  sort: 'changed',
};

/** All that are due, the worst first. */
export const dueFilter: RunbookFilter = { ...noFilter, due: true, sort: 'trust' };
/** What the list of drills shows. */
export interface DrillFilter {
  /** Every drill that is not archived; else, where nothing else is asked for, what is next. */
  readonly all: boolean;
  readonly archived: boolean;
  /** Document name of a runbook; empty: of any. */
  readonly runbook: string;
}

export const noDrillFilter: DrillFilter = { all: false, archived: false, runbook: '' };
export const allDrillsFilter: DrillFilter = { ...noDrillFilter, all: true };

export const incidentViews = ['live', 'all', 'archived'] as const;
/** Which incidents the list shows. */
export type IncidentView = (typeof incidentViews)[number];

export const incidentProse = ['notes', 'postmortem'] as const;
export type IncidentProse = (typeof incidentProse)[number];
const incidentParts = [...incidentProse, 'report'] as const;
/** Pages of an incident beside its room: what is written about it, and all of it for paper. */
export type IncidentPart = (typeof incidentParts)[number];

export const mapParts = ['graph', 'list', 'components', 'people', 'findings', 'import'] as const;
export type MapPart = (typeof mapParts)[number];

export const drillParts = ['calendar', 'plans', 'log', 'prove', 'coverage'] as const;
export type DrillPart = (typeof drillParts)[number];

/** A screen about drills in general. What is shown of it stands in `search`, which only its own code reads. */
export interface DrillPartRoute {
  readonly page: 'drill-part';
  readonly part: DrillPart;
  /** Id of the plan that it is about; empty where it is about all. */
  readonly item: string;
  /** Without its question mark. */
  readonly search: string;
}

/** A screen of the map. What is shown of it stands in `search`, which only the map's own code reads. */
export interface MapRoute {
  readonly page: 'map';
  readonly part: MapPart;
  /** Id of the component or person that it is about; empty where it is about all. */
  readonly item: string;
  /** Without its question mark. */
  readonly search: string;
}

/** Every screen of the app and what its address carries. */
export type Route =
  /** What the person who opens the app needs to see first. */
  | { readonly page: 'home' }
  /** On a phone: the places that the bar has no room for. */
  | { readonly page: 'more' }
  | { readonly page: 'runbooks'; readonly filter: RunbookFilter }
  | { readonly page: 'runbook'; readonly id: string }
  | { readonly page: 'edit'; readonly id: string }
  /** Versions to compare, by their hashes, or `now`; empty where none was chosen. */
  | {
      readonly page: 'history';
      readonly id: string;
      readonly from: string;
      readonly to: string;
    }
  /** The runbook for an alert or another name, wherever that is. */
  | { readonly page: 'alert'; readonly name: string }
  | { readonly page: 'drills'; readonly filter: DrillFilter }
  /** `run` is the id of one of its runs; empty: the first. */
  | { readonly page: 'drill'; readonly id: string; readonly run: string }
  /** A drill, made ready for paper. */
  | { readonly page: 'drill-report'; readonly id: string }
  | DrillPartRoute
  | { readonly page: 'incidents'; readonly view: IncidentView }
  | { readonly page: 'incident'; readonly id: string }
  | { readonly page: 'incident-prose'; readonly id: string; readonly part: IncidentPart }
  | { readonly page: 'incident-metrics' }
  | { readonly page: 'incident-run'; readonly id: string; readonly run: string }
  /** The runbooks of a list, made ready for paper. */
  | { readonly page: 'print'; readonly filter: RunbookFilter }
  | MapRoute
  /** `search`: what is filtered, without its question mark; only the review's own code reads it. */
  | { readonly page: 'review'; readonly search: string }
  /** The review, made ready for paper. */
  | { readonly page: 'review-report'; readonly search: string }
  | AccessRoute
  | { readonly page: 'import' }
  | { readonly page: 'sync' }
  | { readonly page: 'settings' }
  | { readonly page: 'not-found' };

const documentIdSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/));
const mapItemSchema = z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/));
const sortSchema = z.enum(runbookSorts);

/** The address of a screen: a path and, for lists, what is filtered. */
export function routeToPath(route: Route): string {
  switch (route.page) {
    case 'home':
      return '/';
    case 'more':
      return '/more';
    case 'runbooks':
      return `/runbooks${viewPath(route.filter)}${filterToSearch(route.filter)}`;
    case 'runbook':
      return `/runbooks/${route.id}`;
    case 'edit':
      return `/runbooks/${route.id}/edit`;
    case 'history':
      return `/runbooks/${route.id}/history${versionsToSearch(route)}`;
    case 'alert':
      return `/r/${encodeURIComponent(route.name)}`;
    case 'drills':
      return `/drills${drillView(route.filter)}${drillSearch(route.filter)}`;
    case 'drill':
      return `/drills/${route.id}${route.run === '' ? '' : `?run=${route.run}`}`;
    case 'drill-report':
      return `/drills/${route.id}/report`;
    case 'drill-part': {
      const item = route.item === '' ? '' : `/${route.item}`;
      return `/drills/${route.part}${item}${route.search === '' ? '' : `?${route.search}`}`;
    }
    case 'incidents':
      return route.view === 'live' ? '/incidents' : `/incidents/${route.view}`;
    case 'incident':
      return `/incidents/${route.id}`;
    case 'incident-prose':
      return `/incidents/${route.id}/${route.part}`;
    case 'incident-metrics':
      return '/incidents/metrics';
    case 'incident-run':
      return `/incidents/${route.id}/runs/${route.run}`;
    case 'print': {
      const search = new URLSearchParams(filterToSearch(route.filter));
      if (route.filter.archived) search.set('archived', '1');
      if (route.filter.due) search.set('due', '1');
      return `/runbooks/print${search.size === 0 ? '' : `?${search.toString()}`}`;
    }
    case 'map': {
      const part = route.part === 'graph' ? '' : `/${route.part}`;
      const item = route.item === '' ? '' : `/${route.item}`;
      return `/map${part}${item}${route.search === '' ? '' : `?${route.search}`}`;
    }
    case 'review':
      return `/review${route.search === '' ? '' : `?${route.search}`}`;
    case 'review-report':
      return `/review/report${route.search === '' ? '' : `?${route.search}`}`;
    case 'access':
      return accessPath(route.part, route.search);
    case 'import':
      return '/import';
    case 'sync':
      return '/sync';
    case 'settings':
      return '/settings';
    case 'not-found':
      return '/';
  }
}

/** Reads an address back. `search` is the query string, with or without its question mark. */
export function pathToRoute(path: string, search: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return { page: 'home' };
  if (parts.length >= 2 && parts[0] === 'r') {
    return { page: 'alert', name: decoded(parts.slice(1).join('/')) };
  }
  if (parts.length === 1 && parts[0] === 'import') return { page: 'import' };
  if (parts.length === 1 && parts[0] === 'sync') return { page: 'sync' };
  if (parts.length === 1 && parts[0] === 'settings') return { page: 'settings' };
  if (parts.length === 1 && parts[0] === 'more') return { page: 'more' };
  if (parts[0] === 'review') return reviewRoute(parts.slice(1), search);
  if (parts[0] === 'access') {
    return readAccessRoute(parts.slice(1), search) ?? { page: 'not-found' };
  }
  if (parts[0] === 'map') return mapRoute(parts.slice(1), search);
  if (parts[0] === 'drills') return drillRoute(parts.slice(1), search);
  if (parts[0] === 'incidents') return incidentRoute(parts.slice(1));
  if (parts[0] !== 'runbooks' || parts.length > 3) return { page: 'not-found' };
  if (parts.length === 1) return { page: 'runbooks', filter: searchToFilter(search) };
  if (parts.length === 2 && parts[1] === 'archived') {
    return { page: 'runbooks', filter: searchToFilter(search, { archived: true }) };
  }
  if (parts.length === 2 && parts[1] === 'review') {
    return { page: 'runbooks', filter: searchToFilter(search, dueFilter) };
  }
  if (parts.length === 2 && parts[1] === 'print') {
    const params = new URLSearchParams(search);
    const view = { archived: params.get('archived') === '1', due: params.get('due') === '1' };
    return { page: 'print', filter: searchToFilter(search, view) };
  }
  const id = documentIdSchema.safeParse(parts[1]);
  if (!id.success) return { page: 'not-found' };
  if (parts.length === 2) return { page: 'runbook', id: id.data };
  if (parts[2] === 'edit') return { page: 'edit', id: id.data };
  if (parts[2] === 'history') return { page: 'history', id: id.data, ...searchToVersions(search) };
  return { page: 'not-found' };
}

function mapRoute([part = 'graph', item = '', ...more]: readonly string[], search: string): Route {
  const known = mapParts.find((one) => one === part);
  const isItem = item === '' || mapItemSchema.safeParse(item).success;
  if (known === undefined || !isItem || more.length > 0) return { page: 'not-found' };
  return { page: 'map', part: known, item, search: search.replace(/^\?/, '') };
}

function reviewRoute([part, ...more]: readonly string[], search: string): Route {
  const shown = search.replace(/^\?/, '');
  if (part === undefined) return { page: 'review', search: shown };
  if (part === 'report' && more.length === 0) return { page: 'review-report', search: shown };
  return { page: 'not-found' };
}

function drillRoute([id, item, ...more]: readonly string[], search: string): Route {
  if (more.length > 0) return { page: 'not-found' };
  if ((id === undefined || id === 'archived' || id === 'all') && item === undefined) {
    const runbook = new URLSearchParams(search).get('runbook') ?? '';
    const filter = { all: id === 'all', archived: id === 'archived', runbook };
    return { page: 'drills', filter };
  }
  const part = drillParts.find((one) => one === id);
  if (part !== undefined) {
    const isItem =
      item === undefined || (part === 'plans' && documentIdSchema.safeParse(item).success);
    if (!isItem) return { page: 'not-found' };
    return { page: 'drill-part', part, item: item ?? '', search: search.replace(/^\?/, '') };
  }
  const known = documentIdSchema.safeParse(id);
  if (!known.success) return { page: 'not-found' };
  if (item === 'report') return { page: 'drill-report', id: known.data };
  if (item !== undefined) return { page: 'not-found' };
  const run = documentIdSchema.safeParse(new URLSearchParams(search).get('run'));
  return { page: 'drill', id: known.data, run: run.data ?? '' };
}

function incidentRoute([id, runs, run, ...more]: readonly string[]): Route {
  if (id === undefined) return { page: 'incidents', view: 'live' };
  const view = incidentViews.find((one) => one === id && one !== 'live');
  if (view !== undefined && runs === undefined) return { page: 'incidents', view };
  if (id === 'metrics' && runs === undefined) return { page: 'incident-metrics' };
  const known = documentIdSchema.safeParse(id);
  if (!known.success || more.length > 0) return { page: 'not-found' };
  const part = incidentParts.find((one) => one === runs);
  if (part !== undefined && run === undefined) {
    return { page: 'incident-prose', id: known.data, part };
  }
  if (runs === undefined) return { page: 'incident', id: known.data };
  const knownRun = documentIdSchema.safeParse(run);
  if (runs !== 'runs' || !knownRun.success) return { page: 'not-found' };
  return { page: 'incident-run', id: known.data, run: knownRun.data };
}

function drillView({ all, archived }: DrillFilter): string {
  if (archived) return '/archived';
  return all ? '/all' : '';
}

function drillSearch({ runbook }: DrillFilter): string {
  return runbook === '' ? '' : `?${new URLSearchParams({ runbook }).toString()}`;
}

/** The address of a drill, from its document name; of one of its runs, where that is named. */
export function drillPath(name: string, run = ''): string {
  return routeToPath({ page: 'drill', id: name.slice('drill:'.length), run });
}

/** The address of a screen about drills in general. */
export function drillPartPath(part: DrillPart, item = '', search = ''): string {
  return routeToPath({ page: 'drill-part', part, item, search });
}

/** The address of a plan, from its document name. */
export function planPath(name: string): string {
  return drillPartPath('plans', name.slice('plan:'.length));
}

/** The address of an incident's room, from its document name. */
export function incidentPath(name: string): string {
  return routeToPath({ page: 'incident', id: name.slice('incident:'.length) });
}

/** The address of an incident's notes, post-mortem or report, from its document name. */
export function incidentProsePath(name: string, part: IncidentPart): string {
  return routeToPath({ page: 'incident-prose', id: name.slice('incident:'.length), part });
}

/** The address of a run in an incident, from the incident's document name and the run's id. */
export function incidentRunPath(name: string, run: string): string {
  return routeToPath({ page: 'incident-run', id: name.slice('incident:'.length), run });
}

/** The address of a screen of the map. */
export function mapPath(part: MapPart, item = '', search = ''): string {
  return routeToPath({ page: 'map', part, item, search });
}

/** The address of a runbook's reading view, from its document name. */
export function runbookPath(name: string): string {
  return routeToPath({ page: 'runbook', id: name.slice('runbook:'.length) });
}

/** The address of a runbook's editor, from its document name. */
export function runbookEditPath(name: string): string {
  return routeToPath({ page: 'edit', id: name.slice('runbook:'.length) });
}

/** The address of a runbook's past, from its document name; `from` and `to` as in the route. */
export function runbookHistoryPath(name: string, from = '', to = ''): string {
  return routeToPath({ page: 'history', id: name.slice('runbook:'.length), from, to });
}

function viewPath(filter: RunbookFilter): string {
  if (filter.archived) return '/archived';
  return filter.due ? '/review' : '';
}

function filterToSearch(filter: RunbookFilter): string {
  const search = new URLSearchParams();
  if (filter.query !== '') search.set('q', filter.query);
  if (filter.owner !== '') search.set('owner', filter.owner);
  if (filter.tag !== '') search.set('tag', filter.tag);
  if (filter.component !== '') search.set('component', filter.component);
  if (filter.alert !== '') search.set('alert', filter.alert);
  if (filter.sort !== (filter.due ? dueFilter : noFilter).sort) search.set('sort', filter.sort);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function searchToFilter(search: string, view: Partial<RunbookFilter> = {}): RunbookFilter {
  const params = new URLSearchParams(search);
  const base = { ...noFilter, ...view };
  return {
    archived: base.archived,
    due: base.due,
    query: params.get('q') ?? '',
    owner: params.get('owner') ?? '',
    tag: params.get('tag') ?? '',
    component: params.get('component') ?? '',
    alert: params.get('alert') ?? '',
    sort: sortSchema.safeParse(params.get('sort')).data ?? base.sort,
  };
}

/** A path comes decoded but for what would change its shape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign.
    return text;
  }
}
