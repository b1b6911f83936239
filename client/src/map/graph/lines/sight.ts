import type { Place } from '../place-boxes.ts';
import { freeSpaceAround } from './free-space.ts';
import type { Rectangle } from './rectangles.ts';

/** A corner that a way may bend around. */
export interface Spot extends Place {
  /** Of the diagonal that touches the corner from outside: 1 falls to the right, -1 rises. */
  readonly slope: 1 | -1;
}
export interface Sight {
  readonly spots: readonly Spot[];
  /** Numbers of the spots that a short way may go to from there; undefined where nothing is free. */
  from(place: Place): readonly number[] | undefined;
  fromSpot(number: number): readonly number[];
}

/** What is still seen of the edge of a cell. */
interface Beam {
  readonly cell: number;
  readonly isDown: boolean;
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

const hair = 1e-7;

/** What sees what between rectangles. Worked out where it is asked for, and kept. */
export function sightBetween(rectangles: readonly Rectangle[]): Sight {
  const space = freeSpaceAround(rectangles);
  const spots: Spot[] = [];
  const inCell: number[][] = space.cells.map(() => []);
  for (const { left, top, right, bottom } of rectangles) {
    for (const spot of [
      { x: left, y: top, slope: -1 },
      { x: right, y: top, slope: 1 },
      { x: left, y: bottom, slope: 1 },
      { x: right, y: bottom, slope: -1 },
    ] as const) {
      const cells = space.at(spot.x, spot.y);
      if (cells.length === 0) continue;
      for (const cell of cells) inCell[cell]?.push(spots.length);
      spots.push(spot);
    }
  }
  const marks = new Uint32Array(spots.length);
  let mark = 0;

  function look(place: Place, slope: Spot['slope'] | undefined): readonly number[] | undefined {
    const here = space.at(place.x, place.y);
    if (here.length === 0) return undefined;
    mark += 1;
    const found: number[] = [];
    const take = (number: number): void => {
      const spot = spots[number];
      if (spot === undefined || marks[number] === mark) return;
      marks[number] = mark;
      // A shortest way bends around corners only: it touches both that it goes between.
      const turn = (spot.x - place.x) * (spot.y - place.y);
      if (turn * spot.slope < 0 || (slope !== undefined && turn * slope < 0)) return;
      if (spot.x !== place.x || spot.y !== place.y) found.push(number);
    };
    const beams: Beam[] = [];
    const open = (from: number, isDown: boolean, left: number, right: number): void => {
      const cell = space.cells[from];
      if (cell === undefined) return;
      const y = isDown ? cell.bottom : cell.top;
      for (const next of isDown ? cell.below : cell.above) {
        const beyond = space.cells[next];
        if (beyond === undefined) continue;
        const seen = {
          left: Math.max(left, cell.left, beyond.left),
          right: Math.min(right, cell.right, beyond.right),
        };
        if (seen.left <= seen.right + hair) beams.push({ cell: next, isDown, y, ...seen });
      }
    };
    for (const number of here) {
      const cell = space.cells[number];
      if (cell === undefined) continue;
      for (const spot of inCell[number] ?? []) take(spot);
      if (place.y < cell.bottom) open(number, true, cell.left, cell.right);
      if (place.y > cell.top) open(number, false, cell.left, cell.right);
    }
    for (let beam = beams.pop(); beam !== undefined; beam = beams.pop()) {
      const cell = space.cells[beam.cell];
      if (cell === undefined) continue;
      const depth = beam.y - place.y;
      for (const number of inCell[beam.cell] ?? []) {
        const spot = spots[number];
        if (spot === undefined) continue;
        const x = place.x + ((spot.x - place.x) * depth) / (spot.y - place.y);
        if (x >= beam.left - hair && x <= beam.right + hair) take(number);
      }
      const grown = ((beam.isDown ? cell.bottom : cell.top) - place.y) / depth;
      open(
        beam.cell,
        beam.isDown,
        place.x + (beam.left - place.x) * grown,
        place.x + (beam.right - place.x) * grown,
      );
    }
    return found;
  }

  const known: (readonly number[] | undefined)[] = [];
  return {
    spots,
    from: (place) => look(place, undefined),
    fromSpot(number) {
      const spot = spots[number];
      return (known[number] ??= spot === undefined ? [] : (look(spot, spot.slope) ?? []));
    },
  };
}
