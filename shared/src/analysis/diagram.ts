import type { FaultGraph } from './fault-graph.ts';
import { type ModuleFunction, moduleFunction } from './module-function.ts';
import { findModules, type Module, type Modules } from './modules.ts';
import { boundsOfGates, type Interval, moduleBounds } from './probability-bounds.ts';
import { type SimplifiedGraph, simplified } from './simplified-graph.ts';

/** How likely a top is to be down, and what the number is worth: one is never shown without the other. */
export interface Probability {
  readonly value: number;
  /**
   * `exact`: of the model, to rounding. `upper bound`: it is at most this. `lower bound`: it is at
   * least this; the rest is not known or too large to work out.
   */
  readonly kind: 'exact' | 'upper bound' | 'lower bound';
  /** It is between these two; both are the value where it is exact. */
  readonly lower: number;
  readonly upper: number;
  /** Ids of the events that matter and have no number: never down for `lower`, always for `upper`. */
  readonly unknown: readonly string[];
  /**
   * What each event matters, most critical first; undefined where the diagram did not fit. Events
   * without a number count as never down.
   */
  readonly importance: readonly Importance[] | undefined;
}

export interface Importance {
  readonly event: string;
  /** Birnbaum: how much more likely the top is to be down when the event is, than when it is not. */
  readonly birnbaum: number;
  /** Fussell-Vesely: the part of the top's unavailability that would go if the event never happened. */
  readonly fussellVesely: number;
  /** Risk achievement worth: how many times likelier the top is to be down when the event is sure. */
  readonly raw: number;
  /** Risk reduction worth: how many times less likely it is when the event never happens. */
  readonly rrw: number;
}

export interface ProbabilityOptions {
  /** The most nodes of one module's diagram, some 25 bytes each. */
  readonly mostNodes?: number | undefined;
}

/** Whoever drives it has the clock. Until it is done, there are bounds. */
export interface ProbabilitySearch {
  /** Works for about `slices` of some milliseconds; true when it is done. */
  advance(slices: number): boolean;
  /** Undefined until it is done. */
  result(): Probability | undefined;
  /** What the gates alone say of what is not worked out yet: at once, and crude. */
  bounds(): Probability;
}

const defaultMostNodes = 6_000_000;
/** Cut sets that only bound are not worth as much. */
const mostBoundNodes = 500_000;

/** Works out how likely `top`, a gate or event of the graph, is to be down. */
export function searchProbability(
  graph: FaultGraph,
  top: string,
  { mostNodes = defaultMostNodes }: ProbabilityOptions = {},
): ProbabilitySearch {
  const node = graph.nodes.get(top);
  if (node === undefined) throw new RangeError(`${top} is not in the model`);
  const work = workOf(graph, node);
  const running = probabilityOf(work, mostNodes);
  let found: Probability | undefined;
  return {
    advance(slices) {
      for (let slice = 0; slice < slices && found === undefined; slice += 1) {
        const next = running.next();
        if (next.done === true) found = next.value;
      }
      return found !== undefined;
    },
    result: () => found,
    bounds: () => found ?? boundsSoFar(work),
  };
}

/** Works to the end, or until `isOver`, which is asked every few milliseconds, says so: then there are bounds. */
export function findProbability(
  graph: FaultGraph,
  top: string,
  options: ProbabilityOptions & { readonly isOver?: (() => boolean) | undefined } = {},
): Probability {
  const search = searchProbability(graph, top, options);
  while (!search.advance(1)) if (options.isOver?.() === true) break;
  return search.bounds();
}

/** The parts of one top, and what is known of them so far. */
interface Work {
  readonly graph: FaultGraph;
  readonly simple: SimplifiedGraph;
  /** What is below is before what is above. */
  readonly modules: readonly Module[];
  readonly parts: Pick<Modules, 'inputs' | 'needed'>;
  /** Of events and of modules that are done. */
  readonly values: Map<number, Interval>;
}

function workOf(graph: FaultGraph, node: number): Work {
  const simple = simplified(graph, node);
  const { top } = simple;
  const isGate = typeof top !== 'string' && top >= simple.eventCount;
  const found = isGate ? findModules(simple, top) : undefined;
  return {
    graph,
    simple,
    modules: found?.modules ?? [],
    parts: found ?? { inputs: [], needed: [] },
    values: new Map(),
  };
}

const nothingKnown: Interval = { lower: 0, upper: 1 };

function valueOf({ graph, simple, values }: Work, variable: number): Interval {
  const known = values.get(variable);
  if (known !== undefined || variable >= simple.eventCount) return known ?? nothingKnown;
  const q = graph.unavailability[variable] ?? Number.NaN;
  return Number.isNaN(q) ? nothingKnown : { lower: q, upper: q };
}

