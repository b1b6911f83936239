import type { Place } from '../place-boxes.ts';
import type { Rectangle } from './rectangles.ts';
import { indexRectangles } from './rectangles.ts';
import { createQueue } from './queue.ts';
import { sightBetween } from './sight.ts';

export interface Ways {
  /** Where the shortest way bends, its ends among them; undefined where there is none. */
  between(from: Place, to: Place): readonly Place[] | undefined;
}

/** Finds the shortest way around rectangles where there is one. Of two as long, that on the left. */
export function waysAround(rectangles: readonly Rectangle[]): Ways {
  const sight = sightBetween(rectangles);
  const index = indexRectangles(rectangles);
  const { spots } = sight;
  const costs = new Float64Array(spots.length);
  const before = new Int32Array(spots.length);
  const reached = new Uint32Array(spots.length);
  const done = new Uint32Array(spots.length);
  const ends = new Uint32Array(spots.length);
  let call = 0;
  const seen = new Map<string, readonly number[] | undefined>();
  const seenFrom = (place: Place): readonly number[] | undefined => {
    const key = `${place.x} ${place.y}`;
    if (!seen.has(key)) seen.set(key, sight.from(place));
    return seen.get(key);
  };

  return {
    between(from, to) {
      const starts = seenFrom(from);
      const targets = seenFrom(to);
      if (starts === undefined || targets === undefined) return undefined;
      if (index.isClear(from, to)) return [from, to];
      call += 1;
      for (const number of targets) ends[number] = call;
      const queue = createQueue();
      let best = Number.POSITIVE_INFINITY;
      let last = -1;
      const reach = (number: number, cost: number, by: number): void => {
        const spot = spots[number];
        if (spot === undefined || done[number] === call) return;
        if (reached[number] === call && (costs[number] ?? 0) <= cost) return;
        reached[number] = call;
        costs[number] = cost;
        before[number] = by;
        queue.add(number, cost + distance(spot, to));
      };
      for (const number of starts) {
        const spot = spots[number];
        if (spot !== undefined) reach(number, costOf(from, spot), -1);
      }
      for (let next = queue.take(); next !== undefined; next = queue.take()) {
        const { item, rank } = next;
        if (rank >= best) break;
        const spot = spots[item];
        if (spot === undefined || done[item] === call) continue;
        done[item] = call;
        const cost = costs[item] ?? 0;
        if (ends[item] === call && cost + costOf(spot, to) < best) {
          best = cost + costOf(spot, to);
          last = item;
        }
        for (const one of sight.fromSpot(item)) {
          const other = spots[one];
          if (other !== undefined) reach(one, cost + costOf(spot, other), item);
        }
      }
      if (last < 0) return undefined;
      const way: Place[] = [to];
      for (let at = last; at >= 0; at = before[at] ?? -1) {
        const spot = spots[at];
        if (spot !== undefined) way.push({ x: spot.x, y: spot.y });
      }
      way.push(from);
      return withoutStraight(way.toReversed());
    },
  };
}

function distance(from: Place, to: Place): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Never below the distance, and a hair more the further to the right and below. */
function costOf(from: Place, to: Place): number {
  const side = from.x + to.x + (from.y + to.y) * 0.37;
  return distance(from, to) * (1 + Math.max(0, 1e6 + side) * 1e-9);
}

/** Places where it does not bend are no places of a way. */
function withoutStraight(way: readonly Place[]): readonly Place[] {
  const kept: Place[] = [];
  way.forEach((place, at) => {
    const last = kept.at(-1);
    const next = way[at + 1];
    if (last !== undefined && next !== undefined) {
      const [ax, ay] = [place.x - last.x, place.y - last.y];
      const [bx, by] = [next.x - place.x, next.y - place.y];
      if (Math.abs(ax * by - ay * bx) < 1e-6 * Math.hypot(ax, ay) * Math.hypot(bx, by)) return;
    }
    kept.push(place);
  });
  return kept;
}
