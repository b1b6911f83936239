import {
  boxSize,
  gap,
  type LayoutEdge,
  type LayoutNode,
  neighboursOf,
  type Place,
  placeBoxes,
  type Shape,
} from './place-boxes.ts';

/** A frame to draw, in the order in which they shall stand. Chains of parents have no cycle. */
export interface LayoutFrame {
  readonly id: string;
  /** Id of the frame that it lies in; empty: in none. */
  readonly parent: string;
}

/** A frame where it stands. */
export interface Frame {
  readonly id: string;
  /** From 0 on. */
  readonly depth: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where places of its boxes are counted from. */
  readonly origin: Place;
}

interface Measured {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly origin: Place;
  /** Frames in it, from its corner. */
  readonly children: readonly { readonly of: Measured; readonly at: Place }[];
}

const padding = { side: 18, top: 40, bottom: 18 } as const;
const frameGap = 22;
/** Frames stand side by side until they are so much wider than high. */
const wideness = { wide: 3, narrow: 0.6 } as const;

/**
 * Places boxes in nested frames: in each, first its own boxes in rows, below them the frames that lie
 * in it, side by side in the order given. A box keeps its place in its frame, and a frame its place
 * among its neighbours: one that grows only pushes those after it.
 */
export function layOutFrames(order: {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  readonly frames: readonly LayoutFrame[];
  readonly shape?: Shape;
  readonly known: ReadonlyMap<string, Place>;
}): {
  readonly places: ReadonlyMap<string, Place>;
  readonly frames: readonly Frame[];
  readonly width: number;
  readonly height: number;
} {
  const places = new Map<string, Place>();
  const children = new Map<string, string[]>();
  for (const { id, parent } of order.frames) {
    const of = children.get(parent) ?? [];
    children.set(parent, of);
    of.push(id);
  }
  const members = new Map<string, LayoutNode[]>();
  for (const node of order.nodes) {
    const of = members.get(node.frame ?? '') ?? [];
    members.set(node.frame ?? '', of);
    of.push(node);
  }

  function measure(id: string): Measured {
    const isRoot = id === '';
    const own = members.get(id) ?? [];
    const size = placeOwn(own, order, places);
    const inner = (children.get(id) ?? []).map(measure);
    const side = isRoot ? 0 : padding.side;
    const top = isRoot ? 0 : padding.top;
    const shelves = onShelves(
      inner,
      size.width,
      {
        x: side,
        y: top + size.height + (size.height > 0 && inner.length > 0 ? frameGap : 0),
      },
      wideness[order.shape ?? 'wide'],
    );
    const right = Math.max(side + Math.max(size.width, boxSize.width), shelves.right);
    const bottom = Math.max(top + size.height, shelves.bottom);
    return {
      id,
      width: right + side,
      height: bottom + (isRoot ? 0 : padding.bottom),
      origin: { x: side - size.left, y: top },
      children: shelves.placed,
    };
  }

  const root = measure('');
  const frames: Frame[] = [];
  const settle = (
    { id, width, height, origin, children: inner }: Measured,
    at: Place,
    depth: number,
  ) => {
    const from = { x: at.x + origin.x, y: at.y + origin.y };
    frames.push({ id, depth, left: at.x, top: at.y, width, height, origin: from });
    for (const child of inner)
      settle(child.of, { x: at.x + child.at.x, y: at.y + child.at.y }, depth + 1);
  };
  settle(root, { x: 0, y: 0 }, -1);
  return { places, frames, width: root.width, height: root.height };
}

/** Places what stands in a frame itself. `left` is below 0 where a box stands further to the left. */
function placeOwn(
  own: readonly LayoutNode[],
  order: { readonly edges: readonly LayoutEdge[]; readonly known: ReadonlyMap<string, Place> },
  places: Map<string, Place>,
): { readonly left: number; readonly width: number; readonly height: number } {
  if (own.length === 0) return { left: 0, width: 0, height: 0 };
  const ids = new Set(own.map(({ id }) => id));
  const edges = order.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const known = apart(own, order.known);
  const most = Math.max(2, Math.ceil(Math.sqrt(own.length)));
  placeBoxes(own, { edges, known, neighbours: neighboursOf(edges), most }, places);
  let left = 0;
  let right = 0;
  let bottom = 0;
  for (const { id } of own) {
    const { x, y } = places.get(id) ?? { x: 0, y: 0 };
    left = Math.min(left, x);
    right = Math.max(right, x + boxSize.width);
    bottom = Math.max(bottom, y + boxSize.height);
  }
  return { left, width: right - left, height: bottom };
}

/** A box that came from another frame may have stood where another stands here: it gets a new place. */
function apart(
  own: readonly LayoutNode[],
  known: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const kept = new Map<string, Place>();
  for (const { id } of own) {
    const at = known.get(id);
    if (at === undefined) continue;
    const isFree = [...kept.values()].every(
      ({ x, y }) => Math.abs(x - at.x) >= boxSize.width || Math.abs(y - at.y) >= boxSize.height,
    );
    if (isFree) kept.set(id, at);
  }
  return kept;
}

function onShelves(
  inner: readonly Measured[],
  ownWidth: number,
  from: Place,
  wide: number,
): {
  readonly placed: Measured['children'];
  readonly right: number;
  readonly bottom: number;
} {
  const area = inner.reduce(
    (sum, { width, height }) => sum + (width + frameGap) * (height + frameGap),
    0,
  );
  const most = Math.max(ownWidth, Math.sqrt(area * wide));
  const placed: { readonly of: Measured; readonly at: Place }[] = [];
  let { x, y } = from;
  let shelf = 0;
  let right = 0;
  for (const of of inner) {
    if (x > from.x && x + of.width - from.x > most) {
      x = from.x;
      y += shelf + frameGap;
      shelf = 0;
    }
    placed.push({ of, at: { x, y } });
    right = Math.max(right, x + of.width);
    shelf = Math.max(shelf, of.height);
    x += of.width + gap.x;
  }
  return { placed, right, bottom: inner.length === 0 ? 0 : y + shelf };
}
