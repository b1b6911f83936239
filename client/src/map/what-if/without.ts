import { isMapId } from '@holdfast/shared/model/map-registers';
import type { MapValue } from '@holdfast/shared/model/map-value';

/** What is taken away to see what falls: ids, each once, in the order of taking away. */
export interface Without {
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly people: readonly string[];
}
export type WithoutKind = keyof Without;

export const nothingTaken: Without = { components: [], domains: [], people: [] };

/** What the address calls it, and how its members begin there. */
const withoutParameter = 'without';
const letters = { components: 'c', domains: 'd', people: 'p' } as const;
const withoutKinds = ['components', 'domains', 'people'] as const;
/** So many can be taken away at once; an address that names more is cut. */
const most = 200;

export function takenCount(without: Without): number {
  return without.components.length + without.domains.length + without.people.length;
}

/** Reads the search part of an address; whatever is no id is left out. */
export function parseWithout(search: string): Without {
  const text = new URLSearchParams(search).get(withoutParameter) ?? '';
  const found: Record<WithoutKind, string[]> = { components: [], domains: [], people: [] };
  for (const word of text.split(',').slice(0, most)) {
    const id = word.slice(2);
    const kind = withoutKinds.find((one) => word.startsWith(`${letters[one]}.`));
    if (kind !== undefined && isMapId(id) && !found[kind].includes(id)) found[kind].push(id);
  }
  return found;
}

/** As it stands in an address: `c.web,d.eu-west,p.ana`; empty where nothing is taken away. */
export function withoutText(without: Without): string {
  return withoutKinds
    .flatMap((kind) => without[kind].map((id) => `${letters[kind]}.${id}`))
    .join(',');
}

/** The search part of an address with this in place of what it said; with its question mark, or empty. */
export function searchWith(search: string, without: Without): string {
  const rest = new URLSearchParams(search);
  rest.delete(withoutParameter);
  const parts = rest.size === 0 ? [] : [rest.toString()];
  const text = withoutText(without);
  // Commas may stand in an address as they are, and are read more easily.
  if (text !== '') parts.push(`${withoutParameter}=${text}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Takes one more away, or gives it back. */
export function toggled(without: Without, kind: WithoutKind, id: string): Without {
  const ids = without[kind];
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  return { ...without, [kind]: next };
}

/** Something that is taken away, as people call it; `isHere` is false for what is not in the map. */
export interface Taken {
  readonly kind: WithoutKind;
  readonly id: string;
  readonly name: string;
  readonly isHere: boolean;
}

export function takenIn(map: MapValue, without: Without): readonly Taken[] {
  return withoutKinds.flatMap((kind) =>
    without[kind].map((id) => {
      const item = map[kind].get(id);
      return { kind, id, name: item?.name ?? id, isHere: item !== undefined };
    }),
  );
}