function* probabilityOf(work: Work, mostNodes: number): Generator<undefined, Probability> {
  const { graph, simple, modules, parts, values } = work;
  const { top } = simple;
  const solved: Solved[] = [];
  let isWhole = true;
  for (const module of modules) {
    const of = module.variables.map((one) => valueOf(work, one));
    const result = yield* moduleFunction(module, parts, mostNodes);
    if (result === undefined) {
      isWhole = false;
      const most = Math.min(mostNodes, mostBoundNodes);
      values.set(module.root, yield* moduleBounds(module, parts, of, most));
      continue;
    }
    solved.push({ module, function: result });
    values.set(module.root, {
      lower: within(result.probability(Float64Array.from(of, ({ lower }) => lower))),
      upper: within(result.probability(Float64Array.from(of, ({ upper }) => upper))),
    });
  }
  if (typeof top === 'string') return certain(top === 'always' ? 1 : 0);
  return {
    ...told(work, valueOf(work, top)),
    importance: isWhole
      ? importances(graph, top, solved, (variable) => valueOf(work, variable))
      : undefined,
  };
}

/** Of what is not worked out, what the gates say. */
function boundsSoFar(work: Work): Probability {
  const { simple, modules, parts, values } = work;
  const { top } = simple;
  if (typeof top === 'string') return certain(top === 'always' ? 1 : 0);
  const all: Work = { ...work, values: new Map(values) };
  for (const module of modules) {
    if (all.values.has(module.root)) continue;
    const of = module.variables.map((one) => valueOf(all, one));
    all.values.set(module.root, boundsOfGates(module, parts, of));
  }
  return { ...told(work, valueOf(all, top)), importance: undefined };
}

/** A number with what it is worth, and the events that have none. */
function told(
  { graph, simple, modules }: Work,
  { lower, upper }: Interval,
): Omit<Probability, 'importance'> {
  const { top } = simple;
  const variables = new Set(modules.flatMap((module) => module.variables));
  if (typeof top !== 'string') variables.add(top);
  const unknown = [...variables].filter(
    (one) => one < simple.eventCount && Number.isNaN(graph.unavailability[one]),
  );
  return {
    ...labelled(within(lower), within(upper)),
    unknown: unknown.map((event) => graph.events[event] ?? ''),
  };
}

interface Solved {
  readonly module: Module;
  readonly function: ModuleFunction;
}

/** A bound from above is told where it says nearly as much as one from below: else it frightens. */
const worthTelling = 10;

export function labelled(
  lower: number,
  upper: number,
): Pick<Probability, 'value' | 'kind' | 'lower' | 'upper'> {
  if (lower === upper) return { value: lower, kind: 'exact', lower, upper };
  return lower > 0 && upper <= lower * worthTelling
    ? { value: upper, kind: 'upper bound', lower, upper }
    : { value: lower, kind: 'lower bound', lower, upper };
}

function certain(value: number): Probability {
  return { value, kind: 'exact', lower: value, upper: value, unknown: [], importance: [] };
}

function within(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}

/** From the top down: an event matters as much as it does to its module, times what that does. */
function importances(
  graph: FaultGraph,
  top: number,
  solved: readonly Solved[],
  valueAt: (variable: number) => Interval,
): readonly Importance[] {
  const matters = new Map<number, number>([[top, 1]]);
  for (const { module, function: of } of solved.toReversed()) {
    const weight = matters.get(module.root) ?? 0;
    const inputs = Float64Array.from(module.variables, (one) => valueAt(one).lower);
    of.derivatives(inputs).forEach((derivative, at) => {
      matters.set(module.variables[at] ?? -1, weight * derivative);
    });
  }
  const total = valueAt(top).lower;
  const found: Importance[] = [];
  for (const [node, birnbaum] of matters) {
    const event = graph.events[node];
    if (event === undefined) continue;
    const q = valueAt(node).lower;
    const rest = total - birnbaum * q;
    // So little is what rounding leaves of nothing.
    const without = rest > total * 1e-12 ? rest : 0;
    found.push({
      event,
      birnbaum,
      fussellVesely: total > 0 ? (birnbaum * q) / total : 0,
      raw: total > 0 ? (total + birnbaum * (1 - q)) / total : Number.POSITIVE_INFINITY,
      rrw: without > 0 ? total / without : Number.POSITIVE_INFINITY,
    });
  }
  return found.toSorted((a, b) => b.fussellVesely - a.fussellVesely || b.birnbaum - a.birnbaum);
}
