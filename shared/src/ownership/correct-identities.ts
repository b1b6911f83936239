import type { CommitAuthor } from './file-history.ts';
import type { Identities, Person } from './identities.ts';
import type { ListedPerson } from './identities-file.ts';
import { addressKey } from './identity-keys.ts';

/** All that were found, as a list to be corrected: `identify` with it finds the same people again. */
export function listedPeople({ people }: Identities): readonly ListedPerson[] {
  return people.map(listedAs);
}

/** Those of a list that was given already, and others (by index), as a list to be corrected. */
export function listedWith(
  { people }: Identities,
  others: readonly number[],
): { readonly list: readonly ListedPerson[]; readonly places: ReadonlyMap<number, number> } {
  const wanted = new Set(others);
  const list: ListedPerson[] = [];
  const places = new Map<number, number>();
  for (const [at, person] of people.entries()) {
    if (!person.isListed && !wanted.has(at)) continue;
    places.set(at, list.length);
    list.push(listedAs(person));
  }
  return { list, places };
}

function listedAs({ name, names, email, emails, bot }: Person): ListedPerson {
  // What git makes up where no address is set is many people's.
  const fit = emails.filter((one) => addressKey(one) !== undefined);
  return {
    name,
    // The first is the one that they are known by.
    emails: fit.includes(email) ? [email, ...fit.filter((one) => one !== email)] : fit,
    names: names.filter((one) => one !== name),
    bot,
  };
}

/**
 * What a `.mailmap` makes of the authors, in our own list: by the addresses that commits have, not
 * by those they are written as. An address that it gives to two is the first one's.
 */
export function listedOfAuthors(
  authors: readonly CommitAuthor[],
  { people, personOf }: Identities,
): readonly ListedPerson[] {
  const names = people.map(() => new Set<string>());
  const emails = people.map(({ email }) => new Set(addressKey(email) === undefined ? [] : [email]));
  const taken = new Set(people.map(({ email }) => email.toLowerCase()));
  for (const [at, author] of authors.entries()) {
    const person = personOf[at] ?? -1;
    const address = addressKey(author.email);
    if (author.name.trim() !== '') names[person]?.add(author.name.trim());
    if (address === undefined || taken.has(address)) continue;
    taken.add(address);
    emails[person]?.add(address);
  }
  return people.map(({ name, bot }, at) => ({
    name,
    emails: [...(emails[at] ?? [])],
    names: [...(names[at] ?? [])].filter((one) => one !== name),
    bot,
  }));
}

/** Says that two of a list (by index) are one, who is called as `kept` is. */
export function makeOne(
  people: readonly ListedPerson[],
  kept: number,
  other: number,
): readonly ListedPerson[] {
  const [one, two] = [people[kept], people[other]];
  if (one === undefined || two === undefined || kept === other) return people;
  const names = new Set([...one.names, two.name, ...two.names]);
  names.delete(one.name);
  const both = { ...one, names: [...names], emails: [...new Set([...one.emails, ...two.emails])] };
  return people.flatMap((person, at) => (at === kept ? [both] : at === other ? [] : [person]));
}

/** Says that some addresses of one of a list (by index) are somebody else's, called `name`. */
export function takeApart(
  people: readonly ListedPerson[],
  from: number,
  emails: readonly string[],
  name: string,
): readonly ListedPerson[] {
  const person = people[from];
  const theirs = person?.emails.filter((email) => emails.includes(email)) ?? [];
  if (person === undefined || theirs.length === 0) return people;
  const rest = {
    ...person,
    emails: person.emails.filter((email) => !theirs.includes(email)),
    names: person.names.filter((one) => one !== name),
  };
  return people.flatMap((one, at) =>
    at === from ? [rest, { name, emails: theirs, names: [], bot: false }] : [one],
  );
}

/** Says how somebody of a list (by index) is called; the name before stays one of theirs. */
export function called(
  people: readonly ListedPerson[],
  at: number,
  name: string,
): readonly ListedPerson[] {
  return people.map((person, index) =>
    index === at
      ? {
          ...person,
          name,
          names: [...new Set([person.name, ...person.names])].filter((one) => one !== name),
        }
      : person,
  );
}

/** Says of somebody of a list (by index) whether they are a program. */
export function markedBot(
  people: readonly ListedPerson[],
  at: number,
  bot: boolean,
): readonly ListedPerson[] {
  return people.map((person, index) => (index === at ? { ...person, bot } : person));
}
