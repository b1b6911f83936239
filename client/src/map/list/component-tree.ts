import type { FailureDomain, MapValue } from '@holdfast/shared/model/map-value';
import type { ComponentRow } from './component-rows.ts';

interface TreeLine {
  /** The way to this line: ids, from the root. */
  readonly name: string;
  /** From 1 on. */
  readonly level: number;
  readonly isOpen: boolean;
  readonly canOpen: boolean;
  readonly position: number;
  readonly siblings: number;
}

/** A line of a tree: a component at one place, it may stand at several; or a failure domain. */
export type TreeRow = TreeLine &
  (
    | (Omit<ComponentRow, 'name'> & {
        readonly of: 'component';
        /** It stands above itself here: what it needs is shown there. */
        readonly isAgain: boolean;
      })
    | {
        readonly of: 'domain';
        /** Undefined: what is in none. */
        readonly domain: FailureDomain | undefined;
        /** How many components lie in it. */
        readonly count: number;
      }
  );

const separator = '/';

/**
 * The lines of a tree whose roots are what nothing needs, and whose children are what each one
 * needs. A cycle ends where a component stands again below itself; one that nothing outside needs
 * hangs from its first component by name.
 *
 * @param open ways to the lines that are open
 */
export function treeRows(
  map: MapValue,
  rows: readonly ComponentRow[],
  open: ReadonlySet<string>,
): readonly TreeRow[] {
  const byId = new Map(rows.map((row) => [row.name, row]));
  const needs = needsOf(map);
  const needed = new Set([...needs.values()].flatMap((of) => [...of]));
  const roots = rows.filter(({ name }) => !needed.has(name));
  const seen = new Set<string>();
  for (const root of roots) reach(root.name, needs, seen);
  for (const row of rows) {
    if (seen.has(row.name)) continue;
    roots.push(row);
    reach(row.name, needs, seen);
  }
  const lines: TreeRow[] = [];
  const add = (
    row: ComponentRow,
    above: readonly string[],
    at: readonly [number, number],
  ): void => {
    const way = [...above, row.name];
    const name = way.join(separator);
    const children = childrenOf(row.name, needs, byId);
    const isAgain = above.includes(row.name);
    const canOpen = children.length > 0 && !isAgain;
    const isOpen = canOpen && open.has(name);
    const [position, siblings] = at;
    const place = { name, level: way.length, isOpen, canOpen, position, siblings };
    lines.push({ ...row, of: 'component', isAgain, ...place });
    if (isOpen) children.forEach((child, index) => add(child, way, [index + 1, children.length]));
  };
  roots.forEach((root, index) => add(root, [], [index + 1, roots.length]));
  return lines;
}

/** The way to the line above, or undefined for a root. */
export function parentOf(way: string): string | undefined {
  const at = way.lastIndexOf(separator);
  return at < 0 ? undefined : way.slice(0, at);
}

function needsOf(map: MapValue): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    const of = needs.get(from) ?? new Set<string>();
    needs.set(from, of.add(to));
  };
  for (const { from, to } of map.dependencies.values()) add(from, to);
  for (const { component, members } of map.groups.values()) {
    for (const member of members) add(component, member);
  }
  return needs;
}

function childrenOf(
  id: string,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  byId: ReadonlyMap<string, ComponentRow>,
): readonly ComponentRow[] {
  return [...(needs.get(id) ?? [])].flatMap((child) => byId.get(child) ?? []);
}

function reach(
  start: string,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): void {
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(needs.get(id) ?? []));
  }
}
