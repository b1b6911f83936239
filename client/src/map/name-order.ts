/** One for all: making one takes as long as hundreds of comparisons. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** As people sort names: `node 9` before `node 10`, whatever is written large. */
export function byPeoplesOrder(a: string, b: string): number {
  return collator.compare(a, b);
}

/** The first of these names, in their order; sorting thousands of them takes long. */
export function firstNames(names: readonly string[], most: number): readonly string[] {
  const first: string[] = [];
  for (const name of names) {
    const last = first[most - 1];
    if (last !== undefined && byPeoplesOrder(name, last) >= 0) continue;
    const at = first.findIndex((one) => byPeoplesOrder(name, one) < 0);
    first.splice(at < 0 ? first.length : at, 0, name);
    first.length = Math.min(first.length, most);
  }
  return first;
}
