import type { MapValue } from '@holdfast/shared/model/map-value';
import type { Taken, Without, WithoutKind } from './without.ts';

const most = 12;
/** The order in which they are offered: domains and people are few, and asked for more often. */
const order = ['domains', 'people', 'components'] as const satisfies readonly WithoutKind[];

/** What could be taken away and is called so; beginnings of names first. */
export function findTakeable(
  map: MapValue,
  query: string,
  without: Without,
): readonly Omit<Taken, 'isHere'>[] {
  const asked = query.trim().toLowerCase();
  const starts: Omit<Taken, 'isHere'>[] = [];
  const others: Omit<Taken, 'isHere'>[] = [];
  for (const kind of order) {
    for (const { id, name } of map[kind].values()) {
      if (without[kind].includes(id)) continue;
      const at = name.toLowerCase().indexOf(asked);
      if (at === 0) starts.push({ kind, id, name });
      else if (at > 0) others.push({ kind, id, name });
      if (starts.length >= most) return starts;
    }
  }
  return [...starts, ...others].slice(0, most);
}
