/** Who is asked for each file: the people who wrote it, or who know it. */
export type FilePeople<P> = readonly ReadonlySet<P>[];

/** One person taken away. */
export interface Removal<P> {
  readonly person: P;
  /** How many files this person is among the people of. */
  readonly files: number;
  /** Which share of all files somebody is left for, once this person is gone too. */
  readonly coverage: number;
}

export interface TruckFactor<P> {
  /** The fewest people, found greedily, without whom more than half of the files have nobody. */
  readonly truckFactor: number;
  /** The same without those who have less than a tenth of the first one's files. */
  readonly prunedTruckFactor: number;
  /** Before anybody is gone: files that have somebody, of all. */
  readonly coverage: number;
  /** In the order in which they are taken away. */
  readonly removals: readonly Removal<P>[];
}

/** Of the first one's files; who has fewer is pruned. */
const prunedShare = 0.1;

/**
 * Truck factor (Avelino and others): while at least half of the files have somebody, whoever has
 * the most files goes; of equals, whoever comes first in `order`, for instance by commits.
 */
export function truckFactor<P>(
  files: FilePeople<P>,
  order: (a: P, b: P) => number,
): TruckFactor<P> {
  const filesOf = filesByPerson(files);
  const left = files.map((people) => people.size);
  const ranked = Array.from(filesOf).sort(
    ([a, ofA], [b, ofB]) => ofB.length - ofA.length || order(a, b),
  );
  let covered = left.filter((people) => people > 0).length;
  const share = (): number => (files.length === 0 ? 0 : covered / files.length);
  const before = share();
  const removals: Removal<P>[] = [];
  for (const [person, own] of ranked) {
    if (2 * covered < files.length) break;
    for (const file of own) {
      const people = (left[file] ?? 0) - 1;
      left[file] = people;
      if (people === 0) covered -= 1;
    }
    removals.push({ person, files: own.length, coverage: share() });
  }
  const most = removals[0]?.files ?? 0;
  return {
    truckFactor: removals.length,
    prunedTruckFactor: removals.filter((one) => one.files / most >= prunedShare).length,
    coverage: before,
    removals,
  };
}

/** The files of each person, as indices. */
export function filesByPerson<P>(files: FilePeople<P>): ReadonlyMap<P, readonly number[]> {
  const filesOf = new Map<P, number[]>();
  for (const [file, people] of files.entries()) {
    for (const person of people) {
      const own = filesOf.get(person);
      if (own === undefined) filesOf.set(person, [file]);
      else own.push(file);
    }
  }
  return filesOf;
}
