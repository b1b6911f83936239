/** What becomes of a box when something else is gone: the gravest of what becomes of its members. */
export interface Fate {
  /** `orphaned`: it is up, and nobody is left to lead it. */
  readonly kind: 'taken' | 'falls' | 'degraded' | 'orphaned';
  /** Of how many of its members. */
  readonly count: number;
  /** For how many of its members nobody is left, whatever else becomes of them; absent for none. */
  readonly orphaned?: number | undefined;
}

/** By id of the box; one that nothing becomes of is not there. */
export type Fates = ReadonlyMap<string, Fate>;
export const noFates: Fates = new Map();

/**
 * What becomes of every box.
 *
 * @param boxOf in which box each component is drawn
 * @param of ids of components; of one that stands in several, the first counts, but `orphaned` is told
 *   beside it
 */
export function fatesOf(
  boxOf: ReadonlyMap<string, string>,
  of: Readonly<Partial<Record<Fate['kind'], Iterable<string>>>>,
): Fates {
  const fates = new Map<string, Fate>();
  const told = new Set<string>();
  for (const kind of ['taken', 'falls', 'degraded'] as const) {
    for (const id of of[kind] ?? []) {
      const box = boxOf.get(id);
      if (box === undefined || told.has(id)) continue;
      told.add(id);
      const known = fates.get(box);
      // Of several that are drawn as one, some are taken away: all that is seen is that they are down.
      const own = kind === 'taken' && box !== id ? 'falls' : kind;
      if (known === undefined) fates.set(box, { kind: own, count: 1 });
      else if ((known.kind === 'degraded') === (kind === 'degraded'))
        fates.set(box, { ...known, count: known.count + 1 });
    }
  }
  for (const id of of.orphaned ?? []) {
    const box = boxOf.get(id);
    if (box === undefined) continue;
    const { kind, count, orphaned = 0 } = fates.get(box) ?? { kind: 'orphaned', count: 0 };
    const next = orphaned + 1;
    fates.set(box, { kind, count: kind === 'orphaned' ? next : count, orphaned: next });
  }
  return fates;
}
