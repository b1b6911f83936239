import dagre from '@dagrejs/dagre';
import type { Layer } from '@holdfast/shared/model/map-value';

/** What is laid out: boxes of one size in bands, and what needs what. */
export interface LayoutNode {
  readonly id: string;
  readonly layer: Layer;
}
export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}
export interface LayoutOrder {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  /** Where boxes stood last time, within their bands. They stay there. */
  readonly known: ReadonlyMap<string, Place>;
}
/** The upper left corner of a box, `y` from the top of its band; pixels at full size. */
export interface Place {
  readonly x: number;
  readonly y: number;
}
export interface Band {
  readonly layer: Layer;
  readonly top: number;
  readonly height: number;
}
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly bands: readonly Band[];
  readonly left: number;
  readonly width: number;
}

export const boxSize = { width: 200, height: 52 } as const;
const gap = { x: 24, y: 34 } as const;
const bandPadding = { top: 34, bottom: 22 } as const;
const step = { x: boxSize.width + gap.x, y: boxSize.height + gap.y } as const;
/** Above this dagre takes longer than anybody waits; then boxes stand in rows by what they need. */
const mostForDagre = 700;

/** From what people use down to what it stands on. */
export const bandOrder: readonly Layer[] = ['software', 'network', 'hardware', 'vendor', 'people'];

/**
 * Places every box in the band of its layer. The same map gives the same picture; where most boxes
 * have a place already, they keep it, and new ones come near what they are connected with.
 */
export function layOut(order: LayoutOrder): Layout {
  const places = new Map<string, Place>();
  const neighbours = neighboursOf(order.edges);
  for (const layer of bandOrder) {
    const nodes = order.nodes.filter((node) => node.layer === layer);
    const kept = nodes.filter(({ id }) => order.known.has(id));
    if (kept.length * 2 >= nodes.length && kept.length > 0) {
      for (const { id } of kept) places.set(id, order.known.get(id) ?? { x: 0, y: 0 });
      for (const node of nodes) {
        if (!places.has(node.id)) places.set(node.id, freePlace(node, nodes, places, neighbours));
      }
      continue;
    }
    const ids = new Set(nodes.map(({ id }) => id));
    const inner = order.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
    const rows = inner.length === 0 ? [nodes.map(({ id }) => id)] : rowsOf(nodes, inner);
    placeRows(sortByAbove(rows, places, neighbours), mostInRow(order.nodes.length), places);
  }
  return { places, ...bandsOf(order.nodes, places) };
}

/** Where a box stands in the picture as a whole. */
export function absolute(place: Place, layer: Layer, bands: readonly Band[]): Place {
  const top = bands.find((band) => band.layer === layer)?.top ?? 0;
  return { x: place.x, y: top + bandPadding.top + place.y };
}

/** The other way round. */
export function within(point: Place, layer: Layer, bands: readonly Band[]): Place {
  const top = bands.find((band) => band.layer === layer)?.top ?? 0;
  return { x: point.x, y: Math.max(0, point.y - top - bandPadding.top) };
}

function bandsOf(
  nodes: readonly LayoutNode[],
  places: ReadonlyMap<string, Place>,
): Pick<Layout, 'bands' | 'left' | 'width'> {
  const bottoms = new Map<Layer, number>();
  let left = 0;
  let right: number = boxSize.width;
  for (const { id, layer } of nodes) {
    const place = places.get(id);
    if (place === undefined) continue;
    bottoms.set(layer, Math.max(bottoms.get(layer) ?? 0, place.y + boxSize.height));
    left = Math.min(left, place.x);
    right = Math.max(right, place.x + boxSize.width);
  }
  const bands: Band[] = [];
  let top = 0;
  for (const layer of bandOrder) {
    const bottom = bottoms.get(layer);
    if (bottom === undefined) continue;
    const height = bandPadding.top + bottom + bandPadding.bottom;
    bands.push({ layer, top, height });
    top += height;
  }
  return { bands, left: left - gap.x, width: right - left + 2 * gap.x };
}

function neighboursOf(edges: readonly LayoutEdge[]): ReadonlyMap<string, readonly string[]> {
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

/** So that the picture is about as wide as a screen, whatever its size. */
function mostInRow(boxes: number): number {
  return Math.max(6, Math.ceil(Math.sqrt(boxes * 0.9)));
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
  const lines = rows.flatMap((row) => {
    const count = Math.ceil(row.length / most);
    const each = Math.ceil(row.length / count);
    return Array.from({ length: count }, (_, at) => row.slice(at * each, (at + 1) * each));
  });
  const widest = Math.max(1, ...lines.map((line) => line.length));
  lines.forEach((line, at) => {
    const indent = ((widest - line.length) * step.x) / 2;
    line.forEach((id, index) => places.set(id, { x: indent + index * step.x, y: at * step.y }));
  });
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
