import { authorName } from '../model/entries.ts';
import { readClaims } from './claims.ts';
import { calledAs } from './owned-label.ts';
import { isPersonRole } from './roles.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** Somebody, and a name that they have or had. */
export interface NamedPerson {
  /** Id of the person. */
  readonly person: string;
  readonly name: string;
}

/** Tells people of one name apart. */
export interface Namesakes {
  /**
   * What has to stand beside a name: the person's id, where somebody else is or was called the same;
   * undefined where nobody is, or it is not known whose name it is.
   */
  idBeside(name: string, person: string | undefined): string | undefined;
}

/** What fits beside a name; of longer ids it is the beginning and the end. */
const longest = 24;

/** @param all every name that anybody was ever given: most providers let people choose theirs */
export function namesakesOf(all: Iterable<NamedPerson>): Namesakes {
  const people = new Map<string, Set<string>>();
  for (const { person, name } of all) {
    const folded = foldName(name);
    people.set(folded, (people.get(folded) ?? new Set<string>()).add(person));
  }
  return {
    idBeside(name, person) {
      if (person === undefined) return undefined;
      const others = [...(people.get(foldName(name)) ?? [])].filter((one) => one !== person);
      if (others.length === 0) return undefined;
      const short = shortId(person);
      return others.some((one) => shortId(one) === short) ? person : short;
    },
  };
}

/** Of everybody whose device was ever let in. */
export function namesakesIn({ accepted }: WorkspaceAccess): Namesakes {
  return namesakesOf(
    [...accepted.values()].flatMap(({ token, label }) => {
      const claims = readClaims(token);
      if (claims === undefined || !isPersonRole(claims.role)) return [];
      const names = new Set([claims.name, calledAs(claims, label)]);
      return Array.from(names, (name) => ({ person: claims.sub, name }));
    }),
  );
}

/** A name as people are told it, with what tells it apart. */
export function nameWithId(name: string, id: string | undefined): string {
  return id === undefined ? name : `${name} (${id})`;
}

/** Names that read the same are the same. */
export function foldName(name: string): string {
  return authorName(name).normalize('NFKC').toLowerCase();
}

function shortId(id: string): string {
  return id.length <= longest ? id : `${id.slice(0, 12)}…${id.slice(-8)}`;
}
