import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DocumentName } from '../protocol/names.ts';
import type { Speaker } from './link-access.ts';
import type { Clock } from './ports.ts';
import type { Presence } from './replica-api.ts';

const largestStateLength = 4096;
const mostEntriesAtOnce = 1000;
/** Clocks count renewals. One near the end of what numbers can count would let nobody speak after it. */
const largestClock = 2 ** 48;
/** What one connection may make us keep: the length of all states it speaks for, and this much for each. */
const mostCostOfOne = 8_000_000;
const costOfEntry = 200;
/** y-protocols renews every 15 s and gives up after 30 s; relays are a little more patient. */
const expiryMs = 45_000;
/** Whoever was heard of through a lost link may be heard again through another. */
const orphanMs = 20_000;
const sweepMs = 5000;

interface Entry {
  readonly client: number;
  clock: number;
  /** JSON text; undefined once gone. */
  state: string | undefined;
  owner: object | undefined;
  expiresAtMs: number;
}

interface Follower {
  readonly owner: object;
  readonly onUpdate: (update: Uint8Array) => void;
}

type OwnerFilter = (owner: object | undefined) => boolean;
type EncodeOwned = (include: OwnerFilter) => Uint8Array | undefined;

interface PresenceRoom {
  readonly entries: Map<number, Entry>;
  readonly followers: Set<Follower>;
  readonly changed: Set<number>;
}

/**
 * Who is where. An awareness client id belongs to the connection that first spoke for it: others
 * can neither speak for it nor erase it. Ids heard through a link that broke wait a while for
 * another connection to take them up, so that the loss of a relay does not blink everyone away.
 */
export function createPresence(clock: Clock): Presence & {
  /** The owner (a link) is lost, but those it spoke for may still be there. */
  orphan(owner: object): void;
  /** Forgets everything `owner` spoke for anywhere, and says so to others. */
  releaseAll(owner: object): void;
  /** Documents that anyone follows here. */
  followed(): readonly DocumentName[];
  /** Called when the first follower of a document comes, or the last one goes. */
  onFollowed: (doc: DocumentName, on: boolean) => void;
  /** Called once a turn with what changed, for those who follow everything (peers). */
  onChanged: (doc: DocumentName, encode: EncodeOwned) => void;
  /** Those known in each document whose owner `include` accepts. */
  all(include: OwnerFilter): readonly { readonly doc: DocumentName; readonly update: Uint8Array }[];
  stop(): void;
} {
  const rooms = new Map<DocumentName, PresenceRoom>();
  const costs = createCosts();
  let cancelSweep = clock.setTimer(sweepMs, sweep);

  function room(doc: DocumentName): PresenceRoom {
    let known = rooms.get(doc);
    if (known === undefined) {
      known = { entries: new Map(), followers: new Set(), changed: new Set() };
      rooms.set(doc, known);
    }
    return known;
  }

  function touch(doc: DocumentName, at: PresenceRoom, client: number): void {
    if (at.changed.size === 0) clock.afterTurn(() => publish(doc, at));
    at.changed.add(client);
  }

  function publish(doc: DocumentName, at: PresenceRoom): void {
    const changed = [...at.changed].flatMap((client) => at.entries.get(client) ?? []);
    at.changed.clear();
    const owners = new Set(changed.flatMap(({ owner }) => owner ?? []));
    const encode: EncodeOwned = (include) =>
      encodeEntries(changed.filter(({ owner }) => include(owner)));
    let shared: Uint8Array | undefined;
    for (const follower of at.followers) {
      const update = owners.has(follower.owner)
        ? encode((owner) => owner !== follower.owner)
        : (shared ??= encodeEntries(changed));
      if (update !== undefined) follower.onUpdate(update);
    }
    presence.onChanged(doc, encode);
    for (const entry of changed) {
      if (entry.state !== undefined) continue;
      at.entries.delete(entry.client);
      costs.add(entry, -1);
    }
    forgetEmpty(doc, at);
  }

  function forgetEmpty(doc: DocumentName, at: PresenceRoom): void {
    if (at.entries.size === 0 && at.followers.size === 0 && at.changed.size === 0)
      rooms.delete(doc);
  }

  function remove(doc: DocumentName, at: PresenceRoom, entry: Entry): void {
    costs.add(entry, -1);
    entry.clock += 1;
    entry.state = undefined;
    costs.add(entry, 1);
    touch(doc, at, entry.client);
  }

  function sweep(): void {
    const now = clock.monotonicMs();
    for (const [doc, at] of rooms) {
      for (const entry of at.entries.values()) {
        if (entry.state !== undefined && entry.expiresAtMs <= now) remove(doc, at, entry);
      }
    }
    cancelSweep = clock.setTimer(sweepMs, sweep);
  }

  const presence: ReturnType<typeof createPresence> = {
    onFollowed: () => undefined,
    onChanged: () => undefined,
    receive(doc, update, owner, speaker) {
      const at = room(doc);
      const now = clock.monotonicMs();
      for (const heard of decodeEntries(update, speaker)) {
        const known = at.entries.get(heard.client);
        if (known === undefined) {
          const entry: Entry = { ...heard, owner, expiresAtMs: now + expiryMs };
          if (heard.state === undefined || !costs.allows(entry)) continue;
          at.entries.set(heard.client, entry);
          costs.add(entry, 1);
          touch(doc, at, heard.client);
          continue;
        }
        if (known.owner !== undefined && known.owner !== owner) continue;
        const news =
          heard.clock > known.clock || (heard.clock === known.clock && known.owner === undefined);
        if (!news) continue;
        if (heard.state !== undefined && !costs.allows({ owner, state: heard.state })) continue;
        const same = heard.state === known.state;
        costs.add(known, -1);
        known.clock = heard.clock;
        known.owner = owner;
        known.expiresAtMs = now + expiryMs;
        known.state = heard.state;
        costs.add(known, 1);
        // A renewal is passed on too: those who heard of it elsewhere would else let it expire.
        if (!same || heard.state !== undefined) touch(doc, at, heard.client);
      }
      forgetEmpty(doc, at);
    },
    release(doc, owner) {
      const at = rooms.get(doc);
      if (at === undefined) return;
      for (const entry of at.entries.values()) {
        if (entry.owner === owner && entry.state !== undefined) remove(doc, at, entry);
      }
    },
    releaseAll(owner) {
      for (const doc of rooms.keys()) presence.release(doc, owner);
    },
    releaseLost() {
      for (const [doc, at] of rooms) {
        for (const entry of at.entries.values()) {
          if (entry.owner === undefined && entry.state !== undefined) remove(doc, at, entry);
        }
      }
    },
    orphan(owner) {
      const expiresAtMs = clock.monotonicMs() + orphanMs;
      for (const [doc, at] of rooms) {
        for (const entry of at.entries.values()) {
          if (entry.owner !== owner) continue;
          if (!costs.allows({ owner: undefined, state: entry.state })) {
            remove(doc, at, entry);
            continue;
          }
          costs.add(entry, -1);
          entry.owner = undefined;
          costs.add(entry, 1);
          entry.expiresAtMs = expiresAtMs;
        }
      }
    },
    subscribe(doc, owner, onUpdate) {
      const at = room(doc);
      const follower: Follower = { owner, onUpdate };
      at.followers.add(follower);
      if (at.followers.size === 1) presence.onFollowed(doc, true);
      const present = encodeEntries(
        [...at.entries.values()].filter((entry) => entry.owner !== owner),
      );
      if (present !== undefined) onUpdate(present);
      return () => {
        if (!at.followers.delete(follower) || at.followers.size > 0) return;
        presence.onFollowed(doc, false);
        forgetEmpty(doc, at);
      };
    },
    followed: () => [...rooms].filter(([, at]) => at.followers.size > 0).map(([doc]) => doc),
    all: (include) =>
      [...rooms].flatMap(([doc, at]) => {
        const update = encodeEntries(
          [...at.entries.values()].filter(({ owner }) => include(owner)),
        );
        return update === undefined ? [] : [{ doc, update }];
      }),
    stop: () => cancelSweep(),
  };
  return presence;
}

