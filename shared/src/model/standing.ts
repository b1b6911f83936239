import { type EntryStamp, headsOf } from './entries.ts';

/** What somebody decided. */
export interface Decided<T> extends EntryStamp {
  readonly value: T;
  readonly text: string;
}

/** Something that is decided again and again, as it stands. */
export interface Standing<T> {
  /** Undefined while nobody has decided. */
  readonly now: Decided<T> | undefined;
  /** Two or more decisions that differ, whose authors had not seen each other's; empty where there are none. */
  readonly conflict: readonly Decided<T>[];
  /** Ids of the entries that nothing has taken the place of: what a new decision names. */
  readonly heads: readonly string[];
}

export type Deciding = EntryStamp & {
  readonly after?: readonly string[] | undefined;
  readonly text?: string | undefined;
};

export function decided<T>(
  { id, by, device, happenedAtMs, posted, text = '' }: Deciding,
  value: T,
): Decided<T> {
  return { id, by, device, happenedAtMs, posted, text, value };
}

/**
 * Of entries about one matter in clock order, those count whose id no other names as seen; the latest
 * stands, and where they differ all are reported. `keyOf` tells which values are the same
 * decision.
 */
export function standing<E extends Deciding, T>(
  entries: readonly E[],
  valueOf: (entry: E) => T,
  keyOf: (value: T, entry: E) => string = (value) => JSON.stringify(value),
): Standing<T> {
  const heads = headsOf(entries);
  const last = heads.at(-1);
  const differ = new Set(heads.map((head) => keyOf(valueOf(head), head))).size > 1;
  return {
    now: last === undefined ? undefined : decided(last, valueOf(last)),
    conflict: differ ? heads.map((head) => decided(head, valueOf(head))) : [],
    heads: heads.map(({ id }) => id),
  };
}

export function standingBy<E extends Deciding, K, T>(
  entries: readonly E[],
  keyOf: (entry: E) => K,
  valueOf: (entry: E) => T,
): ReadonlyMap<K, Standing<T>> {
  return new Map(
    [...groupBy(entries, keyOf)].map(([key, group]) => [key, standing(group, valueOf)]),
  );
}

export function groupBy<E, K>(entries: readonly E[], keyOf: (entry: E) => K): ReadonlyMap<K, E[]> {
  const groups = new Map<K, E[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** What people said yes to, and not no since. */
export function chosen<K>(states: ReadonlyMap<K, Standing<boolean>>): readonly K[] {
  return [...states].flatMap(([key, { now }]) => (now?.value === true ? [key] : []));
}

/** True where it already is as asked, and nothing is left to choose. */
export function isSettled<T>(
  {
    now,
    conflict,
  }: { readonly now: { readonly value: T } | undefined; readonly conflict: readonly unknown[] },
  value: T,
): boolean {
  return now?.value === value && conflict.length === 0;
}
