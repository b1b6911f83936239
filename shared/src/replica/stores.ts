import type { WireStore } from '../protocol/link-messages.ts';
import { covers, type LogPosition, sameVector, type Vector } from './vector.ts';

export interface KnownStore {
  readonly store: string;
  /** The relay's name: when it comes back with another store, what the old one held is lost. */
  readonly name: string;
  readonly vector: Vector;
}

export interface KnownStores {
  /** Takes over what a relay says of itself (first) and of its peers. Returns whether any of it is news. */
  report(stores: readonly WireStore[]): boolean;
  all(): readonly KnownStore[];
  get(store: string): KnownStore | undefined;
  /** How many relays have on disk the content that was given any of these positions. */
  holders(positions: ReadonlyMap<string, LogPosition>): readonly string[];
}

/**
 * What relays' disks hold, by their own last word. `isLinked` tells whether a store speaks for itself at present.
 */
export function createKnownStores(isLinked: (store: string) => boolean = () => false): KnownStores {
  const stores = new Map<string, KnownStore>();
  /** Stores that spoke for themselves: nobody else's word replaces theirs under the same name. */
  const direct = new Set<string>();

  function learn(reported: WireStore, isDirect: boolean): boolean {
    const { store, name, vector } = reported;
    const namesakes = [...stores.values()].filter(
      (other) => other.name === name && other.store !== store,
    );
    if (!isDirect && namesakes.some((other) => direct.has(other.store))) return false;
    // A relay that comes back under another store id has lost its disk, and what was on it.
    for (const namesake of namesakes) {
      stores.delete(namesake.store);
      direct.delete(namesake.store);
    }
    const known = stores.get(store);
    // Boots of a restored backup sort anywhere: a peer's old word could hide for good what the store said itself.
    if (!isDirect && known !== undefined && direct.has(store) && isLinked(store)) return false;
    if (isDirect) direct.add(store);
    if (known !== undefined && !isDirect && isBehind(vector, known.vector, store)) return false;
    stores.set(store, { store, name, vector });
    // Whoever passes on what is no news makes two relays tell each other the same for ever.
    return known === undefined || known.name !== name || !sameVector(vector, known.vector);
  }

  return {
    report(reported) {
      return reported.map((entry, i) => learn(entry, i === 0)).includes(true);
    },
    all: () => [...stores.values()],
    get: (store) => stores.get(store),
    holders(positions) {
      const holders: string[] = [];
      for (const { store, vector } of stores.values()) {
        for (const [log, position] of positions) {
          if (!covers(vector, log, position)) continue;
          holders.push(store);
          break;
        }
      }
      return holders;
    },
  };
}

function isBehind(vector: Vector, known: Vector, store: string): boolean {
  const next = vector.get(store);
  const now = known.get(store);
  if (next === undefined || now === undefined) return next === undefined && now !== undefined;
  return next.boot === now.boot ? next.lsn < now.lsn : next.boot < now.boot;
}
