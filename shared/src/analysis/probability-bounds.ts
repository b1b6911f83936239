import { buildCutSets } from './cut-set-build.ts';
import { createCutSetDiagram } from './cut-set-diagram.ts';
import { likeliestSets, weightOfAll } from './cut-set-list.ts';
import { full } from './diagram-table.ts';
import type { Module, Modules } from './modules.ts';

/** The least and the most that a probability can be. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Sets of this many members at most are looked for to bound from below. */
const listedOrder = 3;
const mostListed = 300;

/**
 * Bounds a module that is too large for a diagram, from intervals of its variables. From below: by
 * the union of its likeliest small cut sets (Bonferroni). From above: by all cut sets, where all fit,
 * as if they shared no event (the minimal cut upper bound). From both sides: by its gates, one by
 * one, as failures of a coherent tree only ever favour each other (Esary & Proschan).
 */
export function* moduleBounds(
  module: Module,
  parts: Pick<Modules, 'inputs' | 'needed'>,
  values: readonly Interval[],
  mostNodes: number,
): Generator<undefined, Interval> {
  let { lower, upper } = boundsOfGates(module, parts, values);
  const variables = new Map(module.variables.map((variable, at) => [variable, at]));
  const groups = module.groups.map((members) => ({
    members,
    isCyclic: members.length > 1 || members.some((one) => parts.inputs[one]?.includes(one)),
  }));
  for (const order of [listedOrder, Infinity]) {
    const diagram = createCutSetDiagram(mostNodes);
    const plan = { graph: parts, top: module.root, groups, variables, order };
    const family = yield* buildCutSets(diagram, plan);
    if (family === full) continue;
    const weights = values.map((value) => value.lower);
    const options = { weights, limit: mostListed, least: Number.MIN_VALUE };
    const sets = likeliestSets(diagram.table, family, options);
    lower = Math.max(
      lower,
      unionFromBelow(
        sets.map((set) => set.variables),
        weights,
      ),
    );
    if (order === Infinity) {
      const uppers = values.map((value) => value.upper);
      const powers = [1, 2, 3].map((power) =>
        weightOfAll(
          diagram.table,
          family,
          uppers.map((one) => one ** power),
        ),
      );
      upper = Math.min(upper, unionFromAbove(powers, Math.max(...uppers)));
    }
  }
  return { lower: Math.min(lower, upper), upper };
}

/**
 * One minus the product of one minus each set's weight, or a little more: the product's logarithm is
 * minus the sum of the weights, half the sum of their squares and so on. What comes after the cubes
 * is a geometric row at most. Never more than the sum of the weights (the rare-event approximation).
 */
function unionFromAbove(
  [sum = 0, squares = 0, cubes = 0]: readonly number[],
  largest: number,
): number {
  if (!(largest < 1)) return sum;
  return Math.min(sum, -Math.expm1(-(sum + squares / 2 + cubes / (3 * (1 - largest)))));
}

/** At least how likely one of some cut sets is: some sets of a union, each only where it adds more than what it shares with those before. */
export function unionFromBelow(
  sets: readonly (readonly number[])[],
  weights: readonly number[],
): number {
  const product = (of: Iterable<number>): number => {
    let all = 1;
    for (const variable of of) all *= weights[variable] ?? 0;
    return all;
  };
  const taken: (readonly number[])[] = [];
  let sum = 0;
  for (const set of sets) {
    let gain = product(set);
    for (const other of taken) gain -= product(new Set([...set, ...other]));
    if (!(gain > 0)) continue;
    taken.push(set);
    sum += gain;
  }
  return sum;
}