interface Costs {
  add(entry: Pick<Entry, 'owner' | 'state'>, times: 1 | -1): void;
  allows(entry: Pick<Entry, 'owner' | 'state'>): boolean;
}

/** Adds up what each owner's entries cost, and those that wait for another owner. */
function createCosts(): Costs {
  const nobody = {};
  const byOwner = new WeakMap<object, number>();
  const costOf = (state: string | undefined): number => costOfEntry + (state?.length ?? 0);
  const spentBy = (owner: object | undefined): number => byOwner.get(owner ?? nobody) ?? 0;
  return {
    add({ owner, state }, times) {
      byOwner.set(owner ?? nobody, spentBy(owner) + times * costOf(state));
    },
    allows: ({ owner, state }) => spentBy(owner) + costOf(state) <= mostCostOfOne,
  };
}

function encodeEntries(entries: readonly Entry[]): Uint8Array | undefined {
  if (entries.length === 0) return undefined;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state ?? 'null');
  }
  return encoding.toUint8Array(encoder);
}

/** Entries of an awareness update; what is malformed or too large is left out. */
function decodeEntries(
  update: Uint8Array,
  speaker: Speaker | undefined,
): readonly {
  readonly client: number;
  readonly clock: number;
  readonly state: string | undefined;
}[] {
  const entries = [];
  try {
    const decoder = decoding.createDecoder(update);
    const count = Math.min(decoding.readVarUint(decoder), mostEntriesAtOnce);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const text = decoding.readVarString(decoder);
      if (text.length > largestStateLength || clock > largestClock) continue;
      const state: unknown = JSON.parse(text);
      if (state !== null && typeof state !== 'object') continue;
      const called = state === null ? undefined : saidBy(state, text, speaker);
      entries.push({ client, clock, state: called });
    }
  } catch {
    return entries;
  }
  return entries;
}

/** The state's text under the name of whoever speaks, whatever name it says, and without a place that others are not to hear of. */
function saidBy(state: object, text: string, speaker: Speaker | undefined): string {
  if (speaker === undefined) return text;
  const isHidden =
    'path' in state && typeof state.path === 'string' && speaker.hides?.(state.path) === true;
  const told = isHidden ? { ...state, path: undefined } : state;
  const user: unknown = 'user' in state ? state.user : undefined;
  const { name } = speaker;
  const isOther =
    typeof user === 'object' && user !== null && !('name' in user && user.name === name);
  if (isOther) return JSON.stringify({ ...told, user: { ...user, name } });
  return isHidden ? JSON.stringify(told) : text;
}
