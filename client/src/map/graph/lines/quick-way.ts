import type { Place } from '../place-boxes.ts';
import type { Rectangle, RectangleIndex } from './rectangles.ts';

/** More of them in all, or around one, and the shortest way is looked for instead. */
const most = { detours: 400, aroundOne: 4, deep: 3 } as const;

/**
 * Goes straight towards the end, and around each rectangle that stands there on the shorter side.
 * That takes no longer where there are thousands more of them elsewhere. Undefined where it leads
 * nowhere: that does not say that there is no way.
 */
export function quickWay(
  from: Place,
  to: Place,
  rectangles: readonly Rectangle[],
  index: RectangleIndex,
): readonly Place[] | undefined {
  let left: number = most.detours;

  function go(start: Place, end: Place, deep: number): readonly Place[] | undefined {
    const way = [start];
    const met = new Map<number, number>();
    for (let at = start; ;) {
      const hit = index.firstHit(at, end);
      if (hit === undefined) return [...way, end];
      const times = (met.get(hit.number) ?? 0) + 1;
      met.set(hit.number, times);
      left -= 1;
      if (left < 0 || times > most.aroundOne) return undefined;
      const free = aroundOne(at, end, rectangles[hit.number], hit.isFromSide).filter((corners) =>
        corners.every((corner) => index.isFree(corner)),
      );
      // Come back to it, it tries the other side.
      const [near, far] = free[(times - 1) % Math.max(1, free.length)] ?? [];
      if (near === undefined || far === undefined || !index.isClear(near, far)) return undefined;
      const first = index.isClear(at, near)
        ? [near]
        : deep >= most.deep
          ? undefined
          : go(at, near, deep + 1)?.slice(1);
      if (first === undefined) return undefined;
      way.push(...first, far);
      at = far;
    }
  }

  if (!index.isFree(from) || !index.isFree(to)) return undefined;
  const way = go(from, to, 0);
  return way === undefined ? undefined : tightened(way, index);
}

/** Two corners to the one side and to the other, the shorter first; of equals that left or above. */
function aroundOne(
  from: Place,
  to: Place,
  one: Rectangle | undefined,
  isFromSide: boolean,
): readonly (readonly [Place, Place])[] {
  if (one === undefined) return [];
  const { left, top, right, bottom } = one;
  const [x1, x2] = from.x <= (left + right) / 2 ? [left, right] : [right, left];
  const [y1, y2] = from.y <= (top + bottom) / 2 ? [top, bottom] : [bottom, top];
  const sides: readonly (readonly [Place, Place])[] = isFromSide
    ? [top, bottom].map((y) => [
        { x: x1, y },
        { x: x2, y },
      ])
    : [left, right].map((x) => [
        { x, y: y1 },
        { x, y: y2 },
      ]);
  return sides
    .map((corners) => ({ corners, length: lengthOf([from, ...corners, to]) }))
    .toSorted((a, b) => (Math.abs(a.length - b.length) < 1e-6 ? 0 : a.length - b.length))
    .map(({ corners }) => corners);
}

function lengthOf(way: readonly Place[]): number {
  return way.reduce((sum, place, at) => {
    const last = way[at - 1] ?? place;
    return sum + Math.hypot(place.x - last.x, place.y - last.y);
  }, 0);
}

/** Leaves out what it can go past straight on. */
function tightened(way: readonly Place[], index: RectangleIndex): readonly Place[] {
  const kept: Place[] = [];
  for (const place of way) {
    for (let before = kept.at(-2); before !== undefined; before = kept.at(-2)) {
      if (!index.isClear(before, place)) break;
      kept.pop();
    }
    kept.push(place);
  }
  return kept;
}
