/** What explaining a fall takes. Both may be too many to count: then they are infinite. */
export interface Effort {
  /** Gates that stand more than one failed input. */
  readonly gates: number;
  readonly nodes: number;
}

export interface Waiting {
  readonly node: number;
  readonly effort: Effort;
}

/** Gives the least effort first; of equals, what `compare` says. */
export interface EffortQueue {
  put(node: number, effort: Effort): void;
  take(): Waiting | undefined;
}

/** A binary heap. */
export function createQueue(compare: (a: number, b: number) => number): EffortQueue {
  const heap: Waiting[] = [];
  const isBefore = (a: Waiting, b: Waiting): boolean =>
    (a.effort.gates - b.effort.gates ||
      a.effort.nodes - b.effort.nodes ||
      compare(a.node, b.node)) < 0;

  return {
    put(node, effort) {
      const item = { node, effort };
      let at = heap.length;
      while (at > 0) {
        const above = (at - 1) >> 1;
        const other = heap[above];
        if (other === undefined || !isBefore(item, other)) break;
        heap[at] = other;
        at = above;
      }
      heap[at] = item;
    },
    take() {
      const [first] = heap;
      const item = heap.pop();
      if (first === undefined || item === undefined || heap.length === 0) return first;
      let at = 0;
      for (;;) {
        const left = heap[2 * at + 1];
        const right = heap[2 * at + 2];
        if (left === undefined) break;
        const isRight = right !== undefined && isBefore(right, left);
        const least = isRight ? right : left;
        if (!isBefore(least, item)) break;
        heap[at] = least;
        at = 2 * at + (isRight ? 2 : 1);
      }
      heap[at] = item;
      return first;
    },
  };
}
