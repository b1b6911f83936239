import type { PersonOf } from './authorship.ts';
import type { FileChange } from './file-history.ts';

const secondsOfDay = 86_400;
/** After so many days a change counts for 1/e. */
const decayDays = 90;
/** What was done before counts for nothing. */
export const recentDays = 547;
const leastScore = 0.001;
const shareOfHighest = 0.75;

/** What a change is worth, so many days before the last commit. */
export function decayWeight(days: number): number {
  return Math.exp(-days / decayDays);
}

/** Weights of what one person did to one file lately, and of what others did. */
export interface RecentFacts {
  /** Of its creation, if the person created it. */
  readonly created: number;
  /** Of all changes of the person, its creation among them. */
  readonly own: number;
  readonly others: number;
}

/**
 * How well a person knows a file now (JetBrains Research: "Bus Factor In Practice", 2022, and
 * bus-factor-explorer), from commits alone: git knows no reviews and meetings, which are 0.
 */
export function recentScore({ created, own, others }: RecentFacts): number {
  return 3 * created + own + 2.4 * (Math.log(1 + own + others) - Math.log(1 + others));
}

/** Recent knowledge of everyone who changed a file in the `recentDays` before `lastAt` (seconds since 1970). */
export function recentScoresOf<P>(
  changes: readonly FileChange[],
  lastAt: number,
  personOf: PersonOf<P>,
): ReadonlyMap<P, number> {
  const facts = new Map<P, { created: number; own: number }>();
  let all = 0;
  for (const { author, kind, at } of changes) {
    const person = personOf(author);
    // A new name for a file teaches nothing about what is in it.
    if (person === undefined || kind === 'renamed') continue;
    // Clocks differ: a change is never younger than the last.
    const days = Math.max(0, Math.floor((lastAt - at) / secondsOfDay));
    if (days > recentDays) continue;
    const weight = decayWeight(days);
    const known = facts.get(person) ?? { created: 0, own: 0 };
    facts.set(person, known);
    known.own += weight;
    all += weight;
    if (kind === 'added') known.created = Math.max(known.created, weight);
  }
  return new Map(
    Array.from(facts, ([person, { created, own }]) => [
      person,
      recentScore({ created, own, others: Math.max(0, all - own) }),
    ]),
  );
}

/** Who knows a file now: within a quarter of the highest score, and not next to nothing. */
export function recentlyKnowing<P>(
  changes: readonly FileChange[],
  lastAt: number,
  personOf: PersonOf<P>,
): ReadonlySet<P> {
  const scores = recentScoresOf(changes, lastAt, personOf);
  const highest = Math.max(...scores.values());
  return new Set(
    Array.from(scores)
      .filter(([, score]) => score >= leastScore && score / highest > shareOfHighest)
      .map(([person]) => person),
  );
}
