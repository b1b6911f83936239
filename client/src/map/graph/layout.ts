import type { Layer } from '@holdfast/shared/model/map-value';
import { type Frame, layOutFrames, type LayoutFrame } from './frame-layout.ts';
import { layLines, type Lines } from './lines/lay-lines.ts';
import {
  boxSize,
  gap,
  type LayoutEdge,
  type LayoutNode,
  mostInRow,
  neighboursOf,
  type Place,
  placeBoxes,
  type Shape,
} from './place-boxes.ts';

export interface LayoutOrder {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  /** Failure domains to draw as frames; without them, layers are bands. */
  readonly frames?: readonly LayoutFrame[];
  /** Of the screen that it is for; wide unless said. */
  readonly shape?: Shape;
  /** Where boxes stood last time, within their bands or frames. They stay there. */
  readonly known: ReadonlyMap<string, Place>;
}
export interface Band {
  readonly layer: Layer;
  readonly top: number;
  readonly height: number;
  /** Where places of its boxes are counted from, downwards. */
  readonly origin: number;
}
export interface Layout {
  /** Within band or frame. */
  readonly places: ReadonlyMap<string, Place>;
  /** Either of them is empty. */
  readonly bands: readonly Band[];
  readonly frames: readonly Frame[];
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Undefined before they are laid: see `withLines`. */
  readonly lines: Lines | undefined;
}

const bandPadding = { top: 14, bottom: 18 } as const;
/** What the name of a band takes: beside its boxes where there is room, else above them. */
const bandName = { width: 140, height: 26 } as const;

/** From what people use down to what it stands on. */
export const bandOrder: readonly Layer[] = ['software', 'network', 'hardware', 'vendor', 'people'];

/**
 * Places every box in the band of its layer, or in the frame of its failure domain. The same map
 * gives the same picture; where most boxes have a place already, they keep it, and new ones come
 * near what they are connected with.
 */
export function layOut(order: LayoutOrder): Layout {
  if (order.frames !== undefined && order.frames.length > 0)
    return {
      bands: [],
      left: 0,
      lines: undefined,
      ...layOutFrames({ ...order, frames: order.frames }),
    };
  const places = new Map<string, Place>();
  const neighbours = neighboursOf(order.edges);
  const { shape = 'wide' } = order;
  const most = mostInRow(order.nodes.length, shape);
  for (const layer of bandOrder) {
    const nodes = order.nodes.filter((node) => node.layer === layer);
    placeBoxes(nodes, { ...order, neighbours, most }, places);
  }
  return { places, frames: [], lines: undefined, ...bandsOf(order.nodes, places, shape) };
}

/** The same with lines that run around the boxes. That takes a second for some thousand of them. */
export function withLines(
  { nodes, edges }: Pick<LayoutOrder, 'nodes' | 'edges'>,
  layout: Layout,
): Layout & { readonly lines: Lines } {
  return { ...layout, lines: layLines(cornersOf(nodes, layout), edges) };
}

/** Upper left corners of all boxes in the picture as a whole. */
export function cornersOf(
  nodes: readonly LayoutNode[],
  layout: Layout,
): ReadonlyMap<string, Place> {
  const corners = new Map<string, Place>();
  for (const node of nodes) {
    const place = layout.places.get(node.id);
    if (place !== undefined) corners.set(node.id, absolute(place, node, layout));
  }
  return corners;
}

/** All of the picture. */
export function boundsOf({ left, width, height }: Layout) {
  return { x: left, y: 0, width, height };
}

type Stands = Pick<LayoutNode, 'layer' | 'frame'>;

/** Where a box stands in the picture as a whole. */
export function absolute(
  place: Place,
  node: Stands,
  layout: Pick<Layout, 'bands' | 'frames'>,
): Place {
  const { x, y } = originOf(node, layout);
  return { x: x + place.x, y: y + place.y };
}

/** The other way round; never above its band, and never out of its frame. */
export function within(point: Place, node: Stands, layout: Layout): Place {
  const { x, y } = originOf(node, layout);
  const left = layout.frames.length === 0 ? point.x : Math.max(0, point.x - x);
  return { x: left, y: Math.max(0, point.y - y) };
}

/** Where places in its band or frame are counted from. */
function originOf(
  { layer, frame }: Stands,
  { bands, frames }: Pick<Layout, 'bands' | 'frames'>,
): Place {
  if (frames.length > 0) return frames.find(({ id }) => id === frame)?.origin ?? { x: 0, y: 0 };
  return { x: 0, y: bands.find((band) => band.layer === layer)?.origin ?? 0 };
}

function bandsOf(
  nodes: readonly LayoutNode[],
  places: ReadonlyMap<string, Place>,
  shape: Shape,
): Pick<Layout, 'bands' | 'left' | 'width' | 'height'> {
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
  const above = bandPadding.top + (shape === 'wide' ? 0 : bandName.height);
  const beside = shape === 'wide' ? bandName.width : gap.x;
  let top = 0;
  for (const layer of bandOrder) {
    const bottom = bottoms.get(layer);
    if (bottom === undefined) continue;
    const height = above + bottom + bandPadding.bottom;
    bands.push({ layer, top, height, origin: top + above });
    top += height;
  }
  return { bands, left: left - beside, width: right - left + beside + gap.x, height: top };
}
