import type { MapValue } from '../model/map-value.ts';

/** A redundancy group that helps nothing against some of its members: they are needed alone, too. */
export interface BesideGroup {
  /** Ids. */
  readonly group: string;
  readonly component: string;
  /** Those that the component also needs (hard) by themselves. */
  readonly members: readonly string[];
}

/** Groups with members to spare that a plain need of the same component defeats. */
export function neededBesideGroup(map: MapValue): readonly BesideGroup[] {
  const hard = new Map<string, Set<string>>();
  for (const { from, to, kind } of map.dependencies.values()) {
    if (kind !== 'hard') continue;
    const of = hard.get(from) ?? new Set<string>();
    hard.set(from, of.add(to));
  }
  return [...map.groups.values()].flatMap(({ id, component, members, needs }) => {
    if (needs >= members.length) return [];
    const alone = members.filter((member) => hard.get(component)?.has(member) === true);
    return alone.length === 0 ? [] : [{ group: id, component, members: alone }];
  });
}
