import type { Rectangle } from './rectangles.ts';

/** A part of what is free between the rectangles, a rectangle itself. */
export interface Cell extends Rectangle {
  /** Numbers of those that it opens to. */
  readonly above: readonly number[];
  readonly below: readonly number[];
}
export interface FreeSpace {
  readonly cells: readonly Cell[];
  /** Numbers of those that a point lies in or at the edge of. */
  at(x: number, y: number): readonly number[];
}

interface Strip {
  readonly top: number;
  /** From the left. */
  readonly cells: readonly number[];
}
interface OpenCell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  bottom: number;
  readonly above: number[];
  readonly below: number[];
}

/** Further out than any picture reaches. */
const far = 1e7;
const hair = 1e-9;

/**
 * Cuts what is free between rectangles into cells, each as wide and then as high as it can be. A
 * straight line that leaves a cell upwards or downwards comes into another, or into a rectangle.
 */
export function freeSpaceAround(rectangles: readonly Rectangle[]): FreeSpace {
  const starts = new Map<number, Rectangle[]>();
  const levels = new Set<number>();
  for (const one of rectangles) {
    levels.add(one.top).add(one.bottom);
    const of = starts.get(one.top);
    if (of === undefined) starts.set(one.top, [one]);
    else of.push(one);
  }
  const cells: OpenCell[] = [];
  const strips: Strip[] = [];
  let active: Rectangle[] = [];
  let last: readonly number[] = [];
  for (const top of [-far, ...[...levels].toSorted((a, b) => a - b)]) {
    active = [...active.filter(({ bottom }) => bottom > top), ...(starts.get(top) ?? [])];
    active.sort((a, b) => a.left - b.left);
    for (const at of last) {
      const cell = cells[at];
      if (cell !== undefined) cell.bottom = top;
    }
    last = freeOf(active).map(([left, right]) => {
      const touching = last.filter((at) => overlaps(cells[at], left, right));
      const [same] = touching;
      const before = same === undefined ? undefined : cells[same];
      if (same !== undefined && before?.left === left && before.right === right) return same;
      cells.push({ left, right, top, bottom: far, above: touching, below: [] });
      for (const at of touching) cells[at]?.below.push(cells.length - 1);
      return cells.length - 1;
    });
    for (const at of last) {
      const cell = cells[at];
      if (cell !== undefined) cell.bottom = far;
    }
    strips.push({ top, cells: last });
  }

  function inStrip(strip: number, x: number, found: number[]): void {
    const of = strips[strip]?.cells ?? [];
    let [low, high] = [0, of.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cells[of[middle] ?? -1]?.right ?? far) < x) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < of.length; at += 1) {
      const number = of[at] ?? -1;
      if ((cells[number]?.left ?? far) > x) break;
      if (!found.includes(number)) found.push(number);
    }
  }

  return {
    cells,
    at(x, y) {
      let [low, high] = [0, strips.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((strips[middle]?.top ?? far) <= y) low = middle + 1;
        else high = middle;
      }
      const found: number[] = [];
      inStrip(low - 1, x, found);
      if (strips[low - 1]?.top === y) inStrip(low - 2, x, found);
      return found;
    },
  };
}

/** What is free between those of one height, from the left. */
function freeOf(sorted: readonly Rectangle[]): readonly (readonly [number, number])[] {
  const free: [number, number][] = [];
  let from = -far;
  for (const { left, right } of sorted) {
    if (left > from + hair) free.push([from, left]);
    from = Math.max(from, right);
  }
  free.push([from, far]);
  return free;
}

function overlaps(cell: OpenCell | undefined, left: number, right: number): boolean {
  return cell !== undefined && Math.min(cell.right, right) - Math.max(cell.left, left) > hair;
}
