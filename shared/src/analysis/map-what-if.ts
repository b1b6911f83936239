import type { MapValue } from '../model/map-value.ts';
import { type BusFactorOptions, type KnowledgeLost, knowledgeLost } from './bus-factor.ts';
import type { FaultGraph } from './fault-graph.ts';
import { createFalls } from './fall.ts';
import { mapPath, type PathStep } from './map-explanation.ts';
import { mapNodeOf, mapNodes } from './map-node.ts';
import { createWhatIf } from './what-if.ts';

/** Ids of what is taken away. */
export interface Removed {
  readonly components?: Iterable<string> | undefined;
  readonly domains?: Iterable<string> | undefined;
  readonly people?: Iterable<string> | undefined;
}

export interface FallenComponent {
  readonly component: string;
  /** From the component to what was taken away, both included. */
  readonly path: readonly PathStep[];
}

export interface MapFallen extends KnowledgeLost {
  /** What is down then; the removed components are not among them. */
  readonly down: readonly FallenComponent[];
}

/** Answers "what if" for one map, as often as wanted: `graph` is that of `faultModelOf(map)`. */
export function createMapWhatIf(
  map: MapValue,
  graph: FaultGraph,
  options: BusFactorOptions = {},
): (removed: Removed) => MapFallen {
  const whatIf = createWhatIf(graph);
  const falls = createFalls(graph);
  return ({ components = [], domains = [], people = [] }) => {
    const leaving = new Set(people);
    const taken = [
      ...[...components].map(mapNodes.component),
      ...[...domains].map(mapNodes.domain),
      ...[...leaving].map(mapNodes.person),
    ];
    const fallen = whatIf.without(taken);
    const fall = falls.of(taken);
    const down = fallen.gates.flatMap((gate): readonly FallenComponent[] => {
      const node = mapNodeOf(gate);
      if (node?.of !== 'component' || node.is !== 'down') return [];
      return [{ component: node.id, path: mapPath(map, fall.pathTo(gate) ?? []) }];
    });
    const nobody: KnowledgeLost = { orphaned: [], lastPerson: [] };
    return { down, ...(leaving.size === 0 ? nobody : knowledgeLost(map, leaving, options)) };
  };
}
