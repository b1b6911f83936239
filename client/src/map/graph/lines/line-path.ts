import type { Place } from '../place-boxes.ts';
import type { Rectangle } from './rectangles.ts';

/** A line as it is drawn. */
export interface Line {
  /** As the `d` of an SVG path; places are of the picture as a whole. */
  readonly path: string;
  readonly start: Place;
  readonly end: Place;
  /** It is nowhere outside of it. */
  readonly reach: Rectangle;
  /** Joined by straight lines, they are nowhere far from it. */
  readonly places: readonly Place[];
}

/** Down out of a box and down into another, without a corner. */
export function curveBetween(start: Place, end: Place): Line {
  const [first, second] = pullsOf(start, end);
  const path = `M${say(start)}C${say(first)} ${say(second)} ${say(end)}`;
  return {
    path,
    start,
    end,
    reach: reachOf([start, first, second, end]),
    places: [0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1].map((at) =>
      cubicAt([start, first, second, end], at),
    ),
  };
}

/** Places on that curve, near enough to each other to be joined by straight lines. */
export function alongCurve(start: Place, end: Place): readonly Place[] {
  const [first, second] = pullsOf(start, end);
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const steps = Math.min(200, Math.max(16, Math.ceil(length / 20)));
  return Array.from({ length: steps + 1 }, (_, at) =>
    cubicAt([start, first, second, end], at / steps),
  );
}

/** The curve turns down at both ends. */
function pullsOf(start: Place, end: Place): readonly [Place, Place] {
  const pull = Math.max(0, end.y - start.y) / 2;
  return [
    { x: start.x, y: start.y + pull },
    { x: end.x, y: end.y - pull },
  ];
}

function cubicAt([a, b, c, d]: readonly [Place, Place, Place, Place], at: number): Place {
  const rest = 1 - at;
  const [wa, wb, wc, wd] = [rest ** 3, 3 * rest * rest * at, 3 * rest * at * at, at ** 3];
  return {
    x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
    y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
  };
}

/**
 * A line through all places, its corners rounded.
 *
 * @param safe how far a corner may be cut without coming too near to what it goes around
 * @param isClear may a line be drawn there?
 */
export function lineThrough(
  way: readonly [Place, ...Place[], Place],
  safe: number,
  isClear: (from: Place, to: Place) => boolean,
): Line {
  const [start] = way;
  const end = way.at(-1) ?? start;
  let path = `M${say(start)}`;
  for (const [at, place] of way.entries()) {
    const [from, to] = [way[at - 1], way[at + 1]];
    if (from === undefined || to === undefined) continue;
    const most = Math.min(
      lengthOf(from, place) / (at === 1 ? 1 : 2),
      lengthOf(place, to) / (at === way.length - 2 ? 1 : 2),
    );
    const wide = [32, 20].find(
      (one) => one <= most && isCornerClear(from, place, to, one, isClear),
    );
    const cut = wide ?? Math.min(safe, most);
    path += `L${say(towards(place, from, cut))}Q${say(place)} ${say(towards(place, to, cut))}`;
  }
  return {
    path: `${path}L${say(end)}`,
    start,
    end,
    reach: reachOf(way),
    places: way,
  };
}

function isCornerClear(
  from: Place,
  corner: Place,
  to: Place,
  cut: number,
  isClear: (from: Place, to: Place) => boolean,
): boolean {
  const [start, end] = [towards(corner, from, cut), towards(corner, to, cut)];
  let last = start;
  for (let at = 1; at <= 8; at += 1) {
    const next = cubicAt(
      [start, towards(start, corner, cut * (2 / 3)), towards(end, corner, cut * (2 / 3)), end],
      at / 8,
    );
    if (!isClear(last, next)) return false;
    last = next;
  }
  return true;
}

function reachOf(places: readonly Place[]): Rectangle {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

function lengthOf(from: Place, to: Place): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function towards(from: Place, to: Place, by: number): Place {
  const length = lengthOf(from, to);
  if (length === 0) return from;
  return {
    x: from.x + ((to.x - from.x) * by) / length,
    y: from.y + ((to.y - from.y) * by) / length,
  };
}

function say({ x, y }: Place): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
