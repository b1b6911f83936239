import type { FaultGraph } from './fault-graph.ts';
import { createQueue, type Effort } from './fall-queue.ts';

/** A node that falls, and those whose fall makes it fall. */
export interface Reason {
  readonly node: string;
  /** So many of its inputs as must be down for it to be; none where it fails by itself. */
  readonly by: readonly string[];
  /** Where those are several: its other inputs that fall, too. */
  readonly also: readonly string[];
  /** How many different inputs it has. */
  readonly of: number;
  /** It is down whatever happens. */
  readonly isConstant: boolean;
}

/** How everything falls when some nodes fail at once. */
export interface Fall {
  has(node: string): boolean;
  /** Undefined where it does not fall. */
  reasonOf(node: string): Reason | undefined;
  /**
   * Whether it falls only because redundancy does: some gate that stands more than one failed input
   * is down on every way to it.
   */
  isThroughRedundancy(node: string): boolean;
  /** From `node` down to what fails: of several inputs, the one that takes the most to explain. */
  pathTo(node: string): readonly Reason[] | undefined;
}

export interface Falls {
  /**
   * @param until nothing need be known beyond this node
   * @returns with every node the least that explains it: first the fewest gates that stand more than
   *   one failure, then the fewest nodes, each counted as often as it is needed
   */
  of(failed: Iterable<string>, until?: string): Fall;
}

/**
 * Explains falls: every node rests on nodes that fell before it, so that no explanation goes round in
 * a circle. Knuth's generalization of Dijkstra's algorithm (1977), from what fails upwards:
 * O(n log n) of what falls, however large the rest is.
 */
export function createFalls(graph: FaultGraph): Falls {
  const ids = [...graph.events, ...graph.gates];
  const users: number[][] = ids.map(() => []);
  graph.inputs.forEach((inputs, node) => {
    for (const input of inputs) users[input]?.push(node);
  });
  const constants = ids.flatMap((_, node) =>
    node >= graph.events.length && (graph.needed[node] ?? 1) <= 0 ? [node] : [],
  );
  const nameOf = (node: number): string => ids[node] ?? '';

  return {
    of(failed, until) {
      const failedNodes = new Set([...failed].flatMap((id) => graph.nodes.get(id) ?? []));
      const efforts = new Map<number, Effort>();
      const by = new Map<number, number[]>();
      const queue = createQueue((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      const none: Effort = { gates: 0, nodes: 0 };
      for (const node of new Set([...failedNodes, ...constants])) queue.put(node, none);
      /** Goes on until it is known how this node falls; without one, how all do. */
      const run = (last?: number): void => {
        for (let next = queue.take(); next !== undefined; next = queue.take()) {
          const { node, effort } = next;
          if (efforts.has(node)) continue;
          efforts.set(node, effort);
          for (const user of users[node] ?? []) {
            const needed = graph.needed[user] ?? 1;
            const inputs = by.get(user) ?? [];
            if (inputs.length >= needed || efforts.has(user)) continue;
            inputs.push(node);
            by.set(user, inputs);
            if (inputs.length === needed) queue.put(user, effortOf(inputs, efforts));
          }
          if (node === last) return;
        }
      };
      run(until === undefined ? undefined : graph.nodes.get(until));

      const alsoOf = (gate: number, inputs: readonly number[]): readonly number[] => {
        if (inputs.length < 2) return [];
        run();
        const named = new Set(inputs);
        return (graph.inputs[gate] ?? []).filter(
          (input) => efforts.has(input) && !named.has(input),
        );
      };
      const reasonOf = (node: string): Reason | undefined => {
        const at = graph.nodes.get(node);
        if (at === undefined || !efforts.has(at)) return undefined;
        // What was taken away falls by that, whatever else would make it fall.
        const inputs = failedNodes.has(at) ? [] : (by.get(at) ?? []);
        const isConstant = inputs.length === 0 && !failedNodes.has(at);
        return {
          node,
          by: inputs.map(nameOf),
          also: alsoOf(at, inputs).map(nameOf),
          of: graph.inputs[at]?.length ?? 0,
          isConstant,
        };
      };
      /** They came in the order of what they take: the first of those that take the most. */
      const hardest = (by: readonly string[]): string | undefined => {
        const effortAt = (id: string | undefined): Effort =>
          efforts.get(graph.nodes.get(id ?? '') ?? -1) ?? none;
        const most = effortAt(by.at(-1));
        return by.find((id) => {
          const effort = effortAt(id);
          return effort.gates === most.gates && effort.nodes === most.nodes;
        });
      };

      return {
        has: (node) => efforts.has(graph.nodes.get(node) ?? -1),
        reasonOf,
        isThroughRedundancy: (node) => (efforts.get(graph.nodes.get(node) ?? -1)?.gates ?? 0) > 0,
        pathTo(node) {
          const path: Reason[] = [];
          for (let reason = reasonOf(node); reason !== undefined;) {
            path.push(reason);
            const next = hardest(reason.by);
            reason = next === undefined ? undefined : reasonOf(next);
          }
          return path.length === 0 ? undefined : path;
        },
      };
    },
  };
}

function effortOf(inputs: readonly number[], efforts: ReadonlyMap<number, Effort>): Effort {
  let gates = inputs.length > 1 ? 1 : 0;
  let nodes = 1;
  for (const input of inputs) {
    const effort = efforts.get(input);
    gates += effort?.gates ?? 0;
    nodes += effort?.nodes ?? 0;
  }
  return { gates, nodes };
}
