import { createDiagramMachine, type DiagramMachine, frame } from './diagram-machine.ts';
import {
  createDiagramTable,
  createOperationCache,
  type DiagramTable,
  full,
} from './diagram-table.ts';

/**
 * Boolean functions in reduced ordered binary decision diagrams (Bryant 1986), for fault trees as by
 * Rauzy (1993). An operation is begun, then advanced until it is done.
 */
export interface BinaryDiagram {
  readonly table: DiagramTable;
  variable(variable: number): number;
  and(f: number, g: number): void;
  or(f: number, g: number): void;
  advance(steps: number): boolean;
  /** Of the operation that was done last; `full` when there is no room. */
  result(): number;
}

export const never = 0;
export const always = 1;

const and = 0;
const or = 1;

/** `mostNodes` limits the memory: some 25 bytes each. */
export function createBinaryDiagram(mostNodes: number): BinaryDiagram {
  const table = createDiagramTable(mostNodes);
  const cache = createOperationCache(table);

  function node(variable: number, low: number, high: number): number {
    return low === high ? low : table.node(variable, low, high);
  }

  function begin(machine: DiagramMachine, operation: number, f: number, g: number): void {
    const [absorbing, neutral] = operation === and ? [never, always] : [always, never];
    if (f === g || f === absorbing || g === neutral) machine.result = f;
    else if (g === absorbing || f === neutral) machine.result = g;
    else {
      const [a, b] = f < g ? [f, g] : [g, f];
      const found = cache.get(operation, a, b);
      if (found === full) machine.push(operation, a, b, 0);
      else machine.result = found;
    }
  }

  function step(machine: DiagramMachine, at: number): void {
    const { memory } = machine;
    const { variables, lows, highs } = table;
    const operation = memory[at] ?? 0;
    const f = memory[at + frame.f] ?? 0;
    const g = memory[at + frame.g] ?? 0;
    const ofF = variables[f] ?? 0;
    const ofG = variables[g] ?? 0;
    const state = memory[at + frame.state] ?? 0;
    memory[at + frame.state] = state + 1;
    if (state === 0) {
      const fLow = ofF <= ofG ? (lows[f] ?? 0) : f;
      begin(machine, operation, fLow, ofG <= ofF ? (lows[g] ?? 0) : g);
    } else if (state === 1) {
      memory[at + frame.first] = machine.result;
      const fHigh = ofF <= ofG ? (highs[f] ?? 0) : f;
      begin(machine, operation, fHigh, ofG <= ofF ? (highs[g] ?? 0) : g);
    } else {
      const low = memory[at + frame.first] ?? 0;
      const made = node(Math.min(ofF, ofG), low, machine.result);
      if (made !== full) cache.put(operation, f, g, made);
      machine.finish(made);
    }
  }

  const machine = createDiagramMachine(step);
  return {
    table,
    variable: (variable) => node(variable, never, always),
    and: (f, g) => begin(machine, and, f, g),
    or: (f, g) => begin(machine, or, f, g),
    advance: (steps) => machine.advance(steps),
    result: () => machine.result,
  };
}
