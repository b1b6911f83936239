import { isMapId, pairEnds, pairKey } from '../model/map-registers.ts';
import type { MapItems } from '../model/map.ts';
import { registerNames, type RegisterName } from '../model/map-value.ts';
import type { DraftItem, MapDraft } from './draft.ts';

/** Which item of the map an item of a draft is. */
export interface Identity {
  of(item: DraftItem): { readonly id: string; readonly joined: boolean };
  /** The id in the map of what a draft calls so. */
  idFor(register: RegisterName, draftId: string): string;
}

/**
 * An item is the one that the same import brought before; else the one with its id; else, for what
 * has a name, the only one in the map that is called so and that this importer does not know by
 * another reference. Otherwise it is new.
 */
export function createIdentity(here: MapItems, draft: MapDraft): Identity {
  const known = new Map<string, { readonly id: string; readonly joined: boolean }>();
  const bySource = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const register of registerNames) {
    for (const [id, item] of here[register]) {
      for (const { from, ref } of item.sources) bySource.set(`${register} ${from} ${ref}`, id);
      if (item.deleted !== undefined || !('name' in item) || register === 'groups') continue;
      const names = new Set([item.name, ...('aliases' in item ? item.aliases : [])].map(folded));
      for (const name of names) push(byName, `${register} ${name}`, id);
    }
  }
  const drawn = new Map<string, string[]>();
  for (const { register, id, fields } of draft.items) {
    if (typeof fields['name'] === 'string')
      push(drawn, `${register} ${folded(fields['name'])}`, id);
  }

  function find(item: DraftItem): { readonly id: string; readonly joined: boolean } {
    const { register, from, ref, id, fields } = item;
    const before = bySource.get(`${register} ${from} ${ref}`);
    if (before !== undefined) return { id: before, joined: false };
    if (here[register].has(id) || typeof fields['name'] !== 'string' || register === 'groups') {
      return { id, joined: false };
    }
    const name = `${register} ${folded(fields['name'])}`;
    const [only, ...others] = byName.get(name) ?? [];
    const isClear = only !== undefined && others.length === 0 && drawn.get(name)?.length === 1;
    const isKnownOtherwise =
      only !== undefined &&
      here[register].get(only)?.sources.some((one) => one.from === from) === true;
    return isClear && !isKnownOtherwise ? { id: only, joined: true } : { id, joined: false };
  }

  for (const item of draft.items) {
    if (item.register !== 'dependencies') known.set(`${item.register} ${item.id}`, find(item));
  }
  const idFor = (register: RegisterName, id: string): string =>
    known.get(`${register} ${id}`)?.id ?? id;
  return {
    idFor,
    of(item) {
      if (item.register !== 'dependencies') {
        return known.get(`${item.register} ${item.id}`) ?? { id: item.id, joined: false };
      }
      const [from, to] = pairEnds(item.id) ?? ['', ''];
      const ends = [idFor('components', from), idFor('components', to)] as const;
      return { id: ends.every(isMapId) ? pairKey(...ends) : item.id, joined: false };
    },
  };
}

function folded(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

function push(map: Map<string, string[]>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, [id]);
  else ids.push(id);
}
