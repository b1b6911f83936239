import { bitCount } from '../finding/likeness.ts';

/**
 * Sets of columns for many rows, 32 columns a word: row r says which lone failures take gate r down.
 * All operations work on whole words.
 */
export interface FailureSets {
  /** Words a row. */
  readonly width: number;
  has(row: number, column: number): boolean;
  clear(row: number): void;
  columns(row: number): readonly number[];
  count(row: number): number;
  /** Makes `row` from its inputs; says whether that changed it. */
  gather(row: number, inputs: readonly RowInput[], needed: number): boolean;
  /** A copy of a row, and whether a row is still like it. */
  copy(row: number): Uint32Array;
  equals(row: number, words: Uint32Array): boolean;
  /** Room for at least so many rows. */
  reserve(rows: number): void;
}

/** Another row, or, negative, column `-1 - input`. */
export type RowInput = number;

export function columnInput(column: number): RowInput {
  return -1 - column;
}

/** Makes empty sets over `columnCount` columns. */
export function createFailureSets(rowCount: number, columnCount: number): FailureSets {
  const width = (columnCount + 31) >>> 5;
  let words = new Uint32Array(rowCount * width);
  const result = new Uint32Array(width);
  const planes: Uint32Array[] = [];

  function plane(index: number): Uint32Array {
    const found = planes[index];
    if (found !== undefined) return found;
    const made = new Uint32Array(width);
    planes[index] = made;
    return made;
  }

  function uniteInto(target: Uint32Array, input: RowInput): void {
    if (input < 0) {
      const column = -1 - input;
      const at = column >>> 5;
      target[at] = (target[at] ?? 0) | (1 << (column & 31));
      return;
    }
    const from = input * width;
    for (let at = 0; at < width; at += 1) target[at] = (target[at] ?? 0) | (words[from + at] ?? 0);
  }

  function intersectInto(target: Uint32Array, input: RowInput): void {
    if (input < 0) {
      const column = -1 - input;
      const at = column >>> 5;
      const kept = (target[at] ?? 0) & (1 << (column & 31));
      target.fill(0);
      target[at] = kept;
      return;
    }
    const from = input * width;
    for (let at = 0; at < width; at += 1) target[at] = (target[at] ?? 0) & (words[from + at] ?? 0);
  }

  /** Counts every column at once: plane i holds bit i of all the counters. */
  function countInto(target: Uint32Array, inputs: readonly RowInput[], needed: number): void {
    const bits = 32 - Math.clz32(inputs.length);
    for (let bit = 0; bit < bits; bit += 1) plane(bit).fill(0);
    for (const input of inputs) {
      if (input < 0) {
        const column = -1 - input;
        addWord(column >>> 5, 1 << (column & 31), bits);
      } else {
        const from = input * width;
        for (let at = 0; at < width; at += 1) addWord(at, words[from + at] ?? 0, bits);
      }
    }
    for (let at = 0; at < width; at += 1) {
      let above = 0;
      let equal = -1;
      for (let bit = bits - 1; bit >= 0; bit -= 1) {
        const counter = planes[bit]?.[at] ?? 0;
        if ((needed >>> bit) & 1) equal &= counter;
        else {
          above |= equal & counter;
          equal &= ~counter;
        }
      }
      target[at] = above | equal;
    }
  }

  function addWord(at: number, added: number, bits: number): void {
    let carry = added;
    for (let bit = 0; bit < bits && carry !== 0; bit += 1) {
      const counters = planes[bit];
      if (counters === undefined) return;
      const before = counters[at] ?? 0;
      counters[at] = before ^ carry;
      carry &= before;
    }
  }

  function gatherResult(inputs: readonly RowInput[], needed: number): void {
    if (needed <= 0) {
      result.fill(0xffffffff);
    } else if (needed > inputs.length) {
      result.fill(0);
    } else if (needed === 1) {
      result.fill(0);
      for (const input of inputs) uniteInto(result, input);
    } else if (needed === inputs.length) {
      result.fill(0xffffffff);
      for (const input of inputs) intersectInto(result, input);
    } else {
      countInto(result, inputs, needed);
    }
  }

  function equals(row: number, other: Uint32Array): boolean {
    const from = row * width;
    for (let at = 0; at < width; at += 1) if (words[from + at] !== other[at]) return false;
    return true;
  }

  return {
    width,
    has: (row, column) =>
      (((words[row * width + (column >>> 5)] ?? 0) >>> (column & 31)) & 1) === 1,
    clear: (row) => void words.fill(0, row * width, (row + 1) * width),
    columns(row) {
      const found: number[] = [];
      const from = row * width;
      for (let at = 0; at < width; at += 1) {
        let word = words[from + at] ?? 0;
        while (word !== 0) {
          const bit = 31 - Math.clz32(word & -word);
          found.push((at << 5) + bit);
          word &= word - 1;
        }
      }
      return found;
    },
    count(row) {
      let count = 0;
      const from = row * width;
      for (let at = 0; at < width; at += 1) count += bitCount(words[from + at] ?? 0);
      return count;
    },
    gather(row, inputs, needed) {
      gatherResult(inputs, needed);
      if (equals(row, result)) return false;
      words.set(result, row * width);
      return true;
    },
    copy: (row) => words.slice(row * width, (row + 1) * width),
    equals,
    reserve(rows) {
      if (rows * width <= words.length) return;
      const larger = new Uint32Array(rows * 2 * width);
      larger.set(words);
      words = larger;
    },
  };
}
