import type { CommitAuthor } from './file-history.ts';
import type { Corrections, ListedPerson, Rename } from './identities-file.ts';
import { addressKey, nameKey } from './identity-keys.ts';
import { unsureAmong, type Unsure } from './unsure-identities.ts';

/** Somebody who made commits, under one or more names and addresses. */
export interface Person {
  readonly name: string;
  /** The first is the one with the most commits; empty where none is fit for writing to. */
  readonly email: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly commits: number;
  /** A program, which knows nothing. */
  readonly bot: boolean;
  /** Named in the corrections. */
  readonly isListed: boolean;
  /** What led to this being one person. */
  readonly merged: readonly ('e-mail' | 'name' | 'listed')[];
}

export interface Identities {
  /** Those with the most commits first. */
  readonly people: readonly Person[];
  /** By index of the commit author: an index in `people`. */
  readonly personOf: readonly number[];
  readonly unsure: readonly Unsure[];
}

const noCorrections: Corrections = { people: [], renames: [] };

/**
 * Which authors are one person. An e-mail address says so, then an equal name (accents and case
 * aside); what people listed in `corrections` comes before both, and keeps listed people apart.
 */
export function identify(
  authors: readonly CommitAuthor[],
  corrections: Corrections = noCorrections,
): Identities {
  const entries = authors.map(renamer(corrections));
  const listed = listedKeys(corrections.people);
  const direct = entries.map((entry) => listedFor(entry, listed));
  for (const [at, person] of direct.entries()) {
    const entry = entries[at];
    if (person === undefined || entry === undefined) continue;
    // Under whatever other name a listed person committed, it is theirs too.
    for (const key of keysOf(entry)) add(listed, key, person);
  }
  const groups = groupsOf(
    entries,
    direct.map((person) => person === undefined),
  );
  const members = new Map<string, number[]>();
  const doubtful: (readonly [string, number])[] = [];
  for (const [at, group] of groups.entries()) {
    const person = direct[at];
    append(members, person === undefined ? `group ${group}` : `listed ${person}`, at);
  }
  for (const [key, own] of [...members]) {
    if (!key.startsWith('group ')) continue;
    const claims = new Set(
      own.flatMap((at) => keysOf(entries[at]).flatMap((one) => [...(listed.get(one) ?? [])])),
    );
    const [person] = claims;
    if (person === undefined) continue;
    if (claims.size > 1) {
      for (const one of claims) doubtful.push([key, one]);
      continue;
    }
    members.delete(key);
    for (const at of own) append(members, `listed ${person}`, at);
  }
  return assemble(entries, corrections.people, members, doubtful);
}

interface Entry extends CommitAuthor {
  readonly address: string | undefined;
  readonly nameKey: string | undefined;
}

