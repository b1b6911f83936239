import { tierOf } from '@holdfast/shared/drilling/scenario-fit';
import type { MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import type { Cell } from '@holdfast/shared/readiness/cell';
import type { ComponentReadiness, ServiceReadiness } from '@holdfast/shared/readiness/readiness';

const cellStates = ['failed', 'never', 'fading', 'proven', 'not-applicable'] as const;
/** What rows can be filtered by: the state of a cell, or that one missed its objective. */
export const coverageFilters = [...cellStates, 'missed'] as const;
export type CoverageFilter = (typeof coverageFilters)[number];
export const coverageSorts = ['ready', 'name', 'tier'] as const;
export type CoverageSort = (typeof coverageSorts)[number];

/** What of the matrix is shown; lives in the address. */
export interface CoverageView {
  readonly query: string;
  /** Only components with such a cell; empty: any. */
  readonly state: CoverageFilter | '';
  readonly sort: CoverageSort;
  /** Id of the component whose readiness is explained; empty: of none. */
  readonly of: string;
}

export function searchToCoverage(search: string): CoverageView {
  const params = new URLSearchParams(search);
  return {
    query: params.get('q') ?? '',
    state: coverageFilters.find((one) => one === params.get('state')) ?? '',
    sort: coverageSorts.find((one) => one === params.get('sort')) ?? 'ready',
    of: params.get('of') ?? '',
  };
}

export function coverageToSearch({ query, state, sort, of }: CoverageView): string {
  const params = new URLSearchParams();
  if (query !== '') params.set('q', query);
  if (state !== '') params.set('state', state);
  if (sort !== 'ready') params.set('sort', sort);
  if (of !== '') params.set('of', of);
  return params.toString();
}

export interface CoverageRow {
  readonly component: MapComponent;
  readonly readiness: ComponentReadiness;
  /** 1 is the first; absent where none is said. */
  readonly tier: number | undefined;
}

/** Rows of the matrix: components that have a cell, filtered and in order. */
export function coverageRows(
  coverage: ReadonlyMap<string, ComponentReadiness>,
  map: MapValue,
  { query, state, sort }: Pick<CoverageView, 'query' | 'state' | 'sort'>,
): readonly CoverageRow[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: CoverageRow[] = [];
  for (const [id, readiness] of coverage) {
    const component = map.components.get(id);
    if (component === undefined) continue;
    const name = component.name.toLowerCase();
    if (!wanted.every((word) => name.includes(word))) continue;
    if (state !== '' && ![...readiness.cells.values()].some((cell) => isShownAs(cell, state)))
      continue;
    rows.push({ component, readiness, tier: tierOf(component) });
  }
  const byName = (a: CoverageRow, b: CoverageRow): number =>
    a.component.name.localeCompare(b.component.name) || (a.component.id < b.component.id ? -1 : 1);
  const score = ({ readiness }: CoverageRow): number => readiness.score ?? 2;
  const tier = (row: CoverageRow): number => row.tier ?? 99;
  return rows.toSorted((a, b) => {
    if (sort === 'name') return byName(a, b);
    if (sort === 'tier') return tier(a) - tier(b) || score(a) - score(b) || byName(a, b);
    return score(a) - score(b) || tier(a) - tier(b) || byName(a, b);
  });
}

/** What is not required and was never drilled is no gap. */
function isShownAs(cell: Cell, state: CoverageFilter): boolean {
  if (state === 'missed') return cell.isRequired && cell.attainment === 'missed';
  return cell.state === state && (cell.isRequired || state !== 'never');
}

/** Scenarios that some row has, in the order of the catalogue, then others by name. */
export function coverageColumns(
  coverage: ReadonlyMap<string, ComponentReadiness>,
  catalogue: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  for (const { cells } of coverage.values())
    for (const scenario of cells.keys()) found.add(scenario);
  const others = [...found].filter((one) => !catalogue.includes(one)).toSorted();
  return [...catalogue.filter((one) => found.has(one)), ...others];
}

/** One cell that makes a service's readiness. */
export interface ReadinessLine {
  readonly component: string;
  readonly scenario: string;
  readonly cell: Cell;
}

/** Every required cell of a service and of what it needs, the worst first; their mean is its score. */
export function readinessLines(service: ServiceReadiness): {
  readonly lines: readonly ReadinessLine[];
  readonly sum: number;
} {
  const lines = [service.own, ...service.parts].flatMap(({ component, cells }) =>
    [...cells].flatMap(([scenario, cell]) =>
      cell.isRequired ? [{ component, scenario, cell }] : [],
    ),
  );
  return {
    lines: lines.toSorted((a, b) => a.cell.score - b.cell.score),
    sum: lines.reduce((sum, { cell }) => sum + cell.score, 0),
  };
}
