import { type DiagramMachine, frame } from './diagram-machine.ts';
import { type DiagramTable, endVariable } from './diagram-table.ts';

/** The families without any set, and of the empty set alone. */
export const noSet = 0;
export const emptySet = 1;

/** Operations on families, and how many there are. */
export const unite = 0;
export const combine = 1;
export const without = 2;
export const upTo = 3;
export const operations = 4;

/** What the steps are made of. */
export interface CutSetSteps {
  readonly table: DiagramTable;
  node(variable: number, low: number, high: number): number;
  /** Puts the result into the machine, or an operation that will give it on top of the others. */
  begin(machine: DiagramMachine, operation: number, f: number, g: number, limit: number): void;
  finish(machine: DiagramMachine, at: number, result: number): void;
}

/**
 * The operations, step by step: each begins at most one other and goes on in its next state, when
 * that one's result is there.
 */
export function createCutSetSteps({
  table,
  node,
  begin,
  finish,
}: CutSetSteps): (machine: DiagramMachine, at: number) => void {
  function step(machine: DiagramMachine, at: number): void {
    switch (machine.memory[at]) {
      case unite:
        return stepUnite(machine, at);
      case combine:
        return stepCombine(machine, at);
      case without:
        return stepWithout(machine, at);
      default:
        return stepUpTo(machine, at);
    }
  }

  function stepUnite(machine: DiagramMachine, at: number): void {
    const { lows, highs, variables } = table;
    const { memory } = machine;
    const f = memory[at + frame.f] ?? 0;
    const g = memory[at + frame.g] ?? 0;
    const ofF = variables[f] ?? 0;
    const ofG = variables[g] ?? 0;
    const state = memory[at + frame.state] ?? 0;
    memory[at + frame.state] = state + 1;
    if (state === 0) {
      begin(machine, unite, ofF <= ofG ? (lows[f] ?? 0) : f, ofG <= ofF ? (lows[g] ?? 0) : g, 0);
    } else if (state === 1) {
      memory[at + frame.first] = machine.result;
      const ofHigh = ofF <= ofG ? (highs[f] ?? 0) : noSet;
      begin(machine, unite, ofHigh, ofG <= ofF ? (highs[g] ?? 0) : noSet, 0);
    } else if (state === 2) {
      begin(machine, without, machine.result, memory[at + frame.first] ?? 0, 0);
    } else {
      finish(machine, at, node(Math.min(ofF, ofG), memory[at + frame.first] ?? 0, machine.result));
    }
  }

  function stepCombine(machine: DiagramMachine, at: number): void {
    const { lows, highs, variables } = table;
    const { memory } = machine;
    const f = memory[at + frame.f] ?? 0;
    const g = memory[at + frame.g] ?? 0;
    const limit = memory[at + frame.limit] ?? 0;
    const ofF = variables[f] ?? 0;
    const ofG = variables[g] ?? 0;
    const fLow = ofF <= ofG ? (lows[f] ?? 0) : f;
    const gLow = ofG <= ofF ? (lows[g] ?? 0) : g;
    const state = memory[at + frame.state] ?? 0;
    memory[at + frame.state] = state + 1;
    if (state === 0) {
      begin(machine, combine, fLow, gLow, limit);
    } else if (state === 1) {
      memory[at + frame.first] = machine.result;
      // With the variable in one of the two, or in both: the other may keep its sets without it.
      begin(machine, combine, ofF <= ofG ? (highs[f] ?? 0) : noSet, gLow, limit - 1);
    } else if (state === 2) {
      memory[at + frame.second] = machine.result;
      begin(machine, combine, fLow, ofG <= ofF ? (highs[g] ?? 0) : noSet, limit - 1);
    } else if (state === 3) {
      begin(machine, unite, machine.result, memory[at + frame.second] ?? 0, 0);
    } else if (state === 4) {
      memory[at + frame.second] = machine.result;
      if (ofF === ofG) begin(machine, combine, highs[f] ?? 0, highs[g] ?? 0, limit - 1);
      else machine.result = noSet;
    } else if (state === 5) {
      begin(machine, unite, machine.result, memory[at + frame.second] ?? 0, 0);
    } else if (state === 6) {
      begin(machine, without, machine.result, memory[at + frame.first] ?? 0, 0);
    } else {
      finish(machine, at, node(Math.min(ofF, ofG), memory[at + frame.first] ?? 0, machine.result));
    }
  }

  function stepWithout(machine: DiagramMachine, at: number): void {
    const { lows, highs, variables } = table;
    const { memory } = machine;
    const f = memory[at + frame.f] ?? 0;
    const g = memory[at + frame.g] ?? 0;
    const isShared = variables[f] === variables[g];
    const gLow = isShared ? (lows[g] ?? 0) : g;
    const state = memory[at + frame.state] ?? 0;
    memory[at + frame.state] = state + 1;
    if (state === 0) {
      begin(machine, without, lows[f] ?? 0, gLow, 0);
    } else if (state === 1) {
      memory[at + frame.first] = machine.result;
      begin(machine, without, highs[f] ?? 0, gLow, 0);
    } else if (state === 2) {
      if (isShared) begin(machine, without, machine.result, highs[g] ?? 0, 0);
    } else {
      finish(machine, at, node(variables[f] ?? 0, memory[at + frame.first] ?? 0, machine.result));
    }
  }

  function stepUpTo(machine: DiagramMachine, at: number): void {
    const { memory } = machine;
    const f = memory[at + frame.f] ?? 0;
    const limit = memory[at + frame.limit] ?? 0;
    const state = memory[at + frame.state] ?? 0;
    memory[at + frame.state] = state + 1;
    if (state === 0) {
      begin(machine, upTo, table.lows[f] ?? 0, 0, limit);
    } else if (state === 1) {
      memory[at + frame.first] = machine.result;
      if (limit === 0) machine.result = noSet;
      else begin(machine, upTo, table.highs[f] ?? 0, 0, limit - 1);
    } else {
      const variable = table.variables[f] ?? endVariable;
      finish(machine, at, node(variable, memory[at + frame.first] ?? 0, machine.result));
    }
  }

  return step;
}
