import type { MapValue } from '@holdfast/shared/model/map-value';
import type { Person } from '@holdfast/shared/ownership/identities';
import type { Unsure } from '@holdfast/shared/ownership/unsure-identities';
import { matchPeople, type PersonMatch } from '@holdfast/shared/transfer/match-people';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import { chosenOf, type Corrections } from './corrections.ts';
import type { Found } from './use-git-log.ts';

export const shownKinds = [
  'all',
  'unsure',
  'several',
  'merged',
  'corrected',
  'unknown',
  'bots',
] as const;
export type Shown = (typeof shownKinds)[number];

/** Somebody in the log, as a row shows them. */
export interface WhoRow {
  /** What tells the rows apart. */
  readonly name: string;
  /** Index in the people found. */
  readonly at: number;
  readonly person: Person;
  readonly match: PersonMatch;
  readonly isCorrected: boolean;
  readonly mayBeSeveral: boolean;
  readonly unsure: readonly Unsure[];
}

export function whoRows(
  map: MapValue,
  { identities, corrected, several }: Found,
  corrections: Corrections,
): readonly WhoRow[] {
  const { people, unsure } = identities;
  const matches = matchPeople(map, people, chosenOf(corrections, people));
  const manifold = new Set(several);
  const pairs = new Map<number, Unsure[]>();
  for (const pair of unsure) {
    for (const at of [pair.a, pair.b]) {
      const known = pairs.get(at);
      if (known === undefined) pairs.set(at, [pair]);
      else known.push(pair);
    }
  }
  return people.map((person, at) => ({
    name: String(at),
    at,
    person,
    match: matches[at] ?? { kind: 'unnamed' },
    isCorrected: corrected[at] === true,
    mayBeSeveral: manifold.has(at),
    unsure: pairs.get(at) ?? [],
  }));
}

export function filteredRows(
  rows: readonly WhoRow[],
  shown: Shown,
  query: string,
): readonly WhoRow[] {
  const wanted = query.trim().toLowerCase();
  return rows.filter(
    (row) =>
      isShown(row, shown) &&
      (wanted === '' ||
        [row.person.name, ...row.person.names, ...row.person.emails].some((one) =>
          one.toLowerCase().includes(wanted),
        )),
  );
}

function isShown({ person, match, ...row }: WhoRow, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'unsure':
      return row.unsure.length > 0;
    case 'several':
      return row.mayBeSeveral;
    case 'merged':
      return person.names.length > 1 || person.emails.length > 1;
    case 'corrected':
      return row.isCorrected;
    case 'unknown':
      return match.kind !== 'known' && match.kind !== 'bot';
    case 'bots':
      return person.bot;
  }
}

export function matchWords(map: MapValue, match: PersonMatch): string {
  if (match.kind !== 'known') return words.matches[match.kind];
  const name = map.people.get(match.id)?.name ?? match.id;
  return `${words.matches.known(name)}, ${words.matches.by[match.by]}`;
}

/** Why the names and addresses of a row are one person's; empty where there is but one of each. */
export function whyWords({ person, isCorrected }: WhoRow): string {
  if (isCorrected) return words.corrected;
  return person.merged.map((why) => words.whys[why]).join(', ');
}
