import type { IncidentEntry } from './incident-entries.ts';

/** By id of the corrected entry. */
type Corrections = ReadonlyMap<string, { readonly withdrawn: boolean }>;

/** True where somebody said that this entry does not hold. The declaration always does. */
export function isWithdrawn(
  corrections: Corrections,
  { id, kind }: Pick<IncidentEntry, 'id' | 'kind'>,
): boolean {
  return kind !== 'declared' && corrections.get(id)?.withdrawn === true;
}

/**
 * Entries that hold. What was withdrawn decides nothing: what it took the place of stands again,
 * and whoever had seen it is taken to have seen that, too.
 */
export function withoutWithdrawn(
  entries: readonly IncidentEntry[],
  corrections: Corrections,
): readonly IncidentEntry[] {
  const before = new Map<string, readonly string[]>();
  for (const entry of entries) {
    if (isWithdrawn(corrections, entry)) before.set(entry.id, afterOf(entry));
  }
  if (before.size === 0) return entries;
  const seenThrough = (ids: readonly string[]): readonly string[] => {
    const all = new Set(ids);
    // A set is walked through with what is added meanwhile.
    for (const id of all) for (const earlier of before.get(id) ?? []) all.add(earlier);
    return [...all];
  };
  return entries
    .filter(({ id }) => !before.has(id))
    .map((entry) =>
      afterOf(entry).some((id) => before.has(id))
        ? { ...entry, after: seenThrough(afterOf(entry)) }
        : entry,
    );
}

function afterOf(entry: IncidentEntry): readonly string[] {
  return 'after' in entry ? (entry.after ?? []) : [];
}
