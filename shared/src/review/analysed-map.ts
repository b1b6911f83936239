import { findProbability, type Probability } from '../analysis/diagram.ts';
import { graphOf } from '../analysis/fault-graph.ts';
import { mapFindings, type MapFinding } from '../analysis/findings.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodes } from '../analysis/map-node.ts';
import { createSingleFailures } from '../analysis/single-failures.ts';
import { runbooksByComponent, runbooksOf, usedRunbooks } from '../finding/linked-documents.ts';
import type { MapValue } from '../model/map-value.ts';
import type { Projection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';

/** Room for one component's diagram; beyond it there are bounds. */
const mostNodes = 300_000;

export interface AnalysedMap {
  readonly findings: readonly MapFinding[];
  /** Ids of components with an objective that there was no time for: nobody knows whether it is met. */
  readonly unknown: readonly string[];
}

/**
 * What the map shows to be wrong, worked out here and now; browsers ask their worker.
 *
 * @param on local day: people on leave then are away
 * @param isOver whether the time for objectives is over
 */
export function analyseMap(
  map: MapValue,
  projections: ReadonlyMap<DocumentName, Projection>,
  on: string,
  isOver: () => boolean,
): AnalysedMap {
  const result = graphOf(faultModelOf(map));
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  const { graph } = result;
  const byComponent = runbooksByComponent(usedRunbooks(projections));
  const unknown: string[] = [];
  const findings = mapFindings({
    map,
    graph,
    failures: createSingleFailures(graph),
    hasRunbook(id) {
      const component = map.components.get(id);
      return component !== undefined && runbooksOf(component, byComponent).length > 0;
    },
    probabilityOf(id): Probability | undefined {
      const found = isOver()
        ? undefined
        : findProbability(graph, mapNodes.component(id), { mostNodes, isOver });
      if (found === undefined) unknown.push(id);
      return found;
    },
    relays: [...projections.values()].flatMap((one) =>
      one.kind === 'workspace' ? one.relays : [],
    ),
    on,
  });
  return { findings, unknown };
}
