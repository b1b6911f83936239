import type { Identities, Person } from './identities.ts';
import type { ListedPerson } from './identities-file.ts';
import { addressKey } from './identity-keys.ts';

/** All that were found, as a list to be corrected: `identify` with it finds the same people again. */
export function listedPeople({ people }: Identities): readonly ListedPerson[] {
  return people.map(listedAs);
}

function listedAs({ name, names, emails, bot }: Person): ListedPerson {
  return {
    name,
    // What git makes up where no address is set is many people's.
    emails: emails.filter((email) => addressKey(email) !== undefined),
    names: names.filter((one) => one !== name),
    bot,
  };
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
