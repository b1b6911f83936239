import { idEnding } from '../model/ids.ts';
import { type DraftBuilder, type Place, wordText } from './draft.ts';

/** What stands in a column of one row; empty where there is none. */
export type Cell = (column: string) => string;

const kinds = ['provider', 'region', 'zone'] as const;

interface Said {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
}

/** A domain's reference holds what it lies in: zones of two regions may be called the same. */
const mostOfRef = 150;

/**
 * The failure domains of tables. A row that does not say what its domain lies in means the one that
 * other rows tell of, if there is only one of that name.
 *
 * @returns of a row the innermost domain
 */
export function createCsvDomains(
  draft: DraftBuilder,
  rows: readonly Cell[],
): (cell: Cell, place: Place) => string | undefined {
  /** By kind and name: all that it is said to lie in. */
  const within = new Map<string, Map<string, readonly Said[]>>();
  for (const cell of rows) {
    const path = pathOf(cell);
    for (const [at, one] of path.entries()) {
      const key = keyOf(one);
      const known = within.get(key) ?? new Map<string, readonly Said[]>();
      const outer = path.slice(0, at);
      if (outer.length > 0) known.set(outer.map(keyOf).join('/'), outer);
      within.set(key, known);
    }
  }

  /** With what other rows say of the outermost, as far as that is clear. */
  function whole(path: readonly Said[], place: Place): readonly Said[] {
    const [first] = path;
    if (first === undefined) return path;
    const known = [...(within.get(keyOf(first))?.values() ?? [])];
    // What says more of the same is no other place.
    const full = known.filter(
      (one) => !known.some((other) => other.length > one.length && endsWith(other, one)),
    );
    const [only, ...others] = full;
    if (only === undefined) return path;
    if (others.length === 0) return [...whole(only, place), ...path];
    const text = `${first.name} is a ${first.kind} in several places, and this row does not say in which. It is taken for one of its own.`;
    draft.note('dangling', place, text);
    return path;
  }

  return (cell, place) => {
    let parent: string | undefined;
    let ref = '';
    for (const { kind, name } of whole(pathOf(cell), place)) {
      const words = `${ref}${kind}/${keyOf({ kind, name }).slice(kind.length + 1)}`;
      const own = words.length > mostOfRef ? `${kind}/${idEnding('csv domain', words)}` : words;
      parent = draft.add('domains', own, place, { name, kind, parent });
      ref = `${own}/`;
    }
    return parent;
  };
}

function pathOf(cell: Cell): readonly Said[] {
  return kinds.flatMap((kind) => {
    const name = wordText(cell(kind));
    return name === undefined ? [] : [{ kind, name }];
  });
}

function endsWith(path: readonly Said[], ending: readonly Said[]): boolean {
  const from = path.length - ending.length;
  return ending.every((one, at) => {
    const other = path[from + at];
    return other !== undefined && keyOf(other) === keyOf(one);
  });
}

function keyOf({ kind, name }: Said): string {
  return `${kind}/${name.toLowerCase().replaceAll('%', '%25').replaceAll('/', '%2f')}`;
}
