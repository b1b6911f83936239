import { mapRoots, splitKey } from '@holdfast/shared/model/map-registers';
import type * as Y from 'yjs';
import { followUpRoots } from '../map-undo.ts';

/** What an import brought, so that just this can be taken away again, whatever was done since. */
export interface Brought {
  /** Is anything of it on the map that can be taken away? */
  isThere(): boolean;
  /**
   * Takes it away: what was added goes, what was changed is as it was before. What somebody changed
   * since stays, an added item as a whole: its parts would mean nothing alone.
   *
   * @param change carries out what it is given, as one update and one step of undo each time
   * @returns how many items stayed because they were changed since
   */
  takeBack(change: (write: () => void) => void): number;
}

/** A register before and after; undefined: not there. */
interface Written {
  readonly before: unknown;
  after: unknown;
}
interface Item {
  readonly root: string;
  readonly written: Map<string, Written>;
  isNew: boolean;
}

const roots = [...mapRoots, ...followUpRoots];
/** Items of one update: it must fit through what relays take at once. */
const atOnce = 500;

/** Runs what writes into the map's document, and notes what it wrote. */
export function noteBrought(doc: Y.Doc, run: () => void): Brought {
  const items = new Map<string, Item>();
  const unfollow = roots.map((root) => {
    const map = doc.getMap(root);
    const onEvent = (event: Y.YMapEvent<unknown>): void => {
      for (const [key, { action, oldValue }] of event.changes.keys) {
        const of = `${root}/${itemOf(root, key)}`;
        const item = items.get(of) ?? { root, written: new Map(), isNew: true };
        items.set(of, item);
        const before: unknown = action === 'add' ? undefined : oldValue;
        const known = item.written.get(key);
        if (known === undefined) item.written.set(key, { before, after: map.get(key) });
        else known.after = map.get(key);
      }
    };
    map.observe(onEvent);
    return () => map.unobserve(onEvent);
  });
  try {
    run();
  } finally {
    for (const stop of unfollow) stop();
  }
  const others = othersOf(doc, items);
  for (const [of, item] of items) {
    item.isNew =
      !others.has(of) && [...item.written.values()].every(({ before }) => before === undefined);
  }
  return broughtOf(doc, items);
}

/**
 * What of the registers in `example` is in the map just so, as if its import had been noted: for an
 * import of long ago into a map that had nothing of it.
 */
export function foundBrought(doc: Y.Doc, example: Y.Doc): Brought {
  const items = new Map<string, Item>();
  for (const root of roots) {
    for (const [key, after] of example.getMap(root)) {
      const of = `${root}/${itemOf(root, key)}`;
      const item = items.get(of) ?? { root, written: new Map(), isNew: true };
      items.set(of, item);
      item.written.set(key, { before: undefined, after });
    }
  }
  return broughtOf(doc, items);
}

function broughtOf(doc: Y.Doc, items: ReadonlyMap<string, Item>): Brought {
  const isAsBrought = (root: string, key: string, { before, after }: Written): boolean =>
    !isSame(before, after) && isSame(doc.getMap(root).get(key), after);
  const isWhole = (of: string, { root, written }: Item, added: ReadonlyMap<string, string[]>) =>
    (added.get(of) ?? []).every((key) => key.endsWith('/deleted')) &&
    [...written].every(([key, one]) => isAsBrought(root, key, one));
  return {
    isThere() {
      const added = othersOf(doc, items);
      return [...items].some(([of, item]) =>
        item.isNew
          ? isWhole(of, item, added)
          : [...item.written].some(([key, one]) => isAsBrought(item.root, key, one)),
      );
    },
    takeBack(change) {
      let stayed = 0;
      const added = othersOf(doc, items);
      const back: (() => void)[] = [];
      for (const [of, { root, written, isNew }] of items) {
        const map = doc.getMap(root);
        const theirs = added.get(of) ?? [];
        const marks = theirs.filter((key) => key.endsWith('/deleted'));
        const asBrought = [...written].filter(([key, one]) => isAsBrought(root, key, one));
        if (asBrought.length === 0) continue;
        const isChanged = isNew
          ? asBrought.length < written.size || theirs.length > marks.length
          : [...written].some(([key, { after }]) => !isSame(map.get(key), after));
        if (isChanged) stayed += 1;
        if (isChanged && isNew) continue;
        back.push(() => {
          for (const [key, { before }] of asBrought) {
            if (before === undefined) map.delete(key);
            else map.set(key, before);
          }
          // Whoever deleted it meant the same.
          if (isNew) for (const key of marks) map.delete(key);
        });
      }
      for (let at = 0; at < back.length; at += atOnce) {
        change(() => back.slice(at, at + atOnce).forEach((one) => one()));
      }
      return stayed;
    },
  };
}

/** Registers of these items beside those that were noted. */
function othersOf(doc: Y.Doc, items: ReadonlyMap<string, Item>): Map<string, string[]> {
  const others = new Map<string, string[]>();
  for (const root of new Set([...items.values()].map((item) => item.root))) {
    for (const key of doc.getMap(root).keys()) {
      const of = `${root}/${itemOf(root, key)}`;
      const item = items.get(of);
      if (item === undefined || item.written.has(key)) continue;
      const keys = others.get(of) ?? [];
      others.set(of, keys);
      keys.push(key);
    }
  }
  return others;
}

function itemOf(root: string, key: string): string {
  // An accepted finding is one register, under a name with slashes of its own.
  return root === 'acceptances' ? key : (splitKey(key)?.[0] ?? key);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
