import { type FaultModel, type FaultProblem, faultProblems, type Gate } from './fault-model.ts';
import { strongComponents } from './strong-components.ts';

/**
 * A model by numbers: events are nodes 0 to `events.length - 1`, gates follow. Every gate is "down
 * from `needed` failed inputs on": 1 is an OR, all of them an AND, 0 is down always.
 */
export interface FaultGraph {
  readonly events: readonly string[];
  readonly gates: readonly string[];
  readonly nodes: ReadonlyMap<string, number>;
  /** Of each event; NaN where it is not known. */
  readonly unavailability: Float64Array;
  /** Of each node; events have none. */
  readonly inputs: readonly (readonly number[])[];
  readonly needed: readonly number[];
  /** Sets of gates that need each other, everything after what it needs. */
  readonly groups: readonly GateGroup[];
}

/** A gate, or all gates of a cycle. */
export interface GateGroup {
  readonly members: readonly number[];
  readonly isCyclic: boolean;
}

export type GraphResult =
  | { readonly ok: true; readonly graph: FaultGraph }
  | { readonly ok: false; readonly problems: readonly FaultProblem[] };

/** Numbers a model; of one that makes no sense, says why. */
export function graphOf(model: FaultModel): GraphResult {
  const problems = faultProblems(model);
  if (problems.length > 0) return { ok: false, problems };
  const nodes = new Map<string, number>();
  for (const { id } of [...model.events, ...model.gates]) nodes.set(id, nodes.size);
  const inputs: (readonly number[])[] = model.events.map(() => []);
  const needed = model.events.map(() => 0);
  for (const gate of model.gates) {
    const distinct = inputNumbers(gate, (id) => nodes.get(id));
    inputs.push(distinct);
    needed.push(neededOf(gate, distinct.length));
  }
  const first = model.events.length;
  return {
    ok: true,
    graph: {
      events: model.events.map(({ id }) => id),
      gates: model.gates.map(({ id }) => id),
      nodes,
      unavailability: Float64Array.from(model.events, (event) => event.unavailability ?? NaN),
      inputs,
      needed,
      groups: gateGroups(inputs, (node) => node >= first),
    },
  };
}

/** The different inputs of a gate, by number. */
export function inputNumbers(
  gate: Gate,
  numberOf: (id: string) => number | undefined,
): readonly number[] {
  if (gate.kind === 'constant') return [];
  const numbers = new Set<number>();
  for (const id of gate.inputs) {
    const node = numberOf(id);
    if (node !== undefined) numbers.add(node);
  }
  return [...numbers];
}

/** From how many failed inputs on a gate is down; one more than there are: never. */
export function neededOf(gate: Gate, inputs: number): number {
  switch (gate.kind) {
    case 'or':
      return 1;
    case 'and':
      return inputs;
    case 'at-least':
      return gate.failed;
    case 'constant':
      return gate.isFailed ? 0 : inputs + 1;
  }
}

/** Gates in the order of their evaluation; those of a cycle together. */
export function gateGroups(
  inputs: readonly (readonly number[])[],
  isGate: (node: number) => boolean,
): readonly GateGroup[] {
  return strongComponents(inputs.length, (node) => inputs[node] ?? [])
    .filter(([first]) => first !== undefined && isGate(first))
    .map((members) => ({ members, isCyclic: isCyclic(members, inputs) }));
}

function isCyclic(members: readonly number[], inputs: readonly (readonly number[])[]): boolean {
  const [first] = members;
  if (members.length !== 1 || first === undefined) return true;
  return inputs[first]?.includes(first) ?? false;
}

/** All nodes that a node rests on, itself included. */
export function coneOf(top: number, inputs: readonly (readonly number[])[]): ReadonlySet<number> {
  const cone = new Set([top]);
  for (const node of cone) for (const input of inputs[node] ?? []) cone.add(input);
  return cone;
}
