import { truckFactor } from '../ownership/truck-factor.ts';

/** How many people must leave until more than half of the things have nobody. */
export interface WholeBusFactor {
  readonly busFactor: number;
  /** `exact`, or `at most`: there were too many people to try all combinations. */
  readonly kind: 'exact' | 'at most';
  /** Who, in the order of leaving, and the part of all things (0..1) that has somebody after each. */
  readonly leaving: readonly { readonly person: string; readonly coverage: number }[];
}

/** So many people can be tried in all combinations: 2^25 of them, two bytes each. */
const mostExact = 25;

/** `owners`: of each thing, who it has; at least one each. Undefined where there is nothing. */
export function fewestToOrphan(owners: readonly (readonly string[])[]): WholeBusFactor | undefined {
  if (owners.length === 0) return undefined;
  const people = [...new Set(owners.flat())].toSorted();
  const chosen =
    people.length <= mostExact && owners.length < 0xffff
      ? fewestByTrying(owners, people)
      : greedily(owners);
  const ordered = byEffect(owners, chosen);
  return {
    busFactor: chosen.length,
    kind: people.length <= mostExact && owners.length < 0xffff ? 'exact' : 'at most',
    leaving: ordered,
  };
}

/** Counts for every set of people how many things have only them, and takes the smallest that suffices. */
function fewestByTrying(
  owners: readonly (readonly string[])[],
  people: readonly string[],
): readonly string[] {
  const numbers = new Map(people.map((person, at) => [person, at]));
  const orphans = new Uint16Array(2 ** people.length);
  for (const of of owners) {
    let mask = 0;
    for (const person of of) mask |= 1 << (numbers.get(person) ?? 0);
    orphans[mask] = (orphans[mask] ?? 0) + 1;
  }
  for (let bit = 1; bit < orphans.length; bit *= 2)
    for (let mask = 0; mask < orphans.length; mask += 1)
      if ((mask & bit) !== 0) orphans[mask] = (orphans[mask] ?? 0) + (orphans[mask ^ bit] ?? 0);
  let best = orphans.length - 1;
  let fewest = people.length;
  for (let mask = 0; mask < orphans.length; mask += 1) {
    if ((orphans[mask] ?? 0) * 2 <= owners.length) continue;
    const size = sizeOf(mask);
    if (size >= fewest) continue;
    fewest = size;
    best = mask;
  }
  return people.filter((_, at) => ((best >>> at) & 1) === 1);
}

function sizeOf(mask: number): number {
  let size = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}

/** Whoever has the most things leaves first (Avelino et al. 2016): never too few, perhaps too many. */
function greedily(owners: readonly (readonly string[])[]): readonly string[] {
  const { removals } = truckFactor(
    owners.map((of) => new Set(of)),
    (a, b) => (a < b ? -1 : 1),
  );
  return removals.map(({ person }) => person);
}

/** The same people, ordered so that each leaves as many things without anybody as possible. */
function byEffect(
  owners: readonly (readonly string[])[],
  chosen: readonly string[],
): WholeBusFactor['leaving'] {
  const waiting = new Set(chosen);
  let left = owners.map((of) => new Set(of));
  return chosen.map(() => {
    let best: { person: string; covered: number; of: number } | undefined;
    for (const person of waiting) {
      const covered = left.filter((of) => of.size > (of.has(person) ? 1 : 0)).length;
      const of = left.filter((one) => one.has(person)).length;
      if (
        best === undefined ||
        covered < best.covered ||
        (covered === best.covered && of > best.of)
      )
        best = { person, covered, of };
    }
    const person = best?.person ?? '';
    waiting.delete(person);
    left = left.map((of) => new Set([...of].filter((one) => one !== person)));
    return { person, coverage: (best?.covered ?? 0) / owners.length };
  });
}
