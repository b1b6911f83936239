import { canonicalForm, entryHash, readChain } from './entry-chain.ts';
import { idEnding, splitId, timedId } from './ids.ts';

/**
 * Ids of entries that follow from what they say, so that nobody can write another entry under the id
 * of one. An id is a moment and 80 bits of SHA-256 over that moment and the entry's canonical form
 * without its id (`entry-chain.ts`); a random member, `salt`, keeps two that say the same apart.
 * Entries of older versions have ids of chance, and those of machines ids that follow from what they
 * are about: nothing can be said of these.
 */
export function contentId(entry: object, atMs: number): string {
  return timedId(atMs, 'entry', canonicalForm({ ...entry, id: undefined }));
}

const knownFits = new WeakMap<object, boolean>();

/** Does the id of an entry follow from what it says? */
export function fitsItsId(entry: object): boolean {
  const known = knownFits.get(entry) ?? fits(entry);
  knownFits.set(entry, known);
  return known;
}

function fits(entry: object): boolean {
  if (!('id' in entry) || typeof entry.id !== 'string') return false;
  const parts = splitId(entry.id);
  return parts !== undefined && contentId(entry, parts.atMs) === entry.id;
}

/** It has what an id is made with, and an id that does not follow from it: one of both was changed. */
export function isMisnamed(entry: object): boolean {
  return isSalted(entry) && !fitsItsId(entry);
}

function isSalted(entry: object): boolean {
  return 'salt' in entry && entry.salt !== undefined;
}

/** Its id follows from what it is about, so that two who write it down mean the same: in no chain. */
function isKnown(entry: object): boolean {
  return !isSalted(entry) && readChain(entry) === undefined;
}

/**
 * Ids under which entries are read that were written under the same id: by entry, of those that are
 * not read under the id that they have. That stays with the one that it fits, else with one that has
 * no other; whoever writes under the id of another so takes nothing from it.
 *
 * What is in no chain is said once, however often: relays that are told of the same apart each write
 * it down, and so do people who import the same.
 */
export function idsOfRivals(id: string, rivals: readonly object[]): ReadonlyMap<object, string> {
  const ranked = rivals
    .map((entry) => ({ entry, rank: rankOf(entry), said: isKnown(entry) ? '' : entryHash(entry) }))
    .sort((a, b) => a.rank - b.rank || (a.said < b.said ? -1 : a.said > b.said ? 1 : 0));
  const first = ranked[0]?.said;
  const ids = new Map<object, string>();
  for (const { entry, said } of ranked) if (said !== first) ids.set(entry, rivalId(id, said));
  return ids;
}

/** The id under which an entry is read that has one of the form of those above. */
export function ownIdOf(id: string, entry: object): string {
  return rivalId(id, entryHash(entry));
}

/** What only ids have that are made for reading. */
export const rivalMark = '~';

function rankOf(entry: object): number {
  if (fitsItsId(entry)) return 0;
  return isSalted(entry) ? 2 : 1;
}

/** No longer than an id may be, so that other entries can be about it. */
function rivalId(id: string, said: string): string {
  return `${id.slice(0, 40)}${rivalMark}${idEnding('rival', id, said)}`;
}
