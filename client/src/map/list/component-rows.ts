import type { MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import type { AnalysisSummary, ComponentSummary } from '../analysis/analysis-messages.ts';
import { type MapView, nobody } from '../map-view.ts';
import { byPeoplesOrder } from '../name-order.ts';

/** A component as lists show it. */
export interface ComponentRow {
  /** Its id: lists tell their rows apart by it. */
  readonly name: string;
  readonly component: MapComponent;
  /** Undefined while it is not known. */
  readonly summary: ComponentSummary | undefined;
  readonly needs: number;
  readonly neededBy: number;
  readonly owners: readonly string[];
  /** What a search looks in, in small letters. */
  readonly text: string;
}

type PlainRow = Omit<ComponentRow, 'summary'>;

/** Several parts of a screen ask for the rows of one map, some with each letter of a search. */
const rowsOfMap = new WeakMap<MapValue, readonly PlainRow[]>();

/** Every component of the map, by name. */
export function componentRows(
  map: MapValue,
  summary: AnalysisSummary | undefined,
): readonly ComponentRow[] {
  const plain = rowsOfMap.get(map) ?? plainRows(map);
  rowsOfMap.set(map, plain);
  return plain.map((row) => ({ ...row, summary: summary?.components.get(row.name) }));
}

function plainRows(map: MapValue): readonly PlainRow[] {
  const needs = new Map<string, number>();
  const neededBy = new Map<string, number>();
  const count = (counts: Map<string, number>, id: string): void => {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const { from, to } of map.dependencies.values()) {
    count(needs, from);
    count(neededBy, to);
  }
  for (const { component, members } of map.groups.values()) {
    for (const member of members) {
      count(needs, component);
      count(neededBy, member);
    }
  }
  return [...map.components.values()]
    .map((component) => {
      const owners = ownersOf(map, component);
      return {
        name: component.id,
        component,
        needs: needs.get(component.id) ?? 0,
        neededBy: neededBy.get(component.id) ?? 0,
        owners,
        text: searchedText(component, owners),
      };
    })
    .toSorted((a, b) => byPeoplesOrder(a.component.name, b.component.name));
}

function searchedText(component: MapComponent, owners: readonly string[]): string {
  const { name, system, type, tags, aliases } = component;
  return [name, system, type, ...tags, ...aliases, ...owners].join('\n').toLowerCase();
}

export function ownersOf(map: MapValue, component: MapComponent): readonly string[] {
  return [
    ...component.ownerTeams.flatMap((id) => map.teams.get(id)?.name ?? []),
    ...component.ownerPeople.flatMap((id) => map.people.get(id)?.name ?? []),
  ];
}

/** Those that a view shows. */
export function filterRows(
  rows: readonly ComponentRow[],
  map: MapValue,
  view: MapView,
  summary: AnalysisSummary | undefined,
): readonly ComponentRow[] {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const domains = view.domain === '' ? undefined : domainsWithin(map, view.domain);
  const inCycle = new Set(view.finding === 'cycle' ? summary?.cycles.flat() : []);
  return rows.filter((row) => {
    const { component } = row;
    if (view.layer !== undefined && component.layer !== view.layer) return false;
    if (domains !== undefined && !component.domains.some((id) => domains.has(id))) return false;
    if (!isOwnedBy(component, view.owner)) return false;
    if (!hasFinding(row, view.finding, inCycle)) return false;
    return words.every((word) => row.text.includes(word));
  });
}

function isOwnedBy({ ownerPeople, ownerTeams }: MapComponent, owner: string): boolean {
  if (owner === '') return true;
  if (owner === nobody) return ownerPeople.length + ownerTeams.length === 0;
  return ownerPeople.includes(owner) || ownerTeams.includes(owner);
}

function hasFinding(
  { component, summary, owners }: ComponentRow,
  finding: MapView['finding'],
  inCycle: ReadonlySet<string>,
): boolean {
  switch (finding) {
    case undefined:
      return true;
    case 'spof':
      return (summary?.takesDown ?? 0) > 0;
    case 'hidden':
      return (summary?.hidden ?? 0) > 0;
    case 'fragile':
      return (summary?.causes ?? 0) > 0;
    case 'no-owner':
      return owners.length === 0;
    case 'cycle':
      return inCycle.has(component.id);
  }
}

/** A domain and all that lies in it. */
function domainsWithin(map: MapValue, id: string): ReadonlySet<string> {
  const within = new Set([id]);
  // Parents have no cycle, and may come after their children.
  for (let before = 0; before !== within.size;) {
    before = within.size;
    for (const domain of map.domains.values()) {
      if (domain.parent !== undefined && within.has(domain.parent)) within.add(domain.id);
    }
  }
  return within;
}
