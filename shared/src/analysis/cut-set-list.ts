import { emptySet, noSet } from './cut-set-steps.ts';
import type { DiagramTable } from './diagram-table.ts';

/** How many sets of each size a family has, from size 0 on; counted, not listed. */
export function countBySize(table: DiagramTable, family: number): bigint[] {
  const { lows, highs } = table;
  const counts = new Map<number, readonly bigint[]>([
    [noSet, []],
    [emptySet, [1n]],
  ]);
  for (const node of nodesUnder(table, family)) {
    const without = counts.get(lows[node] ?? 0) ?? [];
    const withIt = counts.get(highs[node] ?? 0) ?? [];
    const sizes = Math.max(without.length, withIt.length + 1);
    counts.set(
      node,
      Array.from(
        { length: sizes },
        (_, size) => (without[size] ?? 0n) + (size === 0 ? 0n : (withIt[size - 1] ?? 0n)),
      ),
    );
  }
  return [...(counts.get(family) ?? [])];
}

/** Nodes under one, without the ends, children first. */
function nodesUnder({ lows, highs }: DiagramTable, family: number): readonly number[] {
  const seen = new Set([family]);
  for (const node of seen) {
    if (node <= emptySet) continue;
    seen.add(lows[node] ?? 0);
    seen.add(highs[node] ?? 0);
  }
  seen.delete(noSet);
  seen.delete(emptySet);
  return [...seen].toSorted((a, b) => a - b);
}

interface WeighedSet {
  readonly variables: readonly number[];
  /** Product of the weights of its variables. */
  readonly weight: number;
}

interface ListOptions {
  /** Of each variable, 0 to 1. */
  readonly weights: readonly number[];
  readonly limit: number;
  /** Sets that weigh less are left out. */
  readonly least: number;
}

/** A set that is not whole yet: what is taken so far, and the node that goes on. */
interface Beginning {
  readonly node: number;
  readonly taken: Taken | undefined;
  readonly size: number;
  readonly weight: number;
  /** What the heaviest set that begins so weighs. */
  readonly best: number;
}

interface Taken {
  readonly variable: number;
  readonly before: Taken | undefined;
}

/** The heaviest sets, heaviest first, without looking at the others. */
export function likeliestSets(
  table: DiagramTable,
  family: number,
  { weights, limit, least }: ListOptions,
): readonly WeighedSet[] {
  const { variables, lows, highs } = table;
  const heaviest = new Map([
    [noSet, -1],
    [emptySet, 1],
  ]);
  const weightOf = (node: number): number => weights[variables[node] ?? 0] ?? 0;
  for (const node of nodesUnder(table, family)) {
    const withIt = weightOf(node) * (heaviest.get(highs[node] ?? 0) ?? 0);
    heaviest.set(node, Math.max(heaviest.get(lows[node] ?? 0) ?? -1, withIt));
  }
  const found: WeighedSet[] = [];
  const waiting = createHeap();
  const begin = (node: number, taken: Taken | undefined, size: number, weight: number): void => {
    if (node === noSet) return;
    const best = weight * (heaviest.get(node) ?? 0);
    if (best >= least) waiting.add({ node, taken, size, weight, best });
  };
  begin(family, undefined, 0, 1);
  while (found.length < limit) {
    const next = waiting.take();
    if (next === undefined) break;
    let { node, taken, size, weight } = next;
    // Along the heaviest way to its end; the ways that branch off wait.
    while (node > emptySet) {
      const low = lows[node] ?? 0;
      const high = highs[node] ?? 0;
      const own = weightOf(node);
      const withIt = { variable: variables[node] ?? 0, before: taken };
      const isHigh = own * (heaviest.get(high) ?? 0) >= (heaviest.get(low) ?? -1);
      if (isHigh) {
        begin(low, taken, size, weight);
        [node, taken, size, weight] = [high, withIt, size + 1, weight * own];
      } else {
        begin(high, withIt, size + 1, weight * own);
        node = low;
      }
    }
    found.push({ variables: listOf(taken), weight });
  }
  return found;
}

function listOf(taken: Taken | undefined): readonly number[] {
  const variables: number[] = [];
  for (let one = taken; one !== undefined; one = one.before) variables.push(one.variable);
  return variables.toReversed();
}

interface Heap {
  add(one: Beginning): void;
  /** The one with the heaviest set; of equal ones, that with the fewest members so far. */
  take(): Beginning | undefined;
}

function createHeap(): Heap {
  const items: Beginning[] = [];
  const isBefore = (a: Beginning, b: Beginning): boolean =>
    a.best === b.best ? a.size < b.size : a.best > b.best;

  function place(one: Beginning, from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const first = items[left];
      const second = items[left + 1];
      if (first === undefined) break;
      const isSecond = second !== undefined && isBefore(second, first);
      const child = isSecond ? second : first;
      if (!isBefore(child, one)) break;
      items[at] = child;
      at = isSecond ? left + 1 : left;
    }
    items[at] = one;
  }

  return {
    add(one) {
      let at = items.length;
      items.push(one);
      while (at > 0) {
        const above = (at - 1) >> 1;
        const parent = items[above];
        if (parent === undefined || !isBefore(one, parent)) break;
        items[at] = parent;
        at = above;
      }
      items[at] = one;
    },
    take() {
      const first = items[0];
      const last = items.pop();
      if (first !== undefined && last !== undefined && items.length > 0) place(last, 0);
      return first;
    },
  };
}

/** The sum of the weights of all sets, which may exceed 1: the rare-event approximation. */
export function weightOfAll(
  table: DiagramTable,
  family: number,
  weights: readonly number[],
): number {
  const { variables, lows, highs } = table;
  const sums = new Map([
    [noSet, 0],
    [emptySet, 1],
  ]);
  for (const node of nodesUnder(table, family)) {
    const withIt = (weights[variables[node] ?? 0] ?? 0) * (sums.get(highs[node] ?? 0) ?? 0);
    sums.set(node, withIt + (sums.get(lows[node] ?? 0) ?? 0));
  }
  return sums.get(family) ?? 0;
}
