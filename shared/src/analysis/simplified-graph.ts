import { coneOf, type FaultGraph } from './fault-graph.ts';

/** What one top rests on, with what does not matter taken out. Nodes are those of the graph. */
export interface SimplifiedGraph {
  /** A node; or what the top is whatever fails. */
  readonly top: number | 'never' | 'always';
  readonly eventCount: number;
  readonly inputs: (readonly number[])[];
  readonly needed: number[];
  /** Gates in the order of evaluation; gates of a cycle together. */
  readonly groups: readonly (readonly number[])[];
}

const neverDown = -1;
const alwaysDown = -2;

/**
 * Folds constants, passes gates of one input by, and takes ORs into ORs and ANDs into ANDs where
 * nothing else needs them (coalescing). The function of every event stays the same.
 */
export function simplified(graph: FaultGraph, top: number): SimplifiedGraph {
  const cone = coneOf(top, graph.inputs);
  const groups = graph.groups.filter(({ members }) => members.some((one) => cone.has(one)));
  const inputs = [...graph.inputs];
  const needed = [...graph.needed];
  const stands = Int32Array.from(inputs.keys());
  for (const { members, isCyclic } of groups) {
    for (const member of members) {
      const before = inputs[member] ?? [];
      const ins = before.map((input) => stands[input] ?? input);
      const kept = ins.filter((input) => input >= 0);
      const wanted = (needed[member] ?? 1) - ins.filter((input) => input === alwaysDown).length;
      const distinct = [...new Set(kept)];
      if (wanted === 1 || wanted === kept.length) {
        inputs[member] = distinct;
        needed[member] = wanted === 1 ? 1 : distinct.length;
      } else {
        // What stands for several inputs counts as often: then they stay.
        inputs[member] =
          distinct.length === kept.length
            ? distinct
            : before.filter((input) => (stands[input] ?? input) >= 0);
        needed[member] = wanted;
      }
      if (isCyclic) continue;
      if (wanted <= 0) stands[member] = alwaysDown;
      else if (wanted > kept.length) stands[member] = neverDown;
      else if (distinct.length === 1 && (wanted === 1 || wanted === kept.length))
        stands[member] = distinct[0] ?? neverDown;
    }
  }
  const standsForTop = stands[top] ?? top;
  if (standsForTop < 0)
    return {
      top: standsForTop === neverDown ? 'never' : 'always',
      eventCount: graph.events.length,
      inputs,
      needed,
      groups: [],
    };
  const isCyclic = new Uint8Array(inputs.length);
  for (const group of groups)
    if (group.isCyclic) for (const member of group.members) isCyclic[member] = 1;
  coalesce(
    standsForTop,
    graph.events.length,
    inputs,
    needed,
    groups.flatMap(({ members }) => members),
    isCyclic,
  );
  const rest = coneOf(standsForTop, inputs);
  return {
    top: standsForTop,
    eventCount: graph.events.length,
    inputs,
    needed,
    groups: groups
      .map(({ members }) => members.filter((member) => rest.has(member)))
      .filter((members) => members.length > 0),
  };
}

function coalesce(
  top: number,
  eventCount: number,
  inputs: (readonly number[])[],
  needed: number[],
  order: readonly number[],
  isCyclic: Uint8Array,
): void {
  const cone = coneOf(top, inputs);
  const users = userCounts(cone, inputs);
  const gone = new Set<number>();
  // From the top down: what is taken into another is not put together first, so a long chain costs
  // its length and not the square of it.
  for (const gate of order.toReversed()) {
    const ins = inputs[gate] ?? [];
    const isOr = needed[gate] === 1;
    if (gone.has(gate) || !cone.has(gate) || isCyclic[gate] === 1) continue;
    if (!isOr && needed[gate] !== ins.length) continue;
    const isAlike = (input: number): boolean =>
      input >= eventCount &&
      isCyclic[input] === 0 &&
      users[input] === 1 &&
      (isOr ? needed[input] === 1 : needed[input] === (inputs[input] ?? []).length);
    const taken = new Set<number>();
    const waiting = ins.toReversed();
    for (let input = waiting.pop(); input !== undefined; input = waiting.pop()) {
      if (!isAlike(input)) {
        taken.add(input);
        continue;
      }
      gone.add(input);
      for (const one of (inputs[input] ?? []).toReversed()) waiting.push(one);
    }
    inputs[gate] = [...taken];
    needed[gate] = isOr ? 1 : taken.size;
  }
}

/** How many gates of a set refer to each node. */
export function userCounts(
  nodes: Iterable<number>,
  inputs: readonly (readonly number[])[],
): Int32Array {
  const users = new Int32Array(inputs.length);
  for (const node of nodes)
    for (const input of inputs[node] ?? []) users[input] = (users[input] ?? 0) + 1;
  return users;
}
