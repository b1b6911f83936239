import type * as Y from 'yjs';
import { type RegisterName, registerNames } from './map-value.ts';

/**
 * How the map's document is laid out. Each register is a root `Y.Map` whose keys are
 * `<id>/<field>`, or `<id>/<set>/<member>` where a field is a set: so every field, and every member
 * of a set, is decided by itself, last writer wins. Nothing is nested, because two people who
 * create a nested map of one name at once would lose one of the two, with all that is in it.
 */
export const mapRoots = [...registerNames, 'knowledge'] as const;
export type MapRoot = (typeof mapRoots)[number];

/** The field that an item has from the moment it is added; what lacks it is not whole. */
export const anchorField: Readonly<Record<RegisterName, string>> = {
  components: 'name',
  dependencies: 'kind',
  groups: 'component',
  domains: 'name',
  people: 'name',
  teams: 'name',
  leaves: 'person',
};

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Ids are ULIDs for what is drawn; words, or words and a hash, for what is imported. */
export function isMapId(id: string): boolean {
  return idPattern.test(id);
}

/** The key of what stands between two items: a dependency, or what a person knows of a component. */
export function pairKey(from: string, to: string): string {
  return `${from}>${to}`;
}

/** The two ends of such a key; undefined where it is none. */
export function pairEnds(key: string): readonly [string, string] | undefined {
  const at = key.indexOf('>');
  const from = key.slice(0, at);
  const to = key.slice(at + 1);
  return at > 0 && isMapId(from) && isMapId(to) ? [from, to] : undefined;
}

export function isItemId(root: MapRoot, id: string): boolean {
  return root === 'dependencies' || root === 'knowledge' ? pairEnds(id) !== undefined : isMapId(id);
}

/** Splits `<id>/<rest>`; undefined where there is no slash. */
export function splitKey(key: string): readonly [id: string, rest: string] | undefined {
  const at = key.indexOf('/');
  return at > 0 ? [key.slice(0, at), key.slice(at + 1)] : undefined;
}

/** Is it there (marked deleted or not)? */
export function hasItem(doc: Y.Doc, register: RegisterName, id: string): boolean {
  return doc.getMap(register).has(`${id}/${anchorField[register]}`);
}

export function isDeleted(doc: Y.Doc, register: RegisterName, id: string): boolean {
  return doc.getMap(register).has(`${id}/deleted`);
}

/** The registers of one item, by what follows its id in the key. */
export type RawItem = Map<string, unknown>;

/** Everything under a root, by item. Keys that are no such key are left alone. */
export function readRoot(doc: Y.Doc, root: MapRoot): Map<string, RawItem> {
  const items = new Map<string, RawItem>();
  doc.getMap(root).forEach((value, key) => putRaw(items, root, key, value));
  return items;
}

/** Puts one key's value (`undefined`: gone) where it belongs; gives the id of the item. */
export function putRaw(
  items: Map<string, RawItem>,
  root: MapRoot,
  key: string,
  value: unknown,
): string | undefined {
  const split = splitKey(key);
  if (split === undefined) return undefined;
  const [id, rest] = split;
  let item = items.get(id);
  if (item === undefined) {
    if (value === undefined || !isItemId(root, id)) return undefined;
    item = new Map();
    items.set(id, item);
  }
  if (value === undefined) item.delete(rest);
  else item.set(rest, value);
  if (item.size === 0) items.delete(id);
  return id;
}
