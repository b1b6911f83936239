import { type Layer, layers } from '@holdfast/shared/model/map-value';

export const findingFilters = ['spof', 'hidden', 'fragile', 'no-owner', 'cycle'] as const;
export type FindingFilter = (typeof findingFilters)[number];

/** By what the picture is collapsed. */
export const groupings = ['none', 'system', 'domain', 'tag'] as const;
export type Grouping = (typeof groupings)[number];

/** What boxes of the picture are grouped by: bands of layers, or nested frames of failure domains. */
export const arrangements = ['layers', 'domains'] as const;
export type Arrangement = (typeof arrangements)[number];

/** How the list shows it: `tree` of what needs what, `domains` as a tree of failure domains. */
export const shapes = ['table', 'tree', 'domains'] as const;

/** What is shown of the map; lives in the address, so that a view can be shared and comes back. */
export interface MapView {
  readonly query: string;
  /** Undefined: any. */
  readonly layer: Layer | undefined;
  readonly finding: FindingFilter | undefined;
  /** Id of a domain; empty: any. What lies in it counts, too. */
  readonly domain: string;
  /** Id of a person or team, or `nobody`; empty: any. */
  readonly owner: string;
  readonly arrange: Arrangement;
  /** Undefined: whatever suits the size of the map. */
  readonly by: Grouping | undefined;
  /** Names of what is open although all is collapsed. */
  readonly open: readonly string[];
  /** Id of what is selected; empty: nothing. */
  readonly at: string;
  readonly shape: (typeof shapes)[number];
}

export const nobody = 'nobody';

export function readView(search: string): MapView {
  const params = new URLSearchParams(search);
  return {
    query: params.get('q') ?? '',
    layer: layers.find((one) => one === params.get('layer')),
    finding: findingFilters.find((one) => one === params.get('finding')),
    domain: params.get('domain') ?? '',
    owner: params.get('owner') ?? '',
    arrange: arrangements.find((one) => one === params.get('arrange')) ?? 'layers',
    by: groupings.find((one) => one === params.get('by')),
    open: params.getAll('open'),
    at: params.get('at') ?? '',
    shape: shapes.find((one) => one === params.get('shape')) ?? 'table',
  };
}

/** The same address with a part of the view changed; what else stands in it stays. */
export function changeView(search: string, change: Partial<MapView>): string {
  const params = new URLSearchParams(search);
  const set = (key: string, value: string | undefined): void => {
    if (value === undefined || value === '') params.delete(key);
    else params.set(key, value);
  };
  if ('query' in change) set('q', change.query);
  if ('layer' in change) set('layer', change.layer);
  if ('finding' in change) set('finding', change.finding);
  if ('domain' in change) set('domain', change.domain);
  if ('owner' in change) set('owner', change.owner);
  if ('by' in change) set('by', change.by);
  if ('arrange' in change) set('arrange', change.arrange === 'layers' ? '' : change.arrange);
  if ('at' in change) set('at', change.at);
  if ('shape' in change) set('shape', change.shape === 'table' ? '' : change.shape);
  if (change.open !== undefined) {
    params.delete('open');
    for (const one of change.open) params.append('open', one);
  }
  return params.toString();
}

/** Does the view leave anything out? */
export function isFiltered(view: MapView): boolean {
  return (
    view.query !== '' ||
    view.layer !== undefined ||
    view.finding !== undefined ||
    view.domain !== '' ||
    view.owner !== ''
  );
}
