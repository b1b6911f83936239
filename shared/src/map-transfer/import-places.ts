import { idEnding } from '../model/ids.ts';
import { registerNames } from '../model/map-value.ts';
import type { MapItems } from '../model/map.ts';
import type { DraftExtent, DraftFile, MapDraft } from './draft.ts';

/** A draft of which every item and every file has a place. */
export interface PlacedDraft extends MapDraft {
  readonly extent: DraftExtent;
}

/** So begins a place that was worked out, not told. */
const setMark = 'set:';
const nowhere = `${setMark}?`;

/**
 * Gives files a place that come without one: browsers do not say where a file lies. Files of one
 * folder that bring something which was brought from there before are that folder, if only one can
 * be meant; else they are taken for another one that is called the same.
 */
export function withPlaces(here: MapItems, draft: MapDraft): PlacedDraft {
  const ofItems = new Map(
    [...draft.knowledge, ...draft.items].map(({ file, place }) => [file, place]),
  );
  const extent = draft.extent ?? {
    files: Array.from(ofItems, ([path, place]): DraftFile => ({ path, place })),
    folders: [],
    unread: [],
  };
  const before = new Map<string, string>();
  for (const register of registerNames) {
    for (const item of here[register].values()) {
      for (const { from, ref, place } of item.sources)
        if (place?.startsWith(setMark) === true) before.set(`${register} ${from} ${ref}`, place);
    }
  }
  const known = new Map<string, Set<string>>();
  const brought = new Map<string, string[]>();
  for (const { register, from, ref, file, place } of draft.items) {
    if (place !== undefined) continue;
    const root = rootOf(file);
    add(brought, root, `${register} ${from} ${ref}`);
    const [set, rest] = parted(before.get(`${register} ${from} ${ref}`) ?? '');
    if (set !== '' && rootOf(rest) === root)
      known.set(root, (known.get(root) ?? new Set()).add(set));
  }
  const sets = new Map<string, string>();
  for (const [root, some] of brought) {
    const [only, ...others] = known.get(root) ?? [];
    const fresh = `${setMark}${idEnding('import set', root, ...some.toSorted()).slice(0, 12)}`;
    sets.set(root, only !== undefined && others.length === 0 ? only : fresh);
  }
  const placeOf = ({ path, place }: DraftFile): string =>
    // What brings no item cannot be told from others, and is from nowhere.
    place ?? `${sets.get(rootOf(path)) ?? nowhere}/${path}`;
  const placed = (one: DraftFile): DraftFile => ({ path: one.path, place: placeOf(one) });
  return {
    ...draft,
    items: draft.items.map((item) => ({
      ...item,
      place: placeOf({ path: item.file, place: item.place }),
    })),
    knowledge: draft.knowledge.map((one) => ({
      ...one,
      place: placeOf({ path: one.file, place: one.place }),
    })),
    extent: {
      ...extent,
      files: extent.files.map(placed),
      folders: extent.folders.map(placed),
    },
  };
}

/**
 * Tells of places whether what was brought from there would have been found again, had it still been
 * there. A file that could not be read, or not all of it, tells nothing of what it holds.
 */
export function wasLookedThrough({ extent, notes }: PlacedDraft): (place: string) => boolean {
  const placeOf = new Map(extent.files.map(({ path, place }) => [path, place]));
  const unsure = new Set<string | undefined>();
  for (const { kind, file } of notes) if (kind === 'unreadable') unsure.add(placeOf.get(file));
  const files = new Set(extent.files.map(({ place }) => place));
  const folders = extent.folders.map(({ place }) => `${place ?? ''}/`);
  const unread = extent.unread.flatMap((path) =>
    extent.folders.flatMap((folder) =>
      path.startsWith(`${folder.path}/`)
        ? [`${folder.place ?? ''}${path.slice(folder.path.length)}`]
        : [],
    ),
  );
  return (place) => {
    if (unsure.has(place) || place.startsWith(`${nowhere}/`)) return false;
    if (files.has(place)) return true;
    return (
      folders.some((folder) => place.startsWith(folder)) &&
      !unread.some((one) => place === one || place.startsWith(`${one}/`))
    );
  };
}

/** The folder that was chosen, or the file. */
function rootOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}

/** A worked-out place: its set, and the path of the file. */
function parted(place: string): readonly [set: string, path: string] {
  const slash = place.indexOf('/');
  return slash < 0 ? ['', ''] : [place.slice(0, slash), place.slice(slash + 1)];
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
