import { buildCutSets } from './cut-set-build.ts';
import { createCutSetDiagram } from './cut-set-diagram.ts';
import { countBySize, likeliestSets } from './cut-set-list.ts';
import { emptySet, noSet } from './cut-set-steps.ts';
import { type DiagramTable, full } from './diagram-table.ts';
import { coneOf, type FaultGraph } from './fault-graph.ts';
import { leavesInOrder } from './visiting-order.ts';

export interface CutSetOptions {
  /** The most members of a cut set that is looked for; `Infinity` for all. */
  readonly order: number;
  /** The most nodes of the diagram, some 30 bytes each. */
  readonly mostNodes?: number | undefined;
}

/** Minimal cut sets of one top: smallest sets of events that take it down together. */
export interface CutSets {
  /** Everything up to this order is known; 0: nothing yet. */
  readonly completeTo: number;
  /** All that was asked for is known. Where not, larger sets may exist: never say "none". */
  readonly isComplete: boolean;
  /** Why it is incomplete: not done yet, or no room. */
  readonly unfinished?: 'stopped' | 'too-large' | undefined;
  /** Down although nothing failed: its only cut set is the empty one. */
  readonly isAlwaysDown: boolean;
  /** How many there are of each order up to `completeTo`, from order 1 on. */
  readonly counts: readonly bigint[];
  /** The likeliest first, as far as `completeTo`. */
  list(limits: ListLimits): CutSetList;
}

export interface ListLimits {
  /** The most sets. */
  readonly limit: number;
  /** Sets less likely than this are left out, and counted. */
  readonly leastProbability?: number | undefined;
}

export interface CutSet {
  /** Ids of events. */
  readonly events: readonly string[];
  /** Product of their unavailabilities; absent where one of them is not known. */
  readonly probability?: number | undefined;
}

export interface CutSetList {
  readonly sets: readonly CutSet[];
  /** How many more there are, up to the order that is known. */
  readonly omitted: bigint;
}

/**
 * A search that can be told to go on, looked into and left at any time: whoever drives it has the
 * clock, and shows what is known so far.
 */
export interface CutSetSearch {
  /** Works for about `slices` of some milliseconds; true when there is no more to do. */
  advance(slices: number): boolean;
  /** What is known now. */
  result(): CutSets;
}

const defaultMostNodes = 4_000_000;
/** Where somebody does not know an unavailability, sets are ordered as if it were this. */
const assumedUnavailability = 1e-3;

interface Found {
  readonly order: number;
  readonly diagram: ReturnType<typeof createCutSetDiagram>;
  readonly family: number;
  /** By variable. */
  readonly events: readonly number[];
  /** From order 1 on. */
  readonly counts: readonly bigint[];
}

