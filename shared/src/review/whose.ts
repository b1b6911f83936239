import { asKey } from '../finding/linked-documents.ts';
import type { MapPerson, MapTeam, MapValue } from '../model/map-value.ts';
import type { ReviewFinding } from './finding.ts';

/** Whose findings are. Names, other names and ids, however they are written. */
export interface Whose {
  /** The team owns it, or somebody of the team does. */
  isOfTeam(finding: ReviewFinding, team: string): boolean;
  /** They own it themselves, or no person does and a team of theirs does. */
  isOfPerson(finding: ReviewFinding, person: string): boolean;
  /** What the map calls them; undefined where it does not have them. */
  team(name: string): string | undefined;
  person(name: string): string | undefined;
}

export function whoseOf(map: MapValue): Whose {
  const teams = new Map<string, MapTeam>();
  const people = new Map<string, MapPerson>();
  for (const team of map.teams.values())
    for (const name of [team.id, team.name]) teams.set(asKey(name), team);
  for (const person of map.people.values())
    for (const name of [...person.aliases, person.id, person.name]) people.set(asKey(name), person);
  const teamsOf = (person: string): readonly string[] =>
    (people.get(asKey(person))?.teams ?? []).flatMap((id) => map.teams.get(id)?.name ?? []);
  const teamName = (name: string): string | undefined => teams.get(asKey(name))?.name;
  const personName = (name: string): string | undefined => people.get(asKey(name))?.name;
  return {
    team: teamName,
    person: personName,
    isOfTeam({ owners }, team) {
      const wanted = asKey(teamName(team) ?? team);
      const named = [...owners.teams, ...owners.people.flatMap(teamsOf)];
      return named.some((one) => asKey(one) === wanted);
    },
    isOfPerson({ owners }, person) {
      const wanted = asKey(personName(person) ?? person);
      if (owners.people.length > 0) return owners.people.some((one) => asKey(one) === wanted);
      const own = new Set(teamsOf(person).map(asKey));
      return owners.teams.some((one) => own.has(asKey(one)));
    },
  };
}
