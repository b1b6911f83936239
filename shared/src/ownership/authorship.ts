import type { FileChange } from './file-history.ts';

/** What one person did to one file, and what others did. */
export interface AuthorshipFacts {
  /** Did the person create it? */
  readonly created: boolean;
  /** Changes of the person, its creation left out. */
  readonly own: number;
  /** The same of all others. */
  readonly others: number;
}

/** The value that says that somebody who did not create a file still wrote it. */
const enoughWithoutCreating = 3.293;
/** An author has more than this share of the highest degree. */
const shareOfHighest = 0.75;

/**
 * Degree of authorship of a person for a file (Avelino, Passos, Hora, Valente: "A Novel Approach
 * for Estimating Truck Factors", ICPC 2016).
 */
export function degreeOfAuthorship({ created, own, others }: AuthorshipFacts): number {
  return 3.293 + (created ? 1.098 : 0) + 0.164 * own - 0.321 * Math.log(1 + others);
}

/** Whoever wrote a file: a person is any value; `undefined` is nobody, whose changes do not count. */
export type PersonOf<P> = (author: number) => P | undefined;

/** Degree of authorship of everyone who changed a file. */
export function degreesOf<P>(
  changes: readonly FileChange[],
  personOf: PersonOf<P>,
): ReadonlyMap<P, number> {
  const facts = new Map<P, { created: boolean; own: number }>();
  let all = 0;
  for (const { author, kind } of changes) {
    const person = personOf(author);
    if (person === undefined) continue;
    const known = facts.get(person) ?? { created: false, own: 0 };
    facts.set(person, known);
    if (kind === 'added') {
      known.created = true;
    } else {
      known.own += 1;
      all += 1;
    }
  }
  return new Map(
    Array.from(facts, ([person, { created, own }]) => [
      person,
      degreeOfAuthorship({ created, own, others: all - own }),
    ]),
  );
}

/** Who wrote a file: within a quarter of the highest degree, and the creator or above what no change at all gives. */
export function authorsOf<P>(
  changes: readonly FileChange[],
  personOf: PersonOf<P>,
): ReadonlySet<P> {
  const degrees = degreesOf(changes, personOf);
  const creators = new Set(
    changes.flatMap(({ author, kind }) => (kind === 'added' ? [personOf(author)] : [])),
  );
  const highest = Math.max(...degrees.values());
  return new Set(
    Array.from(degrees)
      .filter(([, degree]) => degree / highest > shareOfHighest)
      .filter(([person, degree]) => degree >= enoughWithoutCreating || creators.has(person))
      .map(([person]) => person),
  );
}
