import { searchCutSets, type CutSet } from '@holdfast/shared/analysis/cut-sets';
import type { FaultGraph } from '@holdfast/shared/analysis/fault-graph';
import { mapNodes } from '@holdfast/shared/analysis/map-node';
import { tierOf } from '@holdfast/shared/drilling/scenario-fit';
import type { MapValue } from '@holdfast/shared/model/map-value';

/** One component does not get all of the time. */
const mostSlices = 40;
const shownPairs = 20;
const order = 2;

/**
 * What two failures together take down, by component: of those with an objective or a tier, the most
 * important first, for as long as there is time. One that is not finished has none.
 */
export function pairsOf(
  map: MapValue,
  graph: FaultGraph,
  isOver: () => boolean,
): ReadonlyMap<string, readonly CutSet[]> {
  const cared = [...map.components.values()]
    .map((one) => ({
      id: one.id,
      tier: tierOf(one) ?? Infinity,
      hasObjective: Object.keys(one.objective).length > 0,
    }))
    .filter(({ tier, hasObjective }) => hasObjective || tier < Infinity)
    .sort((a, b) => a.tier - b.tier || (a.id < b.id ? -1 : 1));
  const found = new Map<string, readonly CutSet[]>();
  for (const { id } of cared) {
    const top = mapNodes.component(id);
    if (isOver() || !graph.nodes.has(top)) continue;
    const search = searchCutSets(graph, top, { order });
    let isDone = false;
    for (let slice = 0; slice < mostSlices && !isDone && !isOver(); slice += 1)
      isDone = search.advance(1);
    if (!isDone) continue;
    const { sets } = search.result().list({ limit: shownPairs });
    const pairs = sets.filter(({ events }) => events.length === order);
    if (pairs.length > 0) found.set(id, pairs);
  }
  return found;
}
