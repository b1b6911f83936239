import { authorsOf } from './authorship.ts';
import { type CountedFiles, countFiles, type CountingRules } from './counted-files.ts';
import { type FewestPeople, fewestPeople } from './fewest-people.ts';
import type { History } from './file-history.ts';
import { type Identities, identify } from './identities.ts';
import type { Corrections } from './identities-file.ts';
import { recentlyKnowing } from './recent-knowledge.ts';
import { type FilePeople, type TruckFactor, truckFactor } from './truck-factor.ts';

/** What one of the two methods says of a set of files. People are indices in `Identities.people`. */
export interface MethodResult extends TruckFactor<number> {
  /** Exactly, where the work for it is bearable. */
  readonly fewest: FewestPeople<number>;
  /** Files that this method knows anybody for. */
  readonly files: number;
}

export interface Ownership {
  readonly identities: Identities;
  readonly files: CountedFiles;
  /** By path: who wrote it (degree of authorship). */
  readonly wrote: ReadonlyMap<string, ReadonlySet<number>>;
  /** By path: who knows it now (decay); files that nobody touched lately are missing. */
  readonly knows: ReadonlyMap<string, ReadonlySet<number>>;
}

export interface OwnershipOptions extends CountingRules {
  readonly corrections?: Corrections | undefined;
}

/** Who wrote each file that counts, and who knows it now. */
export function analyseOwnership(history: History, options: OwnershipOptions = {}): Ownership {
  const identities = identify(history.authors, options.corrections);
  const files = countFiles(history.files.keys(), options);
  const personOf = (author: number): number | undefined => {
    const person = identities.personOf[author];
    return person === undefined || identities.people[person]?.bot === true ? undefined : person;
  };
  const wrote = new Map<string, ReadonlySet<number>>();
  const knows = new Map<string, ReadonlySet<number>>();
  for (const path of files.counted) {
    const changes = history.files.get(path) ?? [];
    wrote.set(path, authorsOf(changes, personOf));
    const knowing = recentlyKnowing(changes, history.lastAt, personOf);
    if (knowing.size > 0) knows.set(path, knowing);
  }
  return { identities, files, wrote, knows };
}

/** The truck factor of some of the files, by who wrote them. */
export function writersOf(ownership: Ownership, paths: readonly string[]): MethodResult {
  return resultOf(
    ownership,
    paths.map((path) => ownership.wrote.get(path) ?? new Set<number>()),
  );
}

/** The same by who knows them now; files that nobody touched lately do not count, as in the published tool. */
export function knowersOf(ownership: Ownership, paths: readonly string[]): MethodResult {
  return resultOf(
    ownership,
    paths.flatMap((path) => ownership.knows.get(path) ?? []),
  );
}

function resultOf({ identities }: Ownership, files: FilePeople<number>): MethodResult {
  const commits = (person: number): number => identities.people[person]?.commits ?? 0;
  const result = truckFactor(files, (a, b) => commits(b) - commits(a) || a - b);
  return { ...result, files: files.length, fewest: fewestPeople(files) };
}
