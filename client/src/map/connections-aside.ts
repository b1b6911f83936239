import type { MapComponent, MapValue, SetAside } from '@holdfast/shared/model/map-value';

/** What is kept aside because of something that is not on the map: each dependency and group once for it. */
export function connectionsAside(map: MapValue): readonly SetAside[] {
  const found = new Map<string, SetAside>();
  for (const one of map.setAside) {
    if (one.register === 'knowledge') continue;
    const key = JSON.stringify([one.register, one.id, one.missing.register, one.missing.id]);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** Components that were deleted since then (ms since 1970), the latest first. */
export function deletedSince(map: MapValue, sinceMs: number): readonly MapComponent[] {
  const whenOf = ({ deleted }: MapComponent): number => deleted?.atMs ?? 0;
  return [...map.deleted.components.values()]
    .filter((one) => whenOf(one) >= sinceMs)
    .toSorted((a, b) => whenOf(b) - whenOf(a));
}

/** How many are kept aside once a component (id) is gone: what is counted there, too. */
export function connectionsOf(map: MapValue, component: string): number {
  const needs = [...map.dependencies.values()].filter(
    ({ from, to }) => from === component || to === component,
  );
  const groups = [...map.groups.values()].filter(
    (group) =>
      group.component === component ||
      group.members.includes(component) ||
      group.failoverNeeds.includes(component),
  );
  return needs.length + groups.length;
}
