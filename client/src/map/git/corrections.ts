import {
  called,
  listedWith,
  makeOne,
  markedBot,
  takeApart,
} from '@holdfast/shared/ownership/correct-identities';
import type { Identities, Person } from '@holdfast/shared/ownership/identities';
import { addressKey } from '@holdfast/shared/ownership/identity-keys';
import type { ListedPerson } from '@holdfast/shared/ownership/identities-file';

/** What somebody said of who is who. */
export interface Corrections {
  /** Only those that were corrected, or came in a file; all others are as found. */
  readonly listed: readonly ListedPerson[];
  /** By `personKey`: who they are on the map; empty for nobody there. */
  readonly links: ReadonlyMap<string, string>;
}

/** Corrections, with what was said before and what was taken back. */
export interface CorrectionSteps {
  readonly now: Corrections;
  readonly past: readonly Corrections[];
  readonly undone: readonly Corrections[];
}

/** Everybody as found. */
export const none: Corrections = { listed: [], links: new Map() };
export const noSteps: CorrectionSteps = { now: none, past: [], undone: [] };

export function corrected({ now, past }: CorrectionSteps, next: Corrections): CorrectionSteps {
  return { now: next, past: [...past, now], undone: [] };
}

export function undo(steps: CorrectionSteps): CorrectionSteps {
  const before = steps.past.at(-1);
  if (before === undefined) return steps;
  return { now: before, past: steps.past.slice(0, -1), undone: [...steps.undone, steps.now] };
}

export function redo(steps: CorrectionSteps): CorrectionSteps {
  const next = steps.undone.at(-1);
  if (next === undefined) return steps;
  return { now: next, past: [...steps.past, steps.now], undone: steps.undone.slice(0, -1) };
}

/** By what somebody is known from one correction to the next: their place in the list moves. */
function personKey({ email, name }: Pick<Person, 'email' | 'name'>): string {
  return email === '' ? `name ${name}` : email.toLowerCase();
}

/** Whom people said somebody is on the map, by index of person. */
export function chosenOf(
  { links }: Corrections,
  people: readonly Person[],
): ReadonlyMap<number, string> {
  const chosen = new Map<number, string>();
  for (const [at, person] of people.entries()) {
    const id = links.get(personKey(person));
    if (id !== undefined) chosen.set(at, id);
  }
  return chosen;
}

/** All of them (indices of persons) are one: called as the one with the most commits. */
export function joined(
  now: Corrections,
  identities: Identities,
  several: readonly number[],
): Corrections {
  const { list, places } = listedWith(identities, several);
  // Those with the most commits are first among the people.
  const [kept, ...others] = several.toSorted((a, b) => a - b).flatMap((at) => places.get(at) ?? []);
  if (kept === undefined) return now;
  let listed: readonly ListedPerson[] = list;
  // From the last on: the places before it stay.
  for (const other of others.toReversed()) listed = makeOne(listed, kept, other);
  return { ...now, listed };
}

/**
 * The addresses by which a person can be taken apart: none where there is only one, since what is
 * left would be known by names alone.
 */
export function separable({ emails }: Pick<Person, 'emails'>): readonly string[] {
  const fit = emails.filter((one) => addressKey(one) !== undefined);
  return fit.length < 2 ? [] : fit;
}

/** Some addresses of a person, not all, are somebody else's. */
export function apart(
  now: Corrections,
  identities: Identities,
  split: { readonly person: number; readonly emails: readonly string[]; readonly name: string },
): Corrections {
  return edited(now, identities, split.person, (listed, at) =>
    takeApart(listed, at, split.emails, split.name),
  );
}

/** They stay as they are found: no longer asked about. */
export function keptApart(
  now: Corrections,
  identities: Identities,
  both: readonly number[],
): Corrections {
  return { ...now, listed: listedWith(identities, both).list };
}

/** How somebody is called, and whether they are a program. */
export function described(
  now: Corrections,
  identities: Identities,
  person: number,
  { name, bot }: { readonly name: string; readonly bot: boolean },
): Corrections {
  return edited(now, identities, person, (listed, at) =>
    markedBot(called(listed, at, name), at, bot),
  );
}

/** @param id on the map; empty for nobody there; undefined for whoever is found */
export function linked(
  now: Corrections,
  person: Pick<Person, 'email' | 'name'>,
  id: string | undefined,
): Corrections {
  const links = new Map(now.links);
  if (id === undefined) links.delete(personKey(person));
  else links.set(personKey(person), id);
  return { ...now, links };
}

function edited(
  now: Corrections,
  identities: Identities,
  person: number,
  change: (listed: readonly ListedPerson[], at: number) => readonly ListedPerson[],
): Corrections {
  const { list, places } = listedWith(identities, [person]);
  const at = places.get(person);
  return at === undefined ? now : { ...now, listed: change(list, at) };
}
