import { type FaultGraph, graphOf } from './fault-graph.ts';
import { type FaultModel, faultProblemText, type Gate } from './fault-model.ts';

/** The graph of a model that must be sound. */
export function soundGraph(model: FaultModel): FaultGraph {
  const result = graphOf(model);
  if (result.ok) return result.graph;
  throw new Error(result.problems.map(faultProblemText).join('\n'));
}

/**
 * A model of at most `most` events, with shared inputs, "at least", constants and cycles, as numbers
 * from anywhere choose: every list of them is one.
 */
export function modelOf(numbers: readonly number[], most = 10): FaultModel {
  let at = 0;
  const pick = (below: number): number => {
    const number = numbers[at] ?? 0;
    at += 1;
    return number % below;
  };
  const events = Array.from({ length: 1 + pick(most) }, (_, i) => ({
    id: `e${i}`,
    unavailability: pick(1_001) / 1_000,
  }));
  const gateIds = Array.from({ length: 1 + pick(9) }, (_, i) => `g${i}`);
  const names = [...events.map(({ id }) => id), ...gateIds];
  const gates = gateIds.map((id): Gate => {
    const inputs = Array.from({ length: 1 + pick(5) }, () => names[pick(names.length)] ?? 'e0');
    switch (pick(12)) {
      case 0:
        return { id, kind: 'constant', isFailed: pick(2) === 1 };
      case 1:
      case 2:
      case 3:
        return { id, kind: 'at-least', failed: 1 + pick(new Set(inputs).size), inputs };
      case 4:
      case 5:
      case 6:
      case 7:
        return { id, kind: 'and', inputs };
      default:
        return { id, kind: 'or', inputs };
    }
  });
  return { events, gates };
}

/** Which nodes are down when exactly the events of `failed` (bit by bit) have failed: by trying. */
export function downWith(graph: FaultGraph, failed: number): Uint8Array {
  const down = Uint8Array.from(graph.inputs, (_, node) =>
    node < graph.events.length && isIn(failed, node) ? 1 : 0,
  );
  for (let isChanging = true; isChanging;) {
    isChanging = false;
    for (let node = graph.events.length; node < down.length; node += 1) {
      if (down[node] === 1) continue;
      let count = 0;
      for (const input of graph.inputs[node] ?? []) count += down[input] ?? 0;
      if (count < (graph.needed[node] ?? 0)) continue;
      down[node] = 1;
      isChanging = true;
    }
  }
  return down;
}

/** Minimal cut sets of a node by trying all combinations, as bits. */
export function cutSetsByTrying(graph: FaultGraph, node: number): readonly number[] {
  const all = Array.from({ length: 1 << graph.events.length }, (_, failed) => failed);
  const cuts = new Set(all.filter((failed) => downWith(graph, failed)[node] === 1));
  return [...cuts].filter((failed) =>
    graph.events.every((_, event) => !isIn(failed, event) || !cuts.has(failed & ~(1 << event))),
  );
}

function isIn(bits: number, at: number): boolean {
  return ((bits >>> at) & 1) === 1;
}
