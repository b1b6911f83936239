import type * as Y from 'yjs';
import { readMap } from './map.ts';
import type { MapProjection } from './projection.ts';

/** What lists, search, suggestions and the home screen need to know of the map. */
export function projectMap(doc: Y.Doc): MapProjection {
  const map = readMap(doc);
  return {
    kind: 'map',
    title: 'Map',
    components: Array.from(map.components.values(), ({ id, name, layer, aliases }) => ({
      id,
      name,
      layer,
      ...(aliases.length === 0 ? {} : { aliases }),
    })),
    people: Array.from(map.people.values(), ({ id, name, aliases, teams }) => {
      const names = teams.flatMap((team) => map.teams.get(team)?.name ?? []);
      return {
        id,
        name,
        ...(aliases.length === 0 ? {} : { aliases }),
        ...(names.length === 0 ? {} : { teams: names }),
      };
    }),
    dependencies: map.dependencies.size,
    groups: map.groups.size,
    domains: map.domains.size,
    setAside: map.setAside.length,
    problems: map.problems.length,
    changedAtMs: map.changedAtMs,
    changedBy: map.changedBy,
  };
}
