import type * as Y from 'yjs';
import { createFieldReader } from './map-fields.ts';
import { itemReaders, type ReadItem, readItem, readKnowledge } from './map-items.ts';
import { linkMap, mapValueOf, type ParsedMap, type ParsedRegister } from './map-link.ts';
import { type MapRoot, mapRoots, putRaw, type RawItem, readRoot } from './map-registers.ts';
import type { Knowledge, MapValue, Registers } from './map-value.ts';
import { readRegisters, textField, timeField } from './meta.ts';

/** Name of the document that holds the map, people and teams included: one in a workspace. */
export const mapDocument = 'map';

/** Reads the map. Never throws on what other versions or other tools wrote. */
export function readMap(doc: Y.Doc): MapValue {
  const parsed = parseMap((root) => readRoot(doc, root));
  return { ...mapValueOf(linkMap(parsed, undefined)), ...readChange(doc) };
}

/** Every item as it is written: marked deleted or not, whether what it refers to is here or not. */
export interface MapItems extends Registers {
  readonly knowledge: ReadonlyMap<string, Knowledge>;
}

/** The same items before anything was looked up or set aside: for exports and imports. */
export function readMapItems(doc: Y.Doc): MapItems {
  const parsed = parseMap((root) => readRoot(doc, root));
  return {
    components: itemsOf(parsed.components),
    dependencies: itemsOf(parsed.dependencies),
    groups: itemsOf(parsed.groups),
    domains: itemsOf(parsed.domains),
    people: itemsOf(parsed.people),
    teams: itemsOf(parsed.teams),
    leaves: itemsOf(parsed.leaves),
    knowledge: itemsOf(parsed.knowledge),
  };
}

function itemsOf<T>({ items }: ParsedRegister<T>): ReadonlyMap<string, T> {
  const whole = new Map<string, T>();
  for (const [id, { item }] of items) if (item !== undefined) whole.set(id, item);
  return whole;
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

const nothing: ReadonlySet<string> = new Set();
const noItems: ReadonlyMap<string, RawItem> = new Map();

/** A reader that watches the document, so that after an edit only what was touched is read. */
export function createMapReader(doc: Y.Doc): MapReader {
  const raw = new Map<MapRoot, Map<string, RawItem>>();
  const touched = new Map<MapRoot, Set<string>>();
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

  const rawOf = (root: MapRoot): ReadonlyMap<string, RawItem> => raw.get(root) ?? noItems;
  let parsed = parseMap(rawOf);
  let linked = linkMap(parsed, undefined);
  let value: MapValue = { ...mapValueOf(linked), ...readChange(doc) };
  return {
    read() {
      if (!isStale) return value;
      isStale = false;
      parsed = parseMap(rawOf, parsed, (root) => touched.get(root) ?? nothing);
      for (const ids of touched.values()) ids.clear();
      linked = linkMap(parsed, linked);
      value = { ...mapValueOf(linked), ...readChange(doc) };
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
function parseMap(
  rawOf: (root: MapRoot) => ReadonlyMap<string, RawItem>,
  before?: ParsedMap,
  touchedOf: (root: MapRoot) => ReadonlySet<string> = () => nothing,
): ParsedMap {
  const fields = createFieldReader();
  const parse = <T extends object>(
    root: MapRoot,
    known: ParsedRegister<T> | undefined,
    read: (id: string, raw: RawItem) => ReadItem<T>,
  ): ParsedRegister<T> =>
    known === undefined
      ? { items: parseAll(rawOf(root), read), presence: 0 }
      : parseTouched(rawOf(root), known, touchedOf(root), read);
  return {
    components: parse('components', before?.components, (id, raw) =>
      readItem('components', id, raw, fields, itemReaders.components),
    ),
    dependencies: parse('dependencies', before?.dependencies, (id, raw) =>
      readItem('dependencies', id, raw, fields, itemReaders.dependencies),
    ),
    groups: parse('groups', before?.groups, (id, raw) =>
      readItem('groups', id, raw, fields, itemReaders.groups),
    ),
    domains: parse('domains', before?.domains, (id, raw) =>
      readItem('domains', id, raw, fields, itemReaders.domains),
    ),
    people: parse('people', before?.people, (id, raw) =>
      readItem('people', id, raw, fields, itemReaders.people),
    ),
    teams: parse('teams', before?.teams, (id, raw) =>
      readItem('teams', id, raw, fields, itemReaders.teams),
    ),
    leaves: parse('leaves', before?.leaves, (id, raw) =>
      readItem('leaves', id, raw, fields, itemReaders.leaves),
    ),
    knowledge: parse('knowledge', before?.knowledge, readKnowledge),
  };
}

type Read<T> = (id: string, raw: RawItem) => ReadItem<T>;

function parseAll<T>(raw: ReadonlyMap<string, RawItem>, read: Read<T>): Map<string, ReadItem<T>> {
  const parsed = new Map<string, ReadItem<T>>();
  for (const id of [...raw.keys()].sort()) {
    const item = raw.get(id);
    if (item !== undefined) parsed.set(id, read(id, item));
  }
  return parsed;
}

function parseTouched<T extends object>(
  raw: ReadonlyMap<string, RawItem>,
  known: ParsedRegister<T>,
  touched: ReadonlySet<string>,
  read: Read<T>,
): ParsedRegister<T> {
  if (touched.size === 0) return known;
  const items = new Map(known.items);
  let isMoved = false;
  let isSorted = true;
  for (const id of touched) {
    const item = raw.get(id);
    const before = known.items.get(id);
    const now = item === undefined ? undefined : read(id, item);
    if (now === undefined) items.delete(id);
    else items.set(id, now);
    isSorted &&= before !== undefined || now === undefined;
    isMoved ||= presenceOf(before?.item) !== presenceOf(now?.item);
  }
  const presence = known.presence + Number(isMoved);
  if (isSorted) return { items, presence };
  return { items: new Map([...items].sort(([a], [b]) => (a < b ? -1 : 1))), presence };
}

/** What others see of an item that they refer to. */
function presenceOf(item: object | undefined): string {
  if (item === undefined) return '';
  if (!('deleted' in item) || item.deleted === undefined) return 'here';
  return `gone ${'name' in item && typeof item.name === 'string' ? item.name : ''}`;
}