/** Looks for the minimal cut sets of `top`, a gate or event of the graph; order by order. */
export function searchCutSets(
  graph: FaultGraph,
  top: string,
  { order, mostNodes = defaultMostNodes }: CutSetOptions,
): CutSetSearch {
  const node = graph.nodes.get(top);
  if (node === undefined) throw new RangeError(`${top} is not in the model`);
  const cone = coneOf(node, graph.inputs);
  const groups = graph.groups.filter(({ members }) => members.some((one) => cone.has(one)));
  const events = leavesInOrder(node, (one) => graph.inputs[one] ?? []).filter(
    (one) => one < graph.events.length,
  );
  const found: Found[] = [];
  const alone = new Set<number>();
  let end: 'none' | 'whole' | 'too-large' = 'none';

  function* work(): Generator<undefined, undefined> {
    for (const wanted of ordersUpTo(order)) {
      const variables = new Map<number, number>();
      // What takes the top down alone is in no larger set: as if it never failed.
      for (const event of events) if (!alone.has(event)) variables.set(event, variables.size);
      const diagram = createCutSetDiagram(mostNodes);
      const plan = { graph, top: node ?? 0, groups, variables, order: wanted };
      const family = yield* buildCutSets(diagram, plan);
      if (family === full) {
        end = 'too-large';
        return;
      }
      const ofVariable = [...variables.keys()];
      if (wanted === 1) {
        const { variables: at, lows } = diagram.table;
        for (let set = family; set > emptySet; set = lows[set] ?? noSet)
          alone.add(ofVariable[at[set] ?? 0] ?? -1);
      }
      const counts = countsOf(diagram.table, family, wanted, alone.size);
      found.push({ order: wanted, diagram, family, events: ofVariable, counts });
      if (family === emptySet) break;
    }
    end = 'whole';
  }

  const running = work();

  function result(): CutSets {
    const last = found.at(-1);
    const isAlwaysDown = last?.family === emptySet;
    const isComplete = end === 'whole';
    return {
      completeTo: isComplete ? order : (last?.order ?? 0),
      isComplete,
      unfinished: isComplete ? undefined : end === 'none' ? 'stopped' : 'too-large',
      isAlwaysDown,
      counts: last?.counts ?? [],
      list: (limits) => list(last, limits),
    };
  }

  function list(last: Found | undefined, limits: ListLimits): CutSetList {
    if (last === undefined) return { sets: [], omitted: 0n };
    if (last.family === emptySet) return { sets: [{ events: [], probability: 1 }], omitted: 0n };
    const ofVariable = last.events;
    const weigh = (event: number): number => {
      const q = graph.unavailability[event] ?? Number.NaN;
      return Number.isNaN(q) ? assumedUnavailability : q;
    };
    const weights = ofVariable.map(weigh);
    const { limit, leastProbability: least = 0 } = limits;
    const larger = likeliestSets(last.diagram.table, last.family, { weights, limit, least });
    const total = last.counts.reduce((sum, count) => sum + count, 0n);
    const singles =
      last.order === 1
        ? []
        : [...alone].map((event) => ({ events: [event], weight: weigh(event) }));
    const sets = [
      ...singles.filter(({ weight }) => weight >= least),
      ...larger.map(({ variables, weight }) => ({
        events: variables.map((variable) => ofVariable[variable] ?? -1),
        weight,
      })),
    ]
      .toSorted((a, b) => b.weight - a.weight || a.events.length - b.events.length)
      .slice(0, limit)
      .map(({ events: members }) => ({
        events: members.map((event) => graph.events[event] ?? ''),
        probability: productOf(members.map((event) => graph.unavailability[event] ?? Number.NaN)),
      }));
    return { sets, omitted: total - BigInt(sets.length) };
  }

  return {
    advance(slices) {
      for (let slice = 0; slice < slices; slice += 1) if (running.next().done === true) return true;
      return false;
    },
    result,
  };
}

/** From order 1 on; those that take the top down alone were left out of the larger ones. */
function countsOf(
  table: DiagramTable,
  family: number,
  order: number,
  alone: number,
): readonly bigint[] {
  if (family === emptySet) return [];
  const counted = countBySize(table, family).slice(1);
  if (order > 1 && alone > 0) counted[0] = BigInt(alone);
  const most = Number.isFinite(order) ? order : counted.length;
  return Array.from({ length: most }, (_, at) => counted[at] ?? 0n);
}

/** Orders 1, 2, 3 one by one, so that something is known early; then all the rest at once. */
function ordersUpTo(order: number): readonly number[] {
  return order > 3 ? [1, 2, 3, order] : [1, 2, 3].slice(0, order);
}

function productOf(values: readonly number[]): number | undefined {
  const product = values.reduce((all, value) => all * value, 1);
  return Number.isNaN(product) ? undefined : product;
}

/** Searches to the end, or until `isOver`, which is asked every few milliseconds. */
export function findCutSets(
  graph: FaultGraph,
  top: string,
  options: CutSetOptions & { readonly isOver?: (() => boolean) | undefined },
): CutSets {
  const search = searchCutSets(graph, top, options);
  while (!search.advance(1)) if (options.isOver?.() === true) break;
  return search.result();
}
