import { textHash } from '../model/ids.ts';
import type { MapPerson, MapValue } from '../model/map-value.ts';
import type { Person } from '../ownership/identities.ts';
import { addressKey, nameKey } from '../ownership/identity-keys.ts';

/** Who in the map somebody is whom another tool knows by names and addresses. */
export type PersonMatch =
  | {
      readonly kind: 'known';
      readonly id: string;
      readonly by: 'e-mail' | 'name' | 'earlier import' | 'choice';
    }
  /** Nobody there; the id that everybody who imports them gives them. */
  | { readonly kind: 'new'; readonly id: string }
  /** More than one could be meant. */
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  /** Somebody took them off the map. */
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'bot' }
  /** Neither name nor address says who it was. */
  | { readonly kind: 'unnamed' };

/** As much of a map as says who is on it. */
export interface PeopleOfMap {
  readonly people: MapValue['people'];
  readonly deleted: Pick<MapValue['deleted'], 'people'>;
}

/** By index of person: whom somebody takes them for, an id in the map; empty for nobody there. */
export type ChosenPeople = ReadonlyMap<number, string>;

/**
 * By what somebody chose, then by address (contacts and other names), else by name; each of
 * `people` gets a match.
 */
export function matchPeople(
  map: PeopleOfMap,
  people: readonly Person[],
  chosen: ChosenPeople = new Map(),
): readonly PersonMatch[] {
  const here = keysOf(map.people.values());
  const gone = keysOf(map.deleted.people.values());
  return people.map((person, at): PersonMatch => {
    if (person.bot) return { kind: 'bot' };
    const choice = chosen.get(at);
    if (choice !== undefined && map.people.has(choice)) {
      return { kind: 'known', id: choice, by: 'choice' };
    }
    if (person.email === '' && nameKey(person.name) === undefined) return { kind: 'unnamed' };
    const id = suggestedId(person);
    if (choice === '' && !map.people.has(id) && !map.deleted.people.has(id)) {
      return { kind: 'new', id };
    }
    return (
      matchIn(here, person) ??
      (map.people.has(id) ? { kind: 'known', id, by: 'earlier import' } : undefined) ??
      deletedMatch(matchIn(gone, person)) ??
      (map.deleted.people.has(id) ? { kind: 'deleted', id } : { kind: 'new', id })
    );
  });
}

function deletedMatch(found: PersonMatch | undefined): PersonMatch | undefined {
  if (found === undefined) return undefined;
  if (found.kind === 'known') return { kind: 'deleted', id: found.id };
  return found.kind === 'several' ? { kind: 'deleted', id: found.ids[0] ?? '' } : found;
}

/** Follows from the address, so that two who import at the same time suggest one person. */
function suggestedId({ email, name }: Person): string {
  const key = email === '' ? `name ${nameKey(name) ?? name}` : `e-mail ${email.toLowerCase()}`;
  return `git-${textHash(key)}`;
}

interface Keys {
  readonly addresses: ReadonlyMap<string, ReadonlySet<string>>;
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

function keysOf(people: Iterable<MapPerson>): Keys {
  const addresses = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  for (const { id, name, contacts, aliases } of people) {
    for (const text of [...contacts.map(({ value }) => value), ...aliases]) {
      const address = addressKey(text);
      if (address !== undefined) put(addresses, address, id);
    }
    for (const text of [name, ...aliases]) {
      const key = nameKey(text);
      if (key !== undefined) put(names, key, id);
    }
  }
  return { addresses, names };
}

function put(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, new Set([id]));
  else ids.add(id);
}

function matchIn({ addresses, names }: Keys, person: Person): PersonMatch | undefined {
  const byAddress = person.emails.flatMap((one) => [
    ...(addresses.get(addressKey(one) ?? '') ?? []),
  ]);
  const byName = [person.name, ...person.names].flatMap((one) => {
    const key = nameKey(one);
    return key === undefined ? [] : [...(names.get(key) ?? [])];
  });
  const ways = [
    ['e-mail', byAddress],
    ['name', byName],
  ] as const;
  for (const [by, found] of ways) {
    const ids = [...new Set(found)];
    const [id] = ids;
    if (id === undefined) continue;
    return ids.length === 1 ? { kind: 'known', id, by } : { kind: 'several', ids };
  }
  return undefined;
}
