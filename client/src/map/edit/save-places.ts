import { addDomain, editComponent } from '@holdfast/shared/model/map-commands';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { MapContext } from '@holdfast/shared/model/map-write';
import type * as Y from 'yjs';
import { idsOf } from './named-choice.ts';

/** A component and the domains by which it stands in another. */
export interface Place {
  readonly component: string;
  readonly name: string;
  /** Ids. */
  readonly domains: readonly string[];
}

/** Components of one group, or (`group` undefined) those of none. */
export interface PlaceGroup {
  readonly group:
    | {
        readonly id: string;
        readonly component: string;
        readonly needs: number;
        readonly of: number;
      }
    | undefined;
  readonly places: readonly Place[];
}

/** What stands in a domain, members of a redundancy group together. A component is told once. */
export function placesIn(
  map: MapValue,
  domain: string,
  components: readonly string[],
): readonly PlaceGroup[] {
  const left = new Set(components.filter((id) => map.components.has(id)));
  const placeOf = (id: string): Place => {
    left.delete(id);
    const component = map.components.get(id);
    const domains = (component?.domains ?? []).filter((one) => liesIn(map, one, domain));
    return { component: id, name: component?.name ?? id, domains };
  };
  const groups = [...map.groups.values()].flatMap(({ id, component, needs, members }) => {
    const there = members.filter((one) => left.has(one));
    if (there.length === 0) return [];
    const name = map.components.get(component)?.name ?? component;
    const group = { id, component: name, needs, of: members.length };
    return [{ group, places: there.map(placeOf) }];
  });
  const alone = [...left].map(placeOf);
  return alone.length === 0 ? groups : [...groups, { group: undefined, places: alone }];
}

function liesIn(map: MapValue, domain: string, within: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = domain; at !== undefined && !seen.has(at);) {
    if (at === within) return true;
    seen.add(at);
    at = map.domains.get(at)?.parent;
  }
  return false;
}

/**
 * Writes where components stand instead. A name of no domain becomes one, of the kind that it takes
 * the place of. Gives the problem in words, or undefined where it went well.
 *
 * @param labels under which domains are offered, by id
 */
export function savePlaces(
  doc: Y.Doc,
  context: MapContext,
  map: MapValue,
  moved: readonly { readonly place: Place; readonly to: string }[],
  labels: ReadonlyMap<string, string>,
): string | undefined {
  const made = new Map<string, string>();
  for (const { place, to } of moved) {
    const name = to.trim();
    let id = idsOf([name], labels).ids[0] ?? made.get(name.toLowerCase());
    if (id === undefined && name !== '') {
      const kind = map.domains.get(place.domains[0] ?? '')?.kind ?? 'other';
      const added = addDomain(doc, { name, kind }, context);
      if (!added.ok) return added.problem;
      id = added.id;
      made.set(name.toLowerCase(), id);
    }
    const domains = {
      remove: place.domains.filter((one) => one !== id),
      ...(id === undefined || place.domains.includes(id) ? {} : { add: [id] }),
    };
    const edited = editComponent(doc, place.component, { domains }, context);
    if (!edited.ok) return edited.problem;
  }
  return undefined;
}
