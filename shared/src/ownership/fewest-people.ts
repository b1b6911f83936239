import { filesByPerson, type FilePeople } from './truck-factor.ts';

export type FewestPeople<P> =
  | { readonly kind: 'exact'; readonly people: readonly P[] }
  /** The budget ended first; that many people at least. */
  | { readonly kind: 'unknown'; readonly atLeast: number };

/**
 * The fewest people without whom more than half of the files have nobody: exactly, where the
 * greedy way may find more. `steps` bounds the work, which is exponential in the number of people.
 */
export function fewestPeople<P>(
  files: FilePeople<P>,
  { steps = 200_000 }: { readonly steps?: number } = {},
): FewestPeople<P> {
  const ranked = Array.from(filesByPerson(files)).sort(([, a], [, b]) => b.length - a.length);
  const left = files.map((people) => people.size);
  let orphans = left.filter((people) => people === 0).length;
  let taken = 0;
  const chosen: P[] = [];

  /** Is there a set of `size` more, from `first` on? Undefined: out of steps. */
  function search(first: number, size: number): boolean | undefined {
    if (2 * orphans > files.length) return true;
    if (size === 0) return false;
    for (let at = first; at < ranked.length; at += 1) {
      // No person orphans more files than they have, and those behind have no more than this one.
      const entry = ranked[at];
      if (entry === undefined) break;
      const [person, own] = entry;
      if (2 * (orphans + reach(at, size)) <= files.length) return false;
      taken += 1;
      if (taken > steps) return undefined;
      remove(own);
      chosen.push(person);
      const found = search(at + 1, size - 1);
      if (found !== false) return found;
      chosen.pop();
      restore(own);
    }
    return false;
  }

  function reach(first: number, size: number): number {
    let sum = 0;
    for (let at = first; at < first + size; at += 1) sum += ranked[at]?.[1].length ?? 0;
    return sum;
  }

  function remove(own: readonly number[]): void {
    for (const file of own) {
      const people = (left[file] ?? 0) - 1;
      left[file] = people;
      if (people === 0) orphans += 1;
    }
  }

  function restore(own: readonly number[]): void {
    for (const file of own) {
      const people = left[file] ?? 0;
      left[file] = people + 1;
      if (people === 0) orphans -= 1;
    }
  }

  for (let size = 0; size <= ranked.length; size += 1) {
    const found = search(0, size);
    if (found === true) return { kind: 'exact', people: chosen };
    if (found === undefined) return { kind: 'unknown', atLeast: size };
  }
  // Without any file there is nothing to lose.
  return { kind: 'exact', people: [] };
}
