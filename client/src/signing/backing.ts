import type { Corrected } from '@holdfast/shared/model/corrections';
import type { Standing } from '@holdfast/shared/model/standing';

/** An entry that something on the page rests on, with the name that it gives. */
export interface Backing {
  readonly id: string;
  readonly by: string;
}

/** May an entry of a document be of somebody else than it names? */
export type IsInDoubt = (document: string, id: string) => boolean;

/** A name that entries give, as of a person or a component. */
export interface GivenName {
  readonly name: string;
  /** No entry gives it whose author is not in doubt. */
  readonly inDoubt: boolean;
}

export interface Giving {
  readonly name: string;
  readonly document: string;
  /** Of the entry that gives the name. */
  readonly id: string;
}

/** Each name once, in the order in which they are given first. */
export function givenNames(giving: readonly Giving[], isInDoubt: IsInDoubt): readonly GivenName[] {
  const doubts = new Map<string, boolean>();
  for (const { name, document, id } of giving) {
    if (name === '') continue;
    doubts.set(name, (doubts.get(name) ?? true) && isInDoubt(document, id));
  }
  return Array.from(doubts, ([name, inDoubt]) => ({ name, inDoubt }));
}

/** What an answer rests on that people give again and again. */
export function backingOf<T>({ now, conflict }: Standing<T>): readonly Backing[] {
  if (conflict.length > 0) return conflict;
  return now === undefined ? [] : [now];
}

/** What it rests on that an entry reads as it does: its last correction. */
export function correctionOf(
  { state }: { readonly state: { readonly corrections: ReadonlyMap<string, Corrected> } },
  id: string,
): readonly Backing[] {
  const by = state.corrections.get(id)?.by;
  return by === undefined ? [] : [by];
}

/** The entries of these ids, with the names that they give. */
export function entriesOf(
  room: {
    readonly entries: readonly Backing[];
    readonly runEntries: readonly Backing[];
    readonly runs: readonly { readonly run: Backing }[];
  },
  ids: readonly string[],
): readonly Backing[] {
  if (ids.length === 0) return [];
  const runs = room.runs.map(({ run }) => run);
  return [...room.entries, ...room.runEntries, ...runs].filter(({ id }) => ids.includes(id));
}
