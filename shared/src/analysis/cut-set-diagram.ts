import {
  combine,
  createCutSetSteps,
  emptySet,
  noSet,
  operations,
  unite,
  upTo,
  without,
} from './cut-set-steps.ts';
import { createDiagramMachine, frame, type DiagramMachine } from './diagram-machine.ts';
import {
  createDiagramTable,
  createOperationCache,
  type DiagramTable,
  full,
} from './diagram-table.ts';

/**
 * Families of minimal sets in zero-suppressed decision diagrams (Minato 1993; the operations on
 * minimal cut sets after Rauzy 1993 and 2001). Every result holds minimal sets only: no set of it
 * contains another. An operation is begun by one of the three, then advanced until it is done.
 */
export interface CutSetDiagram {
  readonly table: DiagramTable;
  /** The family of the one set that holds this variable alone. */
  single(variable: number): number;
  unite(f: number, g: number): void;
  /** All unions of a set of `f` with one of `g` of at most `order` members. */
  combine(f: number, g: number, order: number): void;
  advance(steps: number): boolean;
  /** Of the operation that was done last; `full` when there is no room. */
  result(): number;
  /** Members of the smallest set. */
  smallest(family: number): number;
}

const mostOrder = 0xffff;

/** `mostNodes` limits the memory: some 30 bytes each. */
export function createCutSetDiagram(mostNodes: number): CutSetDiagram {
  const table = createDiagramTable(mostNodes);
  const cache = createOperationCache(table);
  let smallest = new Uint16Array(1 << 7);
  let largest = new Uint16Array(1 << 7);
  smallest[noSet] = mostOrder;

  function node(variable: number, low: number, high: number): number {
    if (high === noSet) return low;
    const made = table.node(variable, low, high);
    if (made === full) return full;
    if (made >= smallest.length) {
      smallest = doubled(smallest);
      largest = doubled(largest);
    }
    smallest[made] = Math.min(smallest[low] ?? 0, (smallest[high] ?? 0) + 1);
    largest[made] = Math.max(largest[low] ?? 0, (largest[high] ?? 0) + 1);
    return made;
  }

  /** Begins an operation; true when its result is there at once. */
  function begin(
    machine: DiagramMachine,
    operation: number,
    f: number,
    g: number,
    limit: number,
  ): boolean {
    switch (operation) {
      case unite:
        return beginUnite(machine, f, g);
      case combine:
        return beginCombine(machine, f, g, limit);
      case without:
        return beginWithout(machine, f, g);
      default:
        return beginUpTo(machine, f, limit);
    }
  }

  function known(
    machine: DiagramMachine,
    operation: number,
    f: number,
    g: number,
    limit: number,
  ): boolean {
    const found = cache.get(operation + operations * limit, f, g);
    if (found === full) {
      machine.push(operation, f, g, limit);
      return false;
    }
    machine.result = found;
    return true;
  }

  function beginUnite(machine: DiagramMachine, f: number, g: number): boolean {
    if (f === g || g === noSet || f === emptySet) machine.result = f;
    else if (f === noSet || g === emptySet) machine.result = g;
    else return known(machine, unite, Math.min(f, g), Math.max(f, g), 0);
    return true;
  }

  function beginCombine(machine: DiagramMachine, f: number, g: number, limit: number): boolean {
    if (f === noSet || g === noSet) machine.result = noSet;
    else if (f === emptySet) return beginUpTo(machine, g, limit);
    else if (g === emptySet || f === g) return beginUpTo(machine, f, limit);
    else if ((smallest[f] ?? 0) > limit || (smallest[g] ?? 0) > limit) machine.result = noSet;
    else {
      const most = Math.min(limit, (largest[f] ?? 0) + (largest[g] ?? 0));
      return known(machine, combine, Math.min(f, g), Math.max(f, g), most);
    }
    return true;
  }

  /** The sets of `f` that contain none of `g`. */
  function beginWithout(machine: DiagramMachine, f: number, from: number): boolean {
    let g = from;
    // What `f` cannot contain takes nothing away.
    while ((table.variables[g] ?? 0) < (table.variables[f] ?? 0)) g = table.lows[g] ?? 0;
    if (f === noSet || g === emptySet || f === g) machine.result = noSet;
    else if (g === noSet || f === emptySet || (smallest[g] ?? 0) > (largest[f] ?? 0))
      machine.result = f;
    else return known(machine, without, f, g, 0);
    return true;
  }

  function beginUpTo(machine: DiagramMachine, f: number, limit: number): boolean {
    if ((largest[f] ?? 0) <= limit) machine.result = f;
    else if ((smallest[f] ?? 0) > limit) machine.result = noSet;
    else return known(machine, upTo, f, 0, limit);
    return true;
  }

  function finish(machine: DiagramMachine, at: number, result: number): void {
    const { memory } = machine;
    if (result !== full) {
      const operation = (memory[at] ?? 0) + operations * (memory[at + frame.limit] ?? 0);
      cache.put(operation, memory[at + frame.f] ?? 0, memory[at + frame.g] ?? 0, result);
    }
    machine.finish(result);
  }

  const step = createCutSetSteps({ table, node, begin, finish });
  const machine = createDiagramMachine(step);
  return {
    table,
    single: (variable) => node(variable, noSet, emptySet),
    unite: (f, g) => void begin(machine, unite, f, g, 0),
    combine: (f, g, order) => void begin(machine, combine, f, g, Math.min(order, mostOrder)),
    advance: (steps) => machine.advance(steps),
    result: () => machine.result,
    smallest: (family) => smallest[family] ?? 0,
  };
}

function doubled(old: Uint16Array): Uint16Array<ArrayBuffer> {
  const made = new Uint16Array(old.length * 2);
  made.set(old);
  return made;
}
