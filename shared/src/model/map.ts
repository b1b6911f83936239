import type * as Y from 'yjs';
import { itemReaders, type ReadItem, readItem, readKnowledge } from './map-items.ts';
import { type LinkCache, linkMap, type ParsedMap, type ParsedRegister } from './map-link.ts';
import { type MapRoot, mapRoots, putRaw, type RawItem, readRoot } from './map-registers.ts';
import type { MapValue } from './map-value.ts';
import { readRegisters, textField, timeField } from './meta.ts';

/** Name of the document that holds the map, people and teams included: one in a workspace. */
export const mapDocument = 'map';

/** Reads the map. Never throws on what other versions or other tools wrote. */
export function readMap(doc: Y.Doc): MapValue {
  const parsed = parseAll((root) => readRoot(doc, root));
  return { ...linkMap(parsed, new WeakMap()), ...readChange(doc) };
}

/** Reads the map again and again, at the cost of what changed. */
export interface MapReader {
  /**
   * The map as it is now: the same object while nothing changed. Items that did not change are the
   * same objects as before, and so are registers in which nothing changed.
   */
  read(): MapValue;
  /** Lets go of the document. */
  close(): void;
}

/** A reader that watches the document, so that after an edit only what was touched is read. */
export function createMapReader(doc: Y.Doc): MapReader {
  const raw = new Map<MapRoot, Map<string, RawItem>>();
  const touched = new Map<MapRoot, Set<string>>();
  const cache: LinkCache = new WeakMap();
  const stops: (() => void)[] = [];
  let isStale = false;
  for (const root of mapRoots) {
    const items = readRoot(doc, root);
    const ids = new Set<string>();
    raw.set(root, items);
    touched.set(root, ids);
    const map = doc.getMap(root);
    const observe = (event: Y.YMapEvent<unknown>): void => {
      for (const key of event.keysChanged) {
        const id = putRaw(items, root, key, map.get(key));
        if (id !== undefined) ids.add(id);
      }
      isStale = true;
    };
    map.observe(observe);
    stops.push(() => map.unobserve(observe));
  }
  const meta = doc.getMap('meta');
  const markStale = (): void => {
    isStale = true;
  };
  meta.observe(markStale);
  stops.push(() => meta.unobserve(markStale));

  let parsed = parseAll((root) => raw.get(root) ?? new Map());
  let value: MapValue = { ...linkMap(parsed, cache), ...readChange(doc) };
  return {
    read() {
      if (!isStale) return value;
      isStale = false;
      parsed = parseAll(
        (root) => raw.get(root) ?? new Map(),
        parsed,
        (root) => touched.get(root) ?? new Set(),
      );
      for (const ids of touched.values()) ids.clear();
      value = keepSame(value, { ...linkMap(parsed, cache), ...readChange(doc) });
      return value;
    },
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}

function readChange(doc: Y.Doc): Pick<MapValue, 'changedAtMs' | 'changedBy'> {
  const said = readRegisters(doc.getMap('meta'), ['changedAtMs', 'changedBy']);
  return {
    changedAtMs: timeField.parse(said['changedAtMs']) ?? 0,
    changedBy: textField.parse(said['changedBy']) ?? '',
  };
}

/** Parses every register; given what was parsed before, only what was touched since. */
function parseAll(
  rawOf: (root: MapRoot) => ReadonlyMap<string, RawItem>,
  before?: ParsedMap,
  touchedOf?: (root: MapRoot) => ReadonlySet<string>,
): ParsedMap {
  const parse = <T>(
    root: MapRoot,
    known: ParsedRegister<T> | undefined,
    read: (id: string, raw: RawItem) => ReadItem<T>,
  ): ParsedRegister<T> => parseRegister(rawOf(root), known, touchedOf?.(root), read);
  return {
    components: parse('components', before?.components, (id, raw) =>
      readItem('components', id, raw, itemReaders.components),
    ),
    dependencies: parse('dependencies', before?.dependencies, (id, raw) =>
      readItem('dependencies', id, raw, itemReaders.dependencies),
    ),
    groups: parse('groups', before?.groups, (id, raw) =>
      readItem('groups', id, raw, itemReaders.groups),
    ),
    domains: parse('domains', before?.domains, (id, raw) =>
      readItem('domains', id, raw, itemReaders.domains),
    ),
    people: parse('people', before?.people, (id, raw) =>
      readItem('people', id, raw, itemReaders.people),
    ),
    teams: parse('teams', before?.teams, (id, raw) =>
      readItem('teams', id, raw, itemReaders.teams),
    ),
    leaves: parse('leaves', before?.leaves, (id, raw) =>
      readItem('leaves', id, raw, itemReaders.leaves),
    ),
    knowledge: parse('knowledge', before?.knowledge, readKnowledge),
  };
}

function parseRegister<T>(
  raw: ReadonlyMap<string, RawItem>,
  known: ParsedRegister<T> | undefined,
  touched: ReadonlySet<string> | undefined,
  read: (id: string, raw: RawItem) => ReadItem<T>,
): ParsedRegister<T> {
  if (known !== undefined && touched?.size === 0) return known;
  const parsed = new Map<string, ReadItem<T>>();
  for (const id of [...raw.keys()].sort()) {
    const before = touched?.has(id) === false ? known?.get(id) : undefined;
    const item = raw.get(id);
    if (before !== undefined) parsed.set(id, before);
    else if (item !== undefined) parsed.set(id, read(id, item));
  }
  return parsed;
}

/** The new value, with every register of the old in which nothing changed. */
function keepSame(old: MapValue, now: MapValue): MapValue {
  return {
    ...now,
    components: sameItems(old.components, now.components),
    dependencies: sameItems(old.dependencies, now.dependencies),
    groups: sameItems(old.groups, now.groups),
    domains: sameItems(old.domains, now.domains),
    people: sameItems(old.people, now.people),
    teams: sameItems(old.teams, now.teams),
    leaves: sameItems(old.leaves, now.leaves),
    knowledge: sameItems(old.knowledge, now.knowledge),
  };
}

function sameItems<T>(
  old: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  if (old.size !== now.size) return now;
  for (const [id, item] of now) if (old.get(id) !== item) return now;
  return old;
}
