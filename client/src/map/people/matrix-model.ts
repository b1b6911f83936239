import { peopleAway, peopleByComponent } from '@holdfast/shared/analysis/knowledge';
import { pairKey } from '@holdfast/shared/model/map-registers';
import type {
  Knowledge,
  Layer,
  MapComponent,
  MapPerson,
  MapValue,
} from '@holdfast/shared/model/map-value';
import { type AskedLevel, knownComponents } from './coverage.ts';
import type { Day } from './days.ts';

export const matrixSorts = ['last-person', 'bus-factor', 'name', 'tier'] as const;
export type MatrixSort = (typeof matrixSorts)[number];

/** What the matrix shows. Empty words mean any. */
export interface MatrixView {
  readonly query: string;
  /** Id of a team: its people only. */
  readonly team: string;
  readonly layer: Layer | '';
  /** Only what at most one person is left for. */
  readonly atRisk: boolean;
  /** Who counts for the bus factor. */
  readonly level: AskedLevel;
  readonly sort: MatrixSort;
}

export const firstMatrixView: MatrixView = {
  query: '',
  team: '',
  layer: '',
  atRisk: false,
  level: 'lead',
  sort: 'last-person',
};

/** A component, with who is left for it. */
export interface MatrixRow {
  readonly component: MapComponent;
  /** How many people there are who count and are here. */
  readonly busFactor: number;
  /** Of those who count, how many are away today or left out. */
  readonly missing: number;
}

/** A person, with what they know. */
export interface MatrixColumn {
  readonly person: MapPerson;
  /** How many components they can do this with. */
  readonly count: number;
  readonly isAway: boolean;
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly MatrixColumn[];
  /** How many components of the map nobody here has to know: people, and what vendors run. */
  readonly leftOut: number;
  /** How many of the rows nobody is left for. */
  readonly nobody: number;
}

/** `without`: ids of people who do not count: what if they left. */
export function matrixOf(
  map: MapValue,
  view: MatrixView,
  today: Day,
  without: ReadonlySet<string> = new Set(),
): Matrix {
  const away = peopleAway(map, today);
  const able = peopleByComponent(map, view.level);
  const isMissing = (person: string): boolean => away.has(person) || without.has(person);
  const asked = view.query.trim().toLowerCase();
  const shown = new Set(knownComponents(map));
  // What somebody knows is shown, whatever its layer.
  for (const component of able.keys()) shown.add(component);
  const rows: MatrixRow[] = [];
  const counts = new Map<string, number>();
  for (const id of shown) {
    const component = map.components.get(id);
    if (component === undefined) continue;
    const people = able.get(id) ?? [];
    for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1);
    const missing = people.filter(isMissing).length;
    const busFactor = people.length - missing;
    if (view.layer !== '' && component.layer !== view.layer) continue;
    if (view.atRisk && busFactor > 1) continue;
    rows.push({ component, busFactor, missing });
  }
  const columns = [...map.people.values()]
    .filter(({ teams }) => view.team === '' || teams.includes(view.team))
    .map((person) => ({
      person,
      count: counts.get(person.id) ?? 0,
      isAway: isMissing(person.id),
    }))
    .toSorted((a, b) => byName(a.person, b.person));
  const found = columns.filter(({ person }) => names(person).some((name) => name.includes(asked)));
  const named = rows.filter(({ component }) =>
    names(component).some((name) => name.includes(asked)),
  );
  // A word finds people or components, whichever are called so.
  const byPeople = asked !== '' && found.length > 0 && named.length === 0;
  const byComponents = asked !== '' && named.length > 0;
  const shownRows = asked === '' || byPeople ? rows : named;
  return {
    leftOut: [...map.components.keys()].filter((id) => !shown.has(id)).length,
    nobody: shownRows.filter(({ busFactor }) => busFactor === 0).length,
    rows: shownRows.toSorted(
      (a, b) => compare(a, b, view.sort) || byName(a.component, b.component),
    ),
    columns: asked === '' || byComponents ? columns : found,
  };
}

function names(item: MapComponent | MapPerson): readonly string[] {
  const more = 'system' in item ? [item.system, ...item.tags] : [item.role];
  return [item.name, ...item.aliases, ...more].map((name) => name.toLowerCase());
}

function compare(a: MatrixRow, b: MatrixRow, sort: MatrixSort): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'last-person':
      return urgency(a) - urgency(b);
    case 'bus-factor':
      return a.busFactor - b.busFactor;
    case 'tier':
      return textOrder(a.component.tier || '~', b.component.tier || '~');
  }
}

/** Where somebody can still hand something on comes before where nobody is. */
function urgency({ busFactor, missing }: MatrixRow): number {
  return busFactor === 0 && missing === 0 ? Number.MAX_SAFE_INTEGER : busFactor;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export function byName(a: Named, b: Named): number {
  return textOrder(a.name.toLowerCase(), b.name.toLowerCase()) || textOrder(a.id, b.id);
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a person can do with a component; undefined where nobody said. */
export function knowledgeOf(
  map: MapValue,
  person: string,
  component: string,
): Knowledge | undefined {
  return map.knowledge.get(pairKey(person, component));
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where an arrow (or Home, End, PageUp, PageDown) leads; undefined for other keys. */
export function movedPlace(
  key: string,
  { row, column }: Place,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  isWhole: boolean,
): Place | undefined {
  const within = (at: number, count: number): number => Math.max(0, Math.min(at, count - 1));
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: within(nextRow, rows),
    column: within(nextColumn, columns),
  });
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'Home':
      return at(isWhole ? 0 : row, 0);
    case 'End':
      return at(isWhole ? rows - 1 : row, columns - 1);
    case 'PageUp':
      return at(row - 15, column);
    case 'PageDown':
      return at(row + 15, column);
    default:
      return undefined;
  }
}
