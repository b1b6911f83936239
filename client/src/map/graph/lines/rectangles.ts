import type { Place } from '../place-boxes.ts';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a straight line comes into a rectangle. */
export interface Hit {
  readonly number: number;
  /** Through the left or right edge; otherwise through the upper or lower one. */
  readonly isFromSide: boolean;
}

export interface RectangleIndex {
  /** Does a straight line pass through the inside of none but those two? */
  isClear(from: Place, to: Place, but?: readonly [number, number]): boolean;
  /** The first that it passes through. */
  firstHit(from: Place, to: Place): Hit | undefined;
  /** Lies a place in the inside of none? */
  isFree(place: Place): boolean;
}

export function widened({ left, top, right, bottom }: Rectangle, by: number): Rectangle {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** About as large as a box: most lookups then meet few of them. */
const tile = { width: 256, height: 96 } as const;
/** More tiles aside than any picture has. */
const stride = 1 << 20;
const hair = 1e-6;

/** Finds quickly what lies on a straight line. */
export function indexRectangles(rectangles: readonly Rectangle[]): RectangleIndex {
  const tiles = new Map<number, number[]>();
  rectangles.forEach(({ left, top, right, bottom }, at) => {
    for (let row = tileOf(top, tile.height); row <= tileOf(bottom, tile.height); row += 1) {
      for (
        let column = tileOf(left, tile.width);
        column <= tileOf(right, tile.width);
        column += 1
      ) {
        const key = row * stride + column;
        const here = tiles.get(key);
        if (here === undefined) tiles.set(key, [at]);
        else here.push(at);
      }
    }
  });

  /** Goes along a line, tile by tile, until `visit` of one and of the way so far says to stop. */
  function along(
    from: Place,
    to: Place,
    visit: (number: number) => boolean,
    isEnough?: (share: number) => boolean,
  ): void {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const isDown = dy >= 0;
    const [firstRow, lastRow] = [tileOf(from.y, tile.height), tileOf(to.y, tile.height)];
    const rows = Math.abs(lastRow - firstRow);
    for (let step = 0; step <= rows; step += 1) {
      const row = isDown ? firstRow + step : firstRow - step;
      const [top, bottom] = [row * tile.height, (row + 1) * tile.height];
      const start = dy === 0 ? 0 : clamp(((isDown ? top : bottom) - from.y) / dy);
      const end = dy === 0 ? 1 : clamp(((isDown ? bottom : top) - from.y) / dy);
      const [startX, endX] = [from.x + dx * start, from.x + dx * end];
      const last = tileOf(Math.max(startX, endX), tile.width);
      for (let column = tileOf(Math.min(startX, endX), tile.width); column <= last; column += 1)
        for (const at of tiles.get(row * stride + column) ?? []) if (visit(at)) return;
      if (isEnough?.(end) === true) return;
    }
  }

  return {
    isClear(from, to, but) {
      let isClear = true;
      along(from, to, (at) => {
        const one = rectangles[at];
        if (one === undefined || at === but?.[0] || at === but?.[1]) return false;
        isClear = crossing(one, from, to) === undefined;
        return !isClear;
      });
      return isClear;
    },
    firstHit(from, to) {
      let share = Number.POSITIVE_INFINITY;
      let hit: Hit | undefined;
      along(
        from,
        to,
        (number) => {
          const one = rectangles[number];
          const found = one === undefined ? undefined : crossing(one, from, to);
          if (found === undefined || found.share >= share) return false;
          share = found.share;
          hit = { number, isFromSide: found.isFromSide };
          return false;
        },
        (done) => share <= done,
      );
      return hit;
    },
    isFree({ x, y }) {
      const key = tileOf(y, tile.height) * stride + tileOf(x, tile.width);
      return (tiles.get(key) ?? []).every((at) => {
        const one = rectangles[at];
        return (
          one === undefined ||
          x <= one.left + hair ||
          x >= one.right - hair ||
          y <= one.top + hair ||
          y >= one.bottom - hair
        );
      });
    },
  };
}

function tileOf(at: number, size: number): number {
  return Math.floor(at / size);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Does what joins the places by straight lines pass through the inside? */
export function passes(places: readonly Place[], through: Rectangle): boolean {
  return places.some((to, at) => {
    const from = places[at - 1];
    return from !== undefined && crossing(through, from, to) !== undefined;
  });
}

/** Where a straight line comes into the inside. Touching an edge is not coming in. */
function crossing(
  { left, top, right, bottom }: Rectangle,
  from: Place,
  to: Place,
): { readonly share: number; readonly isFromSide: boolean } | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [x1, x2] = sharesOf(from.x, dx, left + hair, right - hair);
  const [y1, y2] = sharesOf(from.y, dy, top + hair, bottom - hair);
  const start = Math.max(0, x1, y1);
  return start < Math.min(1, x2, y2) ? { share: start, isFromSide: x1 > y1 } : undefined;
}

/** Between which shares of its way a line is between two values. */
function sharesOf(at: number, by: number, low: number, high: number): readonly [number, number] {
  if (by === 0) {
    const never = at <= low || at >= high;
    return never
      ? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }
  const [one, other] = [(low - at) / by, (high - at) / by];
  return one < other ? [one, other] : [other, one];
}
