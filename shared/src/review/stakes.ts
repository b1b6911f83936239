import { asKey } from '../finding/linked-documents.ts';
import type { MapValue } from '../model/map-value.ts';
import { tierOf } from '../drilling/scenario-fit.ts';
import type { Owners, Protects, ReviewSubject } from './finding.ts';

/** What of the map is at stake, and whose it is. */
export interface Stakes {
  /**
   * Of components, by id.
   *
   * @param down how many are down with it
   * @param least what it is worth whatever they are
   */
  protectsOf(components: Iterable<string>, down?: number, least?: Protects['importance']): Protects;
  /** Who looks after components: of the first that somebody does. */
  ownersOf(...alternatives: readonly (readonly string[])[]): Owners;
  /** Names as documents have them: teams of the map, else people. Empty names count for nothing. */
  ownersNamed(names: readonly string[]): Owners;
  component(id: string): ReviewSubject;
}

/** An objective from which on something counts like tier 1. */
const highObjective = 0.9995;
const manyDown = 3;

const nobody: Owners = { people: [], teams: [] };

export function createStakes(map: MapValue): Stakes {
  const worth = new Map(
    [...map.components.values()].map((component) => [
      component.id,
      {
        tier: tierOf(component),
        availability: component.objective.availability,
        hasObjective: Object.keys(component.objective).length > 0,
      },
    ]),
  );
  const teams = new Map([...map.teams.values()].map(({ name }) => [asKey(name), name]));
  const people = new Map<string, string>();
  for (const { name, aliases } of map.people.values())
    for (const one of [...aliases, name]) people.set(asKey(one), name);
  return {
    protectsOf(components, down = 0, least = 1) {
      let tier: number | undefined;
      let objective: number | undefined;
      let hasObjective = false;
      for (const id of components) {
        const component = worth.get(id);
        if (component === undefined) continue;
        const own = component.tier;
        if (own !== undefined && (tier === undefined || own < tier)) tier = own;
        const { availability } = component;
        if (availability !== undefined && availability > (objective ?? 0)) objective = availability;
        hasObjective ||= component.hasObjective;
      }
      const isFirst = (tier ?? 9) <= 1 || (objective ?? 0) >= highObjective || least === 3;
      const isSecond = tier === 2 || hasObjective || down >= manyDown || least === 2;
      return { importance: isFirst ? 3 : isSecond ? 2 : 1, tier, objective, down };
    },
    ownersOf(...alternatives) {
      for (const components of alternatives) {
        const owners = sorted(
          components.flatMap((id) =>
            (map.components.get(id)?.ownerPeople ?? []).map(
              (person) => map.people.get(person)?.name ?? person,
            ),
          ),
          components.flatMap((id) =>
            (map.components.get(id)?.ownerTeams ?? []).map(
              (team) => map.teams.get(team)?.name ?? team,
            ),
          ),
        );
        if (isSomebody(owners)) return owners;
      }
      return nobody;
    },
    ownersNamed(names) {
      const said = names.map((name) => name.trim()).filter((name) => name !== '');
      return sorted(
        said.flatMap((name) => (teams.has(asKey(name)) ? [] : [people.get(asKey(name)) ?? name])),
        said.flatMap((name) => teams.get(asKey(name)) ?? []),
      );
    },
    component: (id) => ({ of: 'component', id, name: map.components.get(id)?.name ?? id }),
  };
}

function isSomebody({ people, teams }: Owners): boolean {
  return people.length + teams.length > 0;
}

/** The first that somebody is in. */
export function firstOwners(...alternatives: readonly Owners[]): Owners {
  return alternatives.find(isSomebody) ?? nobody;
}

function sorted(people: readonly string[], teams: readonly string[]): Owners {
  return { people: [...new Set(people)].toSorted(), teams: [...new Set(teams)].toSorted() };
}
