import { type BinaryDiagram, always, createBinaryDiagram, never } from './binary-diagram.ts';
import { full } from './diagram-table.ts';
import type { Module, Modules } from './modules.ts';
import { leavesInOrder } from './visiting-order.ts';

/**
 * How the probability of a module comes from those of its variables, exactly: a product of
 * independent ones, or a diagram.
 */
export interface ModuleFunction {
  /** Values of the variables, in their order. */
  probability(values: Float64Array): number;
  /** Its derivative by each variable: Birnbaum's importance. */
  derivatives(values: Float64Array): Float64Array;
  /** Nodes of its diagram. */
  readonly size: number;
}

const stepsBetweenPauses = 20_000;

/**
 * Orders of the variables that are tried one after the other, and which part of the nodes each may
 * use: what one makes a thousand times larger is often small with another.
 */
const tries = [
  { order: 'as written', part: 1 / 16 },
  { order: 'small first', part: 1 / 16 },
  { order: 'as written', part: 1 },
] as const;

/** The function of a module; undefined where its diagram is larger than `mostNodes`. Yields now and then. */
export function* moduleFunction(
  module: Module,
  { inputs, needed }: Pick<Modules, 'inputs' | 'needed'>,
  mostNodes: number,
): Generator<undefined, ModuleFunction | undefined> {
  const { root, variables, groups } = module;
  const ins = inputs[root] ?? [];
  if (groups.length === 1 && groups[0]?.length === 1 && !ins.includes(root)) {
    if (needed[root] === 1) return independentOr(variables.length);
    if (needed[root] === ins.length) return independentAnd(variables.length);
  }
  for (const { order, part } of tries) {
    const ordered = order === 'as written' ? inputs : smallFirst(module, inputs);
    const most = Math.max(2, Math.floor(mostNodes * part));
    const diagram = createBinaryDiagram(most);
    const placed = variablesOf(module, ordered);
    const top = yield* buildDiagram(diagram, { module, inputs: ordered, needed, placed });
    if (top === full) continue;
    const places = new Map(variables.map((variable, at) => [variable, at]));
    return diagramFunction(
      diagram,
      top,
      placed.map((variable) => places.get(variable) ?? 0),
    );
  }
  return undefined;
}

/** Inputs with little below them first. */
function smallFirst(
  { variables, groups }: Module,
  inputs: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const sizes = new Map(variables.map((variable) => [variable, 1]));
  const sorted = [...inputs];
  for (const gate of groups.flat()) {
    const ins = inputs[gate] ?? [];
    const sizeOf = (input: number): number => sizes.get(input) ?? 1;
    sorted[gate] = ins.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    sizes.set(
      gate,
      ins.reduce((sum, input) => sum + sizeOf(input), 1),
    );
  }
  return sorted;
}

/** Variables in the order in which a walk in depth meets them. */
function variablesOf(
  { root, variables }: Module,
  inputs: readonly (readonly number[])[],
): readonly number[] {
  const isVariable = new Set(variables);
  return leavesInOrder(root, (node) => (isVariable.has(node) ? [] : (inputs[node] ?? []))).filter(
    (node) => isVariable.has(node),
  );
}

interface DiagramPlan extends Pick<Modules, 'inputs' | 'needed'> {
  readonly module: Module;
  /** Variables in their order in the diagram. */
  readonly placed: readonly number[];
}