/** Bounds by the gates alone: at once, whatever the module. */
export function boundsOfGates(
  module: Module,
  { inputs, needed }: Pick<Modules, 'inputs' | 'needed'>,
  values: readonly Interval[],
): Interval {
  const { root, variables, groups } = module;
  const apart = createApart(module, inputs);
  const bounds = new Map<number, Interval>();
  variables.forEach((variable, at) => bounds.set(variable, values[at] ?? { lower: 0, upper: 1 }));
  const nothing: Interval = { lower: 0, upper: 0 };
  for (const members of groups) {
    // A cycle settles after as many rounds as it has gates, from nothing.
    for (const member of members) bounds.set(member, nothing);
    for (let round = 0; round < members.length; round += 1)
      for (const member of members) {
        const of = (inputs[member] ?? []).map((input) => bounds.get(input) ?? nothing);
        const wanted = needed[member] ?? 1;
        const found = gateBounds(of, wanted);
        const isAnd = wanted > 1 && wanted === of.length;
        bounds.set(
          member,
          isAnd ? { ...found, upper: Math.min(found.upper, allOf(apart(member), of)) } : found,
        );
      }
  }
  return bounds.get(root) ?? { lower: 0, upper: 1 };
}

/** All of an AND's inputs: those that share nothing are independent, of those that do, the least. */
function allOf(clusters: readonly (readonly number[])[], of: readonly Interval[]): number {
  return clusters.reduce(
    (product, places) => product * Math.min(...places.map((place) => of[place]?.upper ?? 1)),
    1,
  );
}

/** Of a gate: the places of its inputs, those together that rest on a variable in common. */
function createApart(
  { variables, groups }: Module,
  inputs: readonly (readonly number[])[],
): (gate: number) => readonly (readonly number[])[] {
  const bitOf = new Map(variables.map((variable, at) => [variable, at]));
  const words = Math.ceil(variables.length / 32);
  const cones = new Map<number, Uint32Array>();
  const coneOf = (node: number): Uint32Array => {
    const known = cones.get(node);
    if (known !== undefined) return known;
    const cone = new Uint32Array(words);
    const bit = bitOf.get(node);
    if (bit !== undefined) cone[bit >>> 5] = 1 << (bit & 31);
    cones.set(node, cone);
    return cone;
  };
  for (const members of groups) {
    const union = new Uint32Array(words);
    for (const member of members)
      for (const input of inputs[member] ?? [])
        coneOf(input).forEach((word, at) => {
          union[at] = (union[at] ?? 0) | word;
        });
    for (const member of members) cones.set(member, union);
  }
  return (gate) => {
    let clusters: { cone: Uint32Array; places: number[] }[] = [];
    (inputs[gate] ?? []).forEach((input, place) => {
      const cone = Uint32Array.from(coneOf(input));
      const places = [place];
      const others: typeof clusters = [];
      for (const other of clusters) {
        if (!other.cone.some((word, at) => (word & (cone[at] ?? 0)) !== 0)) {
          others.push(other);
          continue;
        }
        places.push(...other.places);
        other.cone.forEach((word, at) => {
          cone[at] = (cone[at] ?? 0) | word;
        });
      }
      clusters = [...others, { cone, places }];
    });
    return clusters.map(({ places }) => places);
  };
}

function gateBounds(inputs: readonly Interval[], needed: number): Interval {
  if (needed <= 0) return { lower: 1, upper: 1 };
  if (needed > inputs.length) return { lower: 0, upper: 0 };
  const lowers = inputs.map(({ lower }) => lower).toSorted((a, b) => b - a);
  const uppers = inputs.map(({ upper }) => upper).toSorted((a, b) => a - b);
  const lower = lowers.slice(0, needed).reduce((product, one) => product * one, 1);
  if (needed === 1) {
    const none = uppers.reduce((sum, one) => sum + Math.log1p(-one), 0);
    return { lower, upper: -Math.expm1(none) };
  }
  // Of any n - m + 1 inputs one at least fails; and on average m of all.
  const some = uppers.slice(0, inputs.length - needed + 1).reduce((sum, one) => sum + one, 0);
  const mean = uppers.reduce((sum, one) => sum + one, 0) / needed;
  return { lower, upper: Math.min(1, some, mean) };
}
