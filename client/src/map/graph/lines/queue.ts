interface Waiting {
  readonly item: number;
  readonly rank: number;
}
/** What has the smallest rank comes first. */
export interface Queue {
  add(item: number, rank: number): void;
  take(): Waiting | undefined;
}

export function createQueue(): Queue {
  const heap: Waiting[] = [];
  const rankAt = (at: number): number => heap[at]?.rank ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined) return;
    heap[one] = b;
    heap[other] = a;
  };
  return {
    add(item, rank) {
      heap.push({ item, rank });
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (rankAt(parent) <= rank) break;
        swap(at, parent);
        at = parent;
      }
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const child = rankAt(left + 1) < rankAt(left) ? left + 1 : left;
        if (rankAt(child) >= last.rank) break;
        swap(at, child);
        at = child;
      }
      return first;
    },
  };
}
