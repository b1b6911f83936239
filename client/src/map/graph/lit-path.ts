import type { RedundancyGroup } from '@holdfast/shared/model/map-value';
import type { Cause } from '../analysis/analysis-messages.ts';
import { type Fates, fatesOf, noFates } from './fate.ts';

/** The way from what is down to one cause of it, as it is drawn. Ids are of boxes. */
export interface LitPath {
  /** In its order; empty where no way is lit. */
  readonly steps: readonly string[];
  /** What has to fall together with a step of it. */
  readonly together: Fates;
  /** Lines on it, as `pairKey` of their ends. */
  readonly lines: ReadonlySet<string>;
}

export const noPath: LitPath = { steps: [], together: noFates, lines: new Set() };

export function pairKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

/**
 * Where a path falls only with others (one of a redundancy group does not do it), those are on it,
 * too: all members of the group that the cause takes down.
 *
 * @param boxOf in which box each component is drawn
 * @param down ids of all components that the cause takes down
 */
export function litPathOf(
  map: {
    readonly groups: ReadonlyMap<string, Pick<RedundancyGroup, 'component' | 'members'>>;
  },
  boxOf: ReadonlyMap<string, string>,
  { path }: Pick<Cause, 'path'>,
  down: readonly string[],
): LitPath {
  const boxed = (id: string): string => boxOf.get(id) ?? id;
  const steps = path.filter(({ of }) => of === 'component');
  const fallen = new Set(down);
  const onPath = new Set(steps.map(({ id }) => boxed(id)));
  const together = new Set<string>();
  const lines = new Set<string>();
  steps.forEach(({ id, together: withOthers }, at) => {
    const before = steps[at - 1];
    if (before === undefined) return;
    lines.add(pairKey(boxed(before.id), boxed(id)));
    if (withOthers === undefined) return;
    for (const { component, members } of map.groups.values()) {
      if (component !== before.id || !members.includes(id)) continue;
      for (const member of members) {
        if (!fallen.has(member) || onPath.has(boxed(member))) continue;
        together.add(member);
        lines.add(pairKey(boxed(before.id), boxed(member)));
        const below = steps[at + 1];
        if (below !== undefined) lines.add(pairKey(boxed(member), boxed(below.id)));
      }
    }
  });
  return { steps: [...onPath], together: fatesOf(boxOf, { falls: together }), lines };
}
