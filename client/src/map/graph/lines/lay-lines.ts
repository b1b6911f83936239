import { boxSize, type LayoutEdge, type Place } from '../place-boxes.ts';
import { alongCurve, curveBetween, type Line, lineThrough } from './line-path.ts';
import { quickWay } from './quick-way.ts';
import { indexRectangles, type Rectangle, widened } from './rectangles.ts';
import { type Ways, waysAround } from './shortest-way.ts';

export interface Lines {
  /** By `lineKey`. */
  readonly of: ReadonlyMap<string, Line>;
  /** How many have no way around: a box lies on one of their ends, or boxes shut it in. */
  readonly behind: number;
  /** How many were not led around anything: there were too many before them. */
  readonly rough: number;
}

export function lineKey({ from, to }: LayoutEdge): string {
  return `${from}>${to}`;
}

/** How far lines keep away from boxes; the smaller ones where boxes were pushed together. */
const clearances = [8, 3, 1] as const;
/** So near may what is curved come to a box. */
const nearest = 3;

/**
 * Gives every line a way from the lower edge of a box to the upper edge of another that runs behind
 * no box. One more box moves only lines that it stands near.
 *
 * @param corners upper left corners of all boxes
 */
export function layLines(corners: ReadonlyMap<string, Place>, edges: readonly LayoutEdge[]): Lines {
  const layer = createLineLayer(corners);
  for (const edge of edges) layer.lay(edge);
  return layer.lines();
}

/** The same one line after the other, so that whoever asks can pause, or have enough. */
export function createLineLayer(corners: ReadonlyMap<string, Place>) {
  const numbers = new Map([...corners.keys()].map((id, at) => [id, at]));
  const boxes = [...corners.values()].map(({ x, y }): Rectangle => ({
    left: x,
    top: y,
    right: x + boxSize.width,
    bottom: y + boxSize.height,
  }));
  const near = indexRectangles(boxes.map((box) => widened(box, nearest)));
  const known = new Map<number, WaysAt>();
  const waysAt = (clearance: number): WaysAt => {
    const before = known.get(clearance);
    if (before !== undefined) return before;
    const made = createWaysAt(boxes.map((box) => widened(box, clearance)));
    known.set(clearance, made);
    return made;
  };

  function find(start: Place, end: Place, ends: readonly [number, number]): Line | undefined {
    if (end.y - start.y >= 2 * clearances[0]) {
      const curve = alongCurve(start, end);
      if (curve.every((to, at) => at === 0 || near.isClear(curve[at - 1] ?? to, to, ends)))
        return curveBetween(start, end);
    }
    for (const clearance of clearances) {
      const out = { x: start.x, y: start.y + clearance };
      const into = { x: end.x, y: end.y - clearance };
      const way = waysAt(clearance)(out, into);
      if (way !== undefined)
        return lineThrough([start, ...way, end], clearance, (from, to) => near.isClear(from, to));
    }
    return undefined;
  }

  const of = new Map<string, Line>();
  let behind = 0;
  let rough = 0;

  function put(edge: LayoutEdge, choose: (start: Place, end: Place) => Line): void {
    const [from, to] = [corners.get(edge.from), corners.get(edge.to)];
    if (from === undefined || to === undefined || of.has(lineKey(edge))) return;
    const start = { x: from.x + boxSize.width / 2, y: from.y + boxSize.height };
    const end = { x: to.x + boxSize.width / 2, y: to.y };
    of.set(lineKey(edge), choose(start, end));
  }

  return {
    lay(edge: LayoutEdge): void {
      put(edge, (start, end) => {
        const ends = [numbers.get(edge.from) ?? -1, numbers.get(edge.to) ?? -1] as const;
        const line = find(start, end, ends);
        if (line === undefined) behind += 1;
        return line ?? curveBetween(start, end);
      });
    },
    /** Straight on, whatever stands there. */
    rush(edge: LayoutEdge): void {
      put(edge, (start, end) => {
        rough += 1;
        return curveBetween(start, end);
      });
    },
    lines: (): Lines => ({ of, behind, rough }),
  };
}

type WaysAt = (from: Place, to: Place) => readonly Place[] | undefined;

function createWaysAt(around: readonly Rectangle[]): WaysAt {
  const index = indexRectangles(around);
  let ways: Ways | undefined;
  return (from, to) =>
    quickWay(from, to, around, index) ?? (ways ??= waysAround(around)).between(from, to);
}