/** Says who an author is by the first line that names both name and address, else the address alone. */
function renamer({ renames }: Corrections): (author: CommitAuthor) => Entry {
  const byAddress = new Map<string, Rename[]>();
  for (const rename of renames) {
    const key = folded(rename.from.email);
    const known = byAddress.get(key);
    if (known === undefined) byAddress.set(key, [rename]);
    else known.push(rename);
  }
  return (author) => {
    const rules = byAddress.get(folded(author.email)) ?? [];
    const rule =
      rules.find(
        ({ from }) => from.name !== undefined && folded(from.name) === folded(author.name),
      ) ?? rules.find(({ from }) => from.name === undefined);
    const name = rule?.to.name ?? author.name;
    const email = rule?.to.email ?? author.email;
    const { commits } = author;
    return { name, email, commits, address: addressKey(email), nameKey: nameKey(name) };
  };
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

function keysOf(entry: Entry | undefined): readonly string[] {
  const keys: string[] = [];
  if (entry?.address !== undefined) keys.push(`e-mail ${entry.address}`);
  if (entry?.nameKey !== undefined) keys.push(`name ${entry.nameKey}`);
  return keys;
}

function listedKeys(people: readonly ListedPerson[]): Map<string, Set<number>> {
  const keys = new Map<string, Set<number>>();
  for (const [at, { name, names, emails }] of people.entries()) {
    for (const one of [name, ...names]) {
      const key = nameKey(one);
      if (key !== undefined) add(keys, `name ${key}`, at);
    }
    for (const one of emails) add(keys, `e-mail ${folded(one)}`, at);
  }
  return keys;
}

/** By address, else by name where one listed person alone has it. */
function listedFor(
  entry: Entry,
  listed: ReadonlyMap<string, ReadonlySet<number>>,
): number | undefined {
  const [byAddress] = listed.get(`e-mail ${folded(entry.email)}`) ?? [];
  if (byAddress !== undefined || entry.nameKey === undefined) return byAddress;
  const [byName, ...others] = listed.get(`name ${entry.nameKey}`) ?? [];
  return others.length === 0 ? byName : undefined;
}

/** A number each; those that share an address or a name have the same. */
function groupsOf(entries: readonly Entry[], isFree: readonly boolean[]): readonly number[] {
  const parent = entries.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
      // Halving keeps the paths short.
      parent[root] = parent[up] ?? up;
      root = up;
    }
    return root;
  };
  const first = new Map<string, number>();
  for (const [at, entry] of entries.entries()) {
    if (isFree[at] !== true) continue;
    for (const key of keysOf(entry)) {
      const other = first.get(key);
      if (other === undefined) first.set(key, at);
      else parent[rootOf(at)] = rootOf(other);
    }
  }
  return entries.map((_, at) => rootOf(at));
}

function assemble(
  entries: readonly Entry[],
  listed: readonly ListedPerson[],
  members: ReadonlyMap<string, readonly number[]>,
  doubtful: readonly (readonly [string, number])[],
): Identities {
  const made = Array.from(members, ([key, own]) => ({
    key,
    own,
    person: personFrom(
      own.flatMap((at) => entries[at] ?? []),
      key.startsWith('listed ') ? listed[Number(key.slice('listed '.length))] : undefined,
    ),
  })).sort(
    (a, b) =>
      b.person.commits - a.person.commits ||
      compare(a.person.name, b.person.name) ||
      compare(a.person.email, b.person.email),
  );
  const personOf: number[] = entries.map(() => 0);
  const placeOf = new Map<string, number>();
  for (const [place, { key, own }] of made.entries()) {
    placeOf.set(key, place);
    for (const at of own) personOf[at] = place;
  }
  const people = made.map(({ person }) => person);
  const claimed = doubtful.flatMap(([key, one]): readonly Unsure[] => {
    const [a, b] = [placeOf.get(key), placeOf.get(`listed ${one}`)];
    return a === undefined || b === undefined ? [] : [{ a, b, why: 'more than one listed' }];
  });
  return { people, personOf, unsure: [...claimed, ...unsureAmong(people)] };
}

function personFrom(entries: readonly Entry[], listed: ListedPerson | undefined): Person {
  const names = byCommits(entries, ({ name }) => name);
  const emails = byCommits(entries, ({ email }) => email.toLowerCase());
  const fit = emails.find((email) => addressKey(email) !== undefined);
  const merged = new Set<Person['merged'][number]>();
  if (listed !== undefined) merged.add('listed');
  if (names.length > 1 && new Set(names.map(nameKey)).size > 1) merged.add('e-mail');
  if (emails.length > 1 && listed === undefined) merged.add('name');
  const name = listed?.name ?? names[0] ?? '';
  return {
    name: name === '' ? (fit ?? 'nobody') : name,
    email: listed?.emails[0] ?? fit ?? '',
    names,
    emails,
    commits: entries.reduce((sum, { commits }) => sum + commits, 0),
    bot: listed?.bot ?? names.some((one) => /\[bot\]$/i.test(one.trim())),
    isListed: listed !== undefined,
    merged: [...merged],
  };
}

function byCommits(entries: readonly Entry[], of: (entry: Entry) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const value = of(entry).trim();
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + entry.commits);
  }
  return Array.from(counts)
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || compare(a, b))
    .map(([value]) => value);
}

function add(groups: Map<string, Set<number>>, key: string, value: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}

function append(groups: Map<string, number[]>, key: string, value: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
