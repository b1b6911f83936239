import * as Y from 'yjs';
import { documentNameSchema } from '../protocol/names.ts';
import type { Digests } from './digest.ts';
import type { Doubts } from './doubts.ts';
import { keepsLink } from './link-pairs.ts';
import { LinkSession } from './link.ts';
import type { LinkHost } from './link-host.ts';
import type { createPresence } from './presence.ts';
import type { Recheck } from './recheck.ts';
import type { ReplicaRole } from './replica-api.ts';
import type { Rights } from './rights.ts';
import type { Rooms } from './rooms.ts';
import { createTurns } from './turns.ts';

const catchUpTimeoutMs = 60_000;

/** The parts of a replica that its links act on. */
export interface LinkHostParts extends Pick<
  LinkHost,
  | 'role'
  | 'name'
  | 'insecure'
  | 'addresses'
  | 'clock'
  | 'journal'
  | 'feeds'
  | 'stores'
  | 'outbox'
  | 'presence'
  | 'access'
  | 'credentials'
  | 'randomBytes'
  | 'scope'
  | 'observe'
  | 'pushRefused'
  | 'caughtUp'
  | 'durableSoon'
  | 'settle'
  | 'statusChanged'
> {
  readonly rooms: Rooms;
  readonly rights: Rights;
  readonly links: Set<LinkSession>;
  /** Leaves only. */
  readonly doubts: Doubts | undefined;
  readonly digests: Digests;
  /** Leaves only. */
  readonly recheck: Recheck | undefined;
}

/** Lets links act on the replica: what they bring is taken in, what happens here is told to them. */
export function createLinkHost(parts: LinkHostParts): LinkHost {
  const { rooms, links, journal, presence, role } = parts;
  const catchUps = createTurns<LinkSession>(parts.clock, catchUpTimeoutMs);
  const isLocal = passOnPresence(presence, role, links);

  function observeLink(kind: 'link-up' | 'link-down', link: LinkSession): void {
    parts.observe({ kind, peer: link.peer?.name ?? '', role: link.peer?.role ?? 'leaf' });
  }

  return {
    ...parts,
    takeFrom(link, doc, update, { limits, isHanded }) {
      const { grant } = link;
      if (grant === undefined) return rooms.take(doc, update, { limits, via: link });
      return parts.rights.take(doc, update, { limits, via: link, grant, isHanded });
    },
    stateVector: rooms.stateVector,
    diff: rooms.diff,
    lacks: async (doc, stateVector) => isAhead(stateVector, await rooms.stateVector(doc)),
    async offers() {
      const offers = [];
      for (const doc of journal.documents()) {
        offers.push({ doc, stateVector: await rooms.stateVector(doc) });
      }
      return offers;
    },
    async compareDigests(link, theirs, fetchAll) {
      const named = theirs.filter(({ doc }) => documentNameSchema.safeParse(doc).success);
      for (const doc of await parts.digests.differing(named)) {
        // A device may well have a deletion that no relay has heard of any more.
        if (link.peer?.role === 'relay') parts.observe({ kind: 'diverged', doc });
        fetchAll(doc);
      }
    },
    linkGreeted(link) {
      if (!keepsLink(link, links, journal.storeId)) return false;
      observeLink('link-up', link);
      if (link.peer?.role === 'relay') {
        parts.outbox?.attach(link);
        if (role === 'leaf') for (const doc of presence.followed()) link.watch(doc, true);
        for (const { doc, update } of presence.all(isLocal)) link.sendPresence(doc, update);
      }
      parts.durableSoon();
      return true;
    },
    linkClosed(link, isRefused) {
      links.delete(link);
      parts.feeds.stop(link);
      parts.outbox?.detach(link);
      parts.doubts?.linkClosed(link);
      // A device speaks for those on it alone. Those behind a relay may be heard of through another.
      if (isRefused && link.peer?.role === 'leaf') presence.releaseAll(link);
      else presence.orphan(link);
      catchUps.release(link);
      observeLink('link-down', link);
      parts.statusChanged();
    },
    catchUpTurn: (link) => catchUps.take(link),
    catchUpDone(link) {
      catchUps.release(link);
      // What was refused before could not be looked at until now.
      parts.pushRefused();
    },
    marked: (link, store, position) => parts.doubts?.marked(link, store, position),
    adopt(store, held) {
      if (!journal.adoptDirect(store, held)) return;
      parts.feeds.heldChanged();
      parts.recheck?.held(journal.foreign());
    },
  };
}

/** Passes presence of those who speak here on to relays. Returns whether an owner is one of them, and not a relay. */
function passOnPresence(
  presence: ReturnType<typeof createPresence>,
  role: ReplicaRole,
  links: ReadonlySet<LinkSession>,
): (owner: object | undefined) => boolean {
  const isLocal = (owner: object | undefined): boolean =>
    owner !== undefined && !(owner instanceof LinkSession && owner.peer?.role === 'relay');
  presence.onFollowed = (doc, on) => {
    if (role === 'leaf') for (const link of links) link.watch(doc, on);
  };
  presence.onChanged = (doc, encode) => {
    let update: Uint8Array | undefined;
    for (const link of links) {
      if (link.peer?.role !== 'relay') continue;
      update ??= encode(isLocal);
      if (update === undefined) return;
      link.sendPresence(doc, update);
    }
  };
  return isLocal;
}

/** Whether the first (Yjs-encoded) state vector counts edits that the second does not. */
function isAhead(stateVector: Uint8Array, of: Uint8Array): boolean {
  let theirs: Map<number, number>;
  try {
    theirs = Y.decodeStateVector(stateVector);
  } catch {
    return false;
  }
  const ours = Y.decodeStateVector(of);
  return [...theirs].some(([client, clock]) => clock > (ours.get(client) ?? 0));
}
