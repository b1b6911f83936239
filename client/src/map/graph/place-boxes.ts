import dagre from '@dagrejs/dagre';
import type { Layer } from '@holdfast/shared/model/map-value';

/** What is laid out: boxes of one size, and what needs what. */
export interface LayoutNode {
  readonly id: string;
  readonly layer: Layer;
  /** The frame that it stands in, where there are frames; empty: in none. */
  readonly frame?: string;
}
export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}
/** The upper left corner of a box, from that of what it stands in; pixels at full size. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const boxSize = { width: 200, height: 52 } as const;
export const gap = { x: 24, y: 34 } as const;
const step = { x: boxSize.width + gap.x, y: boxSize.height + gap.y } as const;
/** Above this dagre takes longer than anybody waits; then boxes stand in rows by what they need. */
const mostForDagre = 700;

/**
 * Gives boxes that stand in one area their places in `places`: where most have one already, they
 * keep it, and new ones come near what they are connected with.
 *
 * @param most how many may stand in a row
 */
export function placeBoxes(
  nodes: readonly LayoutNode[],
  order: {
    readonly edges: readonly LayoutEdge[];
    readonly known: ReadonlyMap<string, Place>;
    readonly neighbours: ReadonlyMap<string, readonly string[]>;
    readonly most: number;
  },
  places: Map<string, Place>,
): void {
  const { known, neighbours } = order;
  const kept = nodes.filter(({ id }) => known.has(id));
  if (kept.length * 2 >= nodes.length && kept.length > 0) {
    for (const { id } of kept) places.set(id, known.get(id) ?? { x: 0, y: 0 });
    for (const node of nodes) {
      if (!places.has(node.id)) places.set(node.id, freePlace(node, nodes, places, neighbours));
    }
    return;
  }
  const ids = new Set(nodes.map(({ id }) => id));
  const inner = order.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const rows = inner.length === 0 ? [nodes.map(({ id }) => id)] : rowsOf(nodes, inner);
  placeRows(sortByAbove(rows, places, neighbours), order.most, places);
}

/** What each box is connected with. */
export function neighboursOf(edges: readonly LayoutEdge[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (one: string, other: string): void => {
    const of = neighbours.get(one);
    if (of === undefined) neighbours.set(one, [other]);
    else of.push(other);
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

/** Rows of boxes, each above what it needs. */
function rowsOf(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
): readonly (readonly string[])[] {
  if (nodes.length > mostForDagre) return rowsByDepth(nodes, edges);
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ nodesep: gap.x, ranksep: gap.y, ranker: 'tight-tree' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...boxSize });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const rows = new Map<number, { readonly id: string; readonly x: number }[]>();
  for (const { id } of nodes) {
    const { x, y } = graph.node(id);
    const row = rows.get(Math.round(y)) ?? [];
    rows.set(Math.round(y), row);
    row.push({ id, x });
  }
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row.toSorted((a, b) => a.x - b.x).map(({ id }) => id));
}

/** By the longest way down from what nothing needs; a circle counts once. */
function rowsByDepth(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
): readonly (readonly string[])[] {
  const needs = new Map<string, string[]>();
  const needed = new Set<string>();
  for (const { from, to } of edges) {
    const of = needs.get(from) ?? [];
    needs.set(from, of);
    of.push(to);
    needed.add(to);
  }
  const depths = new Map<string, number>();
  let row = nodes.map(({ id }) => id).filter((id) => !needed.has(id));
  for (let depth = 0; row.length > 0; depth += 1) {
    const next = new Set<string>();
    for (const id of row) {
      if (depths.has(id)) continue;
      depths.set(id, depth);
      for (const one of needs.get(id) ?? []) if (!depths.has(one)) next.add(one);
    }
    row = [...next];
  }
  const rows: string[][] = [];
  for (const { id } of nodes) {
    const depth = depths.get(id) ?? 0;
    (rows[depth] ??= []).push(id);
  }
  return rows.filter((one) => one.length > 0);
}

/** What the picture is for: a screen that is wide, or one that is held upright. */
export type Shape = 'wide' | 'narrow';

/** So that the picture is about as wide as a screen of that shape, whatever its size. */
export function mostInRow(boxes: number, shape: Shape): number {
  return shape === 'wide'
    ? Math.max(5, Math.ceil(Math.sqrt(boxes * 0.95)))
    : Math.max(3, Math.ceil(Math.sqrt(boxes * 0.18)));
}

/** A band without an order of its own stands below what it is connected with. */
function sortByAbove(
  rows: readonly (readonly string[])[],
  places: ReadonlyMap<string, Place>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const [only] = rows;
  if (rows.length !== 1 || only === undefined) return rows;
  const middle = new Map(
    only.map((id) => [id, middleOf(id, places, neighbours) ?? Number.MAX_SAFE_INTEGER]),
  );
  return [only.toSorted((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0))];
}

function middleOf(
  id: string,
  places: ReadonlyMap<string, Place>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): number | undefined {
  const xs = (neighbours.get(id) ?? []).flatMap((one) => places.get(one)?.x ?? []);
  return xs.length === 0 ? undefined : xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

function placeRows(
  rows: readonly (readonly string[])[],
  most: number,
  places: Map<string, Place>,
): void {
  const lines = fullRows(rows, most);
  const widest = Math.max(1, ...lines.map((line) => line.length));
  lines.forEach((line, at) => {
    const indent = ((widest - line.length) * step.x) / 2;
    line.forEach((id, index) => places.set(id, { x: indent + index * step.x, y: at * step.y }));
  });
}

/** Wraps long rows; short ones share one as long as they fit: what is needed stands beside then, not below. */
function fullRows(
  rows: readonly (readonly string[])[],
  most: number,
): readonly (readonly string[])[] {
  const full: string[][] = [];
  for (const row of rows) {
    const last = full.at(-1);
    if (last !== undefined && last.length + row.length <= most) last.push(...row);
    else for (let at = 0; at < row.length; at += most) full.push(row.slice(at, at + most));
  }
  return full;
}

/** The nearest free place below the middle of what it is connected with. */
function freePlace(
  node: LayoutNode,
  band: readonly LayoutNode[],
  places: ReadonlyMap<string, Place>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): Place {
  const taken = band.flatMap(({ id }) => places.get(id) ?? []);
  const isFree = (at: Place): boolean =>
    taken.every(
      ({ x, y }) =>
        Math.abs(x - at.x) >= boxSize.width + 8 || Math.abs(y - at.y) >= boxSize.height + 8,
    );
  const wantedX = middleOf(node.id, places, neighbours) ?? 0;
  const inBand = (neighbours.get(node.id) ?? []).filter((id) => band.some((one) => one.id === id));
  const firstY = Math.max(
    0,
    ...inBand.flatMap((id) => places.get(id)?.y ?? []).map((y) => y + step.y),
  );
  const reach = Math.ceil(Math.sqrt(taken.length)) + 3;
  for (let down = 0; down < reach; down += 1) {
    for (let aside = 0; aside < reach; aside += 1) {
      for (const sign of aside === 0 ? [1] : [1, -1]) {
        const at = { x: wantedX + sign * aside * step.x, y: firstY + down * step.y };
        if (isFree(at)) return at;
      }
    }
  }
  return { x: wantedX, y: Math.max(0, ...taken.map(({ y }) => y)) + step.y };
}
