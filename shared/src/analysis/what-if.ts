import type { FaultGraph } from './fault-graph.ts';

/** What is down when some nodes are. */
export interface Fallen {
  /** Ids of gates that are down, and were not before; what was removed is not among them. */
  readonly gates: readonly string[];
}

/** Asks again and again what falls when any set of events and gates is taken away. */
export interface WhatIf {
  /** Of ids that are not in the model, nothing falls. */
  without(removed: Iterable<string>): Fallen;
}

/**
 * Failures are passed on to those who need them, each gate counting its failed inputs: as long as
 * what falls is small, it does not matter how large the rest is. Nothing falls without a first
 * failure, in cycles too.
 */
export function createWhatIf(graph: FaultGraph): WhatIf {
  const ids = [...graph.events, ...graph.gates];
  const users: number[][] = ids.map(() => []);
  graph.inputs.forEach((inputs, node) => {
    for (const input of inputs) users[input]?.push(node);
  });
  const constants = ids.flatMap((_, node) =>
    node >= graph.events.length && (graph.needed[node] ?? 1) <= 0 ? [node] : [],
  );
  const before = spread(constants, undefined);

  /** Everything that is down, with the input that made it fall. */
  function spread(
    from: readonly number[],
    known: ReadonlyMap<number, number | undefined> | undefined,
  ): ReadonlyMap<number, number | undefined> {
    const down = new Map<number, number | undefined>();
    const failed = new Map<number, number>();
    const isDown = (node: number): boolean => down.has(node) || known?.has(node) === true;
    for (const node of from) if (!isDown(node)) down.set(node, undefined);
    for (const node of down.keys()) {
      for (const user of users[node] ?? []) {
        if (isDown(user)) continue;
        const count = (failed.get(user) ?? already(user, known)) + 1;
        failed.set(user, count);
        if (count >= (graph.needed[user] ?? 1)) down.set(user, node);
      }
    }
    return down;
  }

  function already(
    node: number,
    known: ReadonlyMap<number, number | undefined> | undefined,
  ): number {
    if (known === undefined || known.size === 0) return 0;
    let count = 0;
    for (const input of graph.inputs[node] ?? []) if (known.has(input)) count += 1;
    return count;
  }

  return {
    without(removed) {
      const first = [...removed].flatMap((id) => graph.nodes.get(id) ?? []);
      const down = spread(first, before);
      const gates: string[] = [];
      for (const [node, cause] of down) if (cause !== undefined) gates.push(ids[node] ?? '');
      return { gates };
    },
  };
}
