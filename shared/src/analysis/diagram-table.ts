/**
 * Nodes of a decision diagram, each held once: `variables`, `lows` and `highs` by number. 0 and 1 are
 * the ends. A node comes after those that it refers to, so one pass in order sees children first.
 */
export interface DiagramTable {
  /** Replaced when the table grows: never keep them. */
  variables: Int32Array;
  lows: Int32Array;
  highs: Int32Array;
  count: number;
  /** The node of these three; `full` when it would be one more than allowed. */
  node(variable: number, low: number, high: number): number;
}

/** In place of a node: the table holds as many as it may. */
export const full = -1;
/** The variable of the ends: after all others. */
export const endVariable = 0x7fffffff;

/** `most` is how many nodes it may hold; 12 bytes each, and 8 for finding them. */
export function createDiagramTable(most: number): DiagramTable {
  let capacity = 1 << 7;
  let slots = new Int32Array(capacity * 2);

  function slotOf(variable: number, low: number, high: number): number {
    return hash3(variable, low, high) & (slots.length - 1);
  }

  function grow(): void {
    capacity *= 2;
    table.variables = larger(table.variables, capacity);
    table.lows = larger(table.lows, capacity);
    table.highs = larger(table.highs, capacity);
    slots = new Int32Array(capacity * 2);
    for (let node = 2; node < table.count; node += 1) {
      const mask = slots.length - 1;
      let at = slotOf(table.variables[node] ?? 0, table.lows[node] ?? 0, table.highs[node] ?? 0);
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = node;
    }
  }

  const table: DiagramTable = {
    variables: new Int32Array(capacity).fill(endVariable, 0, 2),
    lows: new Int32Array(capacity),
    highs: new Int32Array(capacity),
    count: 2,
    node(variable, low, high) {
      const mask = slots.length - 1;
      const { variables, lows, highs } = table;
      let at = slotOf(variable, low, high);
      for (;;) {
        const node = slots[at] ?? 0;
        if (node === 0) break;
        if (lows[node] === low && highs[node] === high && variables[node] === variable) return node;
        at = (at + 1) & mask;
      }
      if (table.count >= most) return full;
      if (table.count === capacity) {
        grow();
        return table.node(variable, low, high);
      }
      const node = table.count;
      variables[node] = variable;
      lows[node] = low;
      highs[node] = high;
      slots[at] = node;
      table.count += 1;
      return node;
    },
  };
  return table;
}

function hash3(a: number, b: number, c: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

export function larger(old: Int32Array, length: number): Int32Array {
  const made = new Int32Array(length);
  made.set(old);
  return made;
}

/** Results of operations that were done already. Forgets when two want the same place. */
export interface OperationCache {
  /** The result; `full` where it is not known (any more). */
  get(operation: number, f: number, g: number): number;
  put(operation: number, f: number, g: number, result: number): void;
}

/** `operation` must tell apart everything but `f` and `g`. Grows with the table, to 16 MB. */
export function createOperationCache(table: DiagramTable): OperationCache {
  const mostEntries = 1 << 20;
  let entries = 1 << 7;
  let cells = new Int32Array(entries * 4).fill(full);
  return {
    get(operation, f, g) {
      const at = (hash3(f, g, operation) & (entries - 1)) << 2;
      return cells[at] === f && cells[at + 1] === g && cells[at + 2] === operation
        ? (cells[at + 3] ?? full)
        : full;
    },
    put(operation, f, g, result) {
      if (table.count > entries && entries < mostEntries) {
        entries *= 4;
        cells = new Int32Array(entries * 4).fill(full);
      }
      const at = (hash3(f, g, operation) & (entries - 1)) << 2;
      cells[at] = f;
      cells[at + 1] = g;
      cells[at + 2] = operation;
      cells[at + 3] = result;
    },
  };
}