function* buildDiagram(
  diagram: BinaryDiagram,
  { module: { root, groups }, inputs, needed, placed }: DiagramPlan,
): Generator<undefined, number> {
  const functions = new Map<number, number>();
  for (const [at, variable] of placed.entries()) {
    const made = diagram.variable(at);
    if (made === full) return full;
    functions.set(variable, made);
  }

  function* settled(): Generator<undefined, number> {
    while (!diagram.advance(stepsBetweenPauses)) yield;
    return diagram.result();
  }

  function* gate(node: number): Generator<undefined, number> {
    const of = (inputs[node] ?? []).map((input) => functions.get(input) ?? never);
    const wanted = needed[node] ?? 1;
    if (wanted <= 0) return always;
    if (wanted > of.length) return never;
    // Ways to have 0, 1, … of the inputs from here on: never all the choices one by one.
    const ways = new Int32Array(wanted + 1);
    ways[0] = always;
    for (const [at, one] of [...of.entries()].toReversed()) {
      const most = Math.min(wanted, of.length - at);
      const least = Math.max(1, wanted - at);
      for (let count = most; count >= least; count -= 1) {
        diagram.and(one, ways[count - 1] ?? never);
        const withIt = yield* settled();
        if (withIt === full) return full;
        diagram.or(withIt, ways[count] ?? never);
        const either = yield* settled();
        if (either === full) return full;
        ways[count] = either;
      }
    }
    return ways[wanted] ?? never;
  }

  for (const members of groups) {
    const isCyclic =
      members.length > 1 || members.some((one) => inputs[one]?.includes(one) === true);
    if (isCyclic) for (const member of members) functions.set(member, never);
    for (let isChanging = true; isChanging;) {
      isChanging = false;
      for (const member of members) {
        const made = yield* gate(member);
        if (made === full) return full;
        isChanging ||= isCyclic && functions.get(member) !== made;
        functions.set(member, made);
      }
    }
  }
  return functions.get(root) ?? never;
}

/** `places`: of each variable of the diagram, where its value is. */
function diagramFunction(
  { table }: BinaryDiagram,
  root: number,
  places: readonly number[],
): ModuleFunction {
  const nodes = nodesUnder(root, table.lows, table.highs);
  const { lows, highs } = table;
  const placeOf = (node: number): number => places[table.variables[node] ?? 0] ?? 0;

  function probabilities(values: Float64Array): Float64Array {
    const of = new Float64Array(table.count);
    of[always] = 1;
    for (const node of nodes) {
      const q = values[placeOf(node)] ?? 0;
      of[node] = q * (of[highs[node] ?? 0] ?? 0) + (1 - q) * (of[lows[node] ?? 0] ?? 0);
    }
    return of;
  }

  return {
    size: nodes.length,
    probability: (values) => probabilities(values)[root] ?? 0,
    derivatives(values) {
      const of = probabilities(values);
      const reached = new Float64Array(table.count);
      const found = new Float64Array(places.length);
      reached[root] = 1;
      for (const node of nodes.toReversed()) {
        const variable = placeOf(node);
        const q = values[variable] ?? 0;
        const weight = reached[node] ?? 0;
        const low = lows[node] ?? 0;
        const high = highs[node] ?? 0;
        found[variable] = (found[variable] ?? 0) + weight * ((of[high] ?? 0) - (of[low] ?? 0));
        reached[low] = (reached[low] ?? 0) + weight * (1 - q);
        reached[high] = (reached[high] ?? 0) + weight * q;
      }
      return found;
    },
  };
}

/** Nodes of a diagram under one, without the ends, children first. */
function nodesUnder(root: number, lows: Int32Array, highs: Int32Array): readonly number[] {
  const seen = new Set([root]);
  for (const node of seen) {
    if (node <= always) continue;
    seen.add(lows[node] ?? 0);
    seen.add(highs[node] ?? 0);
  }
  seen.delete(never);
  seen.delete(always);
  return [...seen].toSorted((a, b) => a - b);
}

function independentAnd(count: number): ModuleFunction {
  return {
    size: count,
    probability: (values) => values.reduce((product, value) => product * value, 1),
    derivatives: (values) => productsOfOthers(values),
  };
}

function independentOr(count: number): ModuleFunction {
  return {
    size: count,
    // By logarithms, which keep the digits of what is hardly ever down.
    probability: (values) =>
      -Math.expm1(values.reduce((sum, value) => sum + Math.log1p(-value), 0)),
    derivatives: (values) => productsOfOthers(values.map((value) => 1 - value)),
  };
}

/** For each value the product of all others. */
function productsOfOthers(values: Float64Array): Float64Array {
  const products = new Float64Array(values.length);
  let before = 1;
  for (let at = 0; at < values.length; at += 1) {
    products[at] = before;
    before *= values[at] ?? 0;
  }
  let after = 1;
  for (let at = values.length - 1; at >= 0; at -= 1) {
    products[at] = (products[at] ?? 0) * after;
    after *= values[at] ?? 0;
  }
  return products;
}
