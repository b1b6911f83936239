import { full, larger } from './diagram-table.ts';

/**
 * Runs operations on diagrams that would be recursive, with a stack of its own: a browser's is over
 * after a few thousand calls, and this one can pause anywhere.
 */
export interface DiagramMachine {
  /** Does at most about `steps`; false while there is more to do. */
  advance(steps: number): boolean;
  /** Of the operation that was done last; `full` when the table is full. */
  result: number;
  /** What an operation has to remember: fields of its frame, see `frame`. */
  memory: Int32Array;
  /** Gives the result of the frame on top, which ends. */
  finish(result: number): void;
  /** Puts a frame on top: it is stepped until it finishes. */
  push(operation: number, f: number, g: number, limit: number): void;
}

/** Fields of a frame in `memory`, from where the frame begins. */
export const frame = {
  operation: 0,
  f: 1,
  g: 2,
  limit: 3,
  state: 4,
  first: 5,
  second: 6,
  third: 7,
  size: 8,
} as const;

/** `step` goes on with the frame at `at` until it finishes or has pushed another. */
export function createDiagramMachine(
  step: (machine: DiagramMachine, at: number) => void,
): DiagramMachine {
  let depth = 0;
  const machine: DiagramMachine = {
    memory: new Int32Array(frame.size * 32),
    result: 0,
    push(operation, f, g, limit) {
      if (depth + frame.size > machine.memory.length)
        machine.memory = larger(machine.memory, machine.memory.length * 2);
      const { memory } = machine;
      memory[depth] = operation;
      memory[depth + frame.f] = f;
      memory[depth + frame.g] = g;
      memory[depth + frame.limit] = limit;
      memory[depth + frame.state] = 0;
      depth += frame.size;
    },
    finish(result) {
      machine.result = result;
      // Nothing can be made of what is missing: the whole operation is given up.
      depth = result === full ? 0 : depth - frame.size;
    },
    advance(steps) {
      for (let left = steps; depth > 0; left -= 1) {
        if (left <= 0) return false;
        step(machine, depth - frame.size);
      }
      return true;
    },
  };
  return machine;
}
