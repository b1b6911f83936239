import type { FaultGraph } from '@holdfast/shared/analysis/fault-graph';
import { graphOf } from '@holdfast/shared/analysis/fault-graph';
import type { FaultModel, Gate } from '@holdfast/shared/analysis/fault-model';
import {
  createSingleFailures,
  type SingleFailures,
} from '@holdfast/shared/analysis/single-failures';

/** Above this part of all gates, making everything anew is quicker than editing. */
const editedShare = 0.1;

/** A fault model that follows a map: what did not change is not worked out again. */
export interface LiveFaults {
  readonly graph: FaultGraph;
  readonly failures: SingleFailures;
}

interface Known extends LiveFaults {
  readonly gates: ReadonlyMap<string, Gate>;
  readonly events: ReadonlySet<string>;
}

/** @returns a function that takes each next model */
export function createLiveFaults(): (model: FaultModel) => LiveFaults {
  let known: Known | undefined;
  return (model) => {
    const result = graphOf(model);
    if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)));
    const { graph } = result;
    const gates = new Map(model.gates.map((gate) => [gate.id, gate]));
    const events = new Set(model.events.map(({ id }) => id));
    known = { graph, gates, events, failures: nextFailures(known, graph, gates, events) };
    return known;
  };
}

function nextFailures(
  known: Known | undefined,
  graph: FaultGraph,
  gates: ReadonlyMap<string, Gate>,
  events: ReadonlySet<string>,
): SingleFailures {
  if (known === undefined) return createSingleFailures(graph);
  const edited = [...gates.values()].filter((gate) => !isSame(known.gates.get(gate.id), gate));
  // What goes away would stay behind in the sets, and what turns from a gate into an event, too.
  const isGone =
    [...known.gates.keys()].some((id) => !gates.has(id)) ||
    [...known.events].some((id) => !events.has(id));
  if (isGone || edited.length > gates.size * editedShare) return createSingleFailures(graph);
  const newEvents = [...events].filter((id) => !known.events.has(id));
  known.failures.edit({ newEvents, gates: edited });
  return known.failures;
}

function isSame(a: Gate | undefined, b: Gate): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
