import type { MapValue } from '../model/map-value.ts';
import { strongComponents } from './strong-components.ts';

/**
 * Ids of components that people expect something of: what nothing else needs, or what has an
 * objective. Components that need each other in a circle count as one, for whatever is at the top of a
 * map must be told of; its ids are in order.
 */
export function servicesOf(map: MapValue): readonly (readonly string[])[] {
  const ids = [...map.components.keys()];
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const needs: number[][] = ids.map(() => []);
  const need = (from: string, to: string): void => {
    const target = numbers.get(to);
    if (target !== undefined) needs[numbers.get(from) ?? -1]?.push(target);
  };
  for (const { from, to, kind } of map.dependencies.values()) if (kind === 'hard') need(from, to);
  for (const { component, members } of map.groups.values())
    for (const member of members) need(component, member);

  const circles = strongComponents(ids.length, (node) => needs[node] ?? []);
  const circleOf = new Map(
    circles.flatMap((members, circle) => members.map((member) => [member, circle] as const)),
  );
  const needed = new Set(
    needs.flatMap((targets, from) =>
      targets
        .map((target) => circleOf.get(target))
        .filter((circle) => circle !== circleOf.get(from)),
    ),
  );
  const hasObjective = (id: string): boolean =>
    map.components.get(id)?.objective.availability !== undefined;
  const tops = circles
    .filter((_, circle) => !needed.has(circle))
    .map((members) => members.flatMap((member) => ids[member] ?? []).toSorted());
  const alone = ids.filter(hasObjective).map((id) => [id]);
  return [...tops.map((circle) => circle.filter((id) => !hasObjective(id))), ...alone];
}
