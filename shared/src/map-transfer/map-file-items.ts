import type { DraftItem, DraftValue } from './draft.ts';

/** What several of our own files bring, each item once. */
export interface MapFileItems {
  /**
   * Adds what a file says of an item. What an earlier file said of it stays, and what only this one
   * says is added.
   *
   * @param said the item as it stands in the file: what is not there has its usual value in `item`
   * @returns what is not taken because an earlier file says otherwise, in words
   */
  add(item: DraftItem, said: Readonly<Record<string, unknown>>): string | undefined;
  all(): readonly DraftItem[];
}

/** Fields that have a value, also where a file says none. */
const usual: readonly string[] = ['layer', 'kind'];

export function createMapFileItems(): MapFileItems {
  const items = new Map<string, DraftItem>();
  const assumed = new Map<string, ReadonlySet<string>>();

  function add(item: DraftItem, said: Readonly<Record<string, unknown>>): string | undefined {
    const key = `${item.register} ${item.id}`;
    const assumedNow = new Set(usual.filter((name) => name in item.fields && !(name in said)));
    const first = items.get(key);
    if (first === undefined) {
      items.set(key, item);
      assumed.set(key, assumedNow);
      return undefined;
    }
    const assumedBefore = assumed.get(key) ?? new Set<string>();
    const fields: Record<string, DraftValue> = { ...first.fields };
    const otherwise: string[] = [];
    for (const [name, value] of Object.entries(item.fields)) {
      const known = first.fields[name];
      if (JSON.stringify(known) === JSON.stringify(value)) continue;
      // Of a group, members of one file and the number of another make no sense.
      const isOpen = known === undefined && item.register !== 'groups';
      if (isOpen || (assumedBefore.has(name) && !assumedNow.has(name))) fields[name] = value;
      else if (!assumedNow.has(name)) otherwise.push(name);
    }
    items.set(key, { ...first, fields, deleted: first.deleted ?? item.deleted });
    assumed.set(key, new Set([...assumedBefore].filter((name) => assumedNow.has(name))));
    if (otherwise.length === 0) return undefined;
    return `${item.id} is among the ${item.register} of ${first.file}, too, which says otherwise: ${otherwise.join(', ')}. That of ${first.file} is taken.`;
  }

  return { add, all: () => [...items.values()] };
}
