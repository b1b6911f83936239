/** A part of the picture, in its own pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** What the picture is seen through, in px of the screen. */
export interface Pane {
  readonly width: number;
  readonly height: number;
}
/** A point of the picture is seen at itself times `zoom`, plus `x` and `y`. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Below it the names in the boxes are too small to be read. */
export const readableZoom = 0.5;
/** Nothing is drawn larger than this only because there is room. */
const largest = 1.25;
export const smallestZoom = 0.04;
/** Where a picture is larger than what it is seen through, and has to be moved: names read with ease. */
export const easyZoom = 0.6;
/** Stays free around what is shown. */
const edge = 16;

/** All of an area, however small. */
export function wholeView(area: Area, pane: Pane): View {
  return placed(area, pane, Math.min(zoomAcross(area, pane), zoomDown(area, pane), largest));
}

/**
 * All of an area where its names can be read then; else, where they can, all of its width or of its
 * height, from its beginning; else all of it.
 */
export function readableView(area: Area, pane: Pane): View {
  const [across, down] = [zoomAcross(area, pane), zoomDown(area, pane)];
  const all = Math.min(across, down, largest);
  const longest = Math.max(across, down);
  if (all >= readableZoom || longest < readableZoom) return placed(area, pane, all);
  return placed(area, pane, Math.min(longest, easyZoom));
}

/** Is all of an area in sight? */
export function isWhole({ x, y, zoom }: View, area: Area, pane: Pane): boolean {
  const hair = 0.5;
  return (
    area.x * zoom + x >= -hair &&
    area.y * zoom + y >= -hair &&
    (area.x + area.width) * zoom + x <= pane.width + hair &&
    (area.y + area.height) * zoom + y <= pane.height + hair
  );
}

/** The same view, moved no further than it takes for an area to be in sight; the very same where it is. */
export function intoSight(view: View, area: Area, pane: Pane): View {
  const x = shifted(area.x * view.zoom + view.x, area.width * view.zoom, pane.width);
  const y = shifted(area.y * view.zoom + view.y, area.height * view.zoom, pane.height);
  return x === 0 && y === 0 ? view : { ...view, x: view.x + x, y: view.y + y };
}

/** All of an area, drawn no larger than before, while the middle of a part of it stays where it is seen. */
export function wholeAround(view: View, fixed: Area, area: Area, pane: Pane): View {
  const [cx, cy] = [fixed.x + fixed.width / 2, fixed.y + fixed.height / 2];
  const [x, y] = [cx * view.zoom + view.x, cy * view.zoom + view.y];
  const most = (room: number, size: number): number =>
    size <= 0 ? largest : Math.max(0, room - edge) / size;
  const zoom = Math.max(
    smallestZoom,
    Math.min(
      view.zoom,
      most(x, cx - area.x),
      most(pane.width - x, area.x + area.width - cx),
      most(y, cy - area.y),
      most(pane.height - y, area.y + area.height - cy),
    ),
  );
  return { x: x - cx * zoom, y: y - cy * zoom, zoom };
}

/** In the middle, at a zoom of its own. */
export function centered(area: Area, pane: Pane, zoom: number): View {
  return {
    x: pane.width / 2 - (area.x + area.width / 2) * zoom,
    y: pane.height / 2 - (area.y + area.height / 2) * zoom,
    zoom,
  };
}

/** What lies around all of some; undefined around none. */
export function around(areas: readonly Area[]): Area | undefined {
  if (areas.length === 0) return undefined;
  const x = areas.reduce((least, area) => Math.min(least, area.x), Number.POSITIVE_INFINITY);
  const y = areas.reduce((least, area) => Math.min(least, area.y), Number.POSITIVE_INFINITY);
  const right = areas.reduce((most, area) => Math.max(most, area.x + area.width), x);
  const bottom = areas.reduce((most, area) => Math.max(most, area.y + area.height), y);
  return { x, y, width: right - x, height: bottom - y };
}

function zoomAcross(area: Area, pane: Pane): number {
  return Math.max(1, pane.width - 2 * edge) / Math.max(1, area.width);
}

function zoomDown(area: Area, pane: Pane): number {
  return Math.max(1, pane.height - 2 * edge) / Math.max(1, area.height);
}

/** In the middle where there is room; otherwise from its beginning. */
function placed(area: Area, pane: Pane, wanted: number): View {
  const zoom = Math.max(smallestZoom, wanted);
  const view = centered(area, pane, zoom);
  return {
    x: Math.max(view.x, edge - area.x * zoom),
    y: Math.max(view.y, edge - area.y * zoom),
    zoom,
  };
}

function shifted(from: number, size: number, most: number): number {
  if (from < edge) return edge - from;
  // Larger than what it is seen through: its beginning.
  return Math.max(edge - from, Math.min(0, most - edge - size - from));
}
