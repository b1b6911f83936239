import type { MapValue } from '@holdfast/shared/model/map-value';

/**
 * Why something that is still up is not as it was. `worse`: what it uses, but does not need, is down.
 * `less-redundant`: a member of a redundancy group of it is down, and enough are left. `no-changes`:
 * what it needs to be changed is down, or nobody is there to act.
 */
export interface Degraded {
  readonly component: string;
  readonly why: 'worse' | 'less-redundant' | 'no-changes';
  /** Id of the component that is down. */
  readonly cause: string;
  /** Of the members of the group: how many are up, and how many it needs. */
  readonly up?: number;
  readonly needs?: number;
}

/** What is touched directly by what is down, and yet up: one reason each, the gravest. */
export function degradedBy(map: MapValue, down: ReadonlySet<string>): readonly Degraded[] {
  const found = new Map<string, Degraded>();
  const put = (one: Degraded): void => {
    if (down.has(one.component)) return;
    const known = found.get(one.component);
    if (known === undefined || gravity[one.why] > gravity[known.why]) found.set(one.component, one);
  };
  for (const { from, to, kind } of map.dependencies.values()) {
    if (kind === 'hard' || !down.has(to)) continue;
    put({ component: from, why: kind === 'soft' ? 'worse' : 'no-changes', cause: to });
  }
  for (const { component, members, needs } of map.groups.values()) {
    const cause = members.find((member) => down.has(member));
    if (cause === undefined) continue;
    const up = members.filter((member) => !down.has(member)).length;
    put({ component, why: 'less-redundant', cause, up, needs });
  }
  return [...found.values()].toSorted((a, b) => gravity[b.why] - gravity[a.why]);
}

const gravity = { worse: 2, 'less-redundant': 1, 'no-changes': 0 } as const;
