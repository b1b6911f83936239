import { fewestPeople } from '../ownership/fewest-people.ts';
import { truckFactor } from '../ownership/truck-factor.ts';

/** How many people must leave until more than half of the things have nobody. */
export interface WholeBusFactor {
  readonly busFactor: number;
  /** `exact`, or `at most`: the search for fewer would have taken too long. */
  readonly kind: 'exact' | 'at most';
  /** Who, in the order of leaving, and the part of all things (0..1) that has somebody after each. */
  readonly leaving: readonly { readonly person: string; readonly coverage: number }[];
}

/** So many people are tried in all combinations, whatever they know: 2^18 of them, two bytes each. */
const mostTried = 18;

/** Beyond, so many people are taken away in search of the fewest: some tens of milliseconds at most. */
const steps = 50_000;

/** `owners`: of each thing, who it has; at least one each. Undefined where there is nothing. */
export function fewestToOrphan(owners: readonly (readonly string[])[]): WholeBusFactor | undefined {
  if (owners.length === 0) return undefined;
  const exact = fewestExactly(owners);
  const leaving = byEffect(owners, exact ?? greedily(owners));
  return { busFactor: leaving.length, kind: exact === undefined ? 'at most' : 'exact', leaving };
}

/** Undefined where that would take too long. */
function fewestExactly(owners: readonly (readonly string[])[]): readonly string[] | undefined {
  const people = [...new Set(owners.flat())].toSorted();
  if (people.length <= mostTried && owners.length < 0xffff) return fewestByTrying(owners, people);
  const found = fewestPeople(
    owners.map((of) => new Set(of)),
    { steps },
  );
  return found.kind === 'exact' ? found.people : undefined;
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
  const left = owners.map((of) => new Set(of));
  const waiting = new Map<string, { readonly has: Set<string>[]; alone: number }>(
    chosen.map((person) => [person, { has: [], alone: 0 }]),
  );
  const leavesAlone = (of: ReadonlySet<string>): void => {
    const [last] = of;
    const one = of.size === 1 ? waiting.get(last ?? '') : undefined;
    if (one !== undefined) one.alone += 1;
  };
  for (const of of left) {
    for (const person of of) waiting.get(person)?.has.push(of);
    leavesAlone(of);
  }
  let covered = owners.length;
  return chosen.map(() => {
    let best: { person: string; has: Set<string>[]; alone: number } | undefined;
    for (const [person, { has, alone }] of waiting) {
      const isBetter =
        best === undefined ||
        alone > best.alone ||
        (alone === best.alone && has.length > best.has.length);
      if (isBetter) best = { person, has, alone };
    }
    const { person, has, alone } = best ?? { person: '', has: [], alone: 0 };
    waiting.delete(person);
    for (const of of has) {
      of.delete(person);
      leavesAlone(of);
    }
    covered -= alone;
    return { person, coverage: covered / owners.length };
  });
}
