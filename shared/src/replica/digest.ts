import { digest as sha256 } from 'lib0/hash/sha256';
import { encodeMessage, type WireDigest } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { Journal } from './journal.ts';
import type { Clock, HeavyWork } from './ports.ts';

const firstAfterMs = 2 * 60_000;
const everyMs = 60 * 60_000;
/** Only documents that have rested this long are compared: else one side may simply be ahead. */
const restMs = 60_000;
const digestsAtOnce = 200;
/** Each document is read anew once in so many rounds: what the disk has lost of one that nobody opens shows only then. */
const roundsToReadAll = 24;

export interface DigestsDeps {
  readonly journal: Journal;
  readonly heavy: HeavyWork;
  readonly clock: Clock;
  readonly state: (doc: DocumentName) => Promise<readonly Uint8Array[]>;
  /** Sends a message to every linked relay, once an hour; absent where only some are told, and only then. */
  readonly tellPeers?: (message: Uint8Array) => void;
}

export interface Digests {
  /** The documents that rest here and have another content than the peer says. */
  differing(theirs: readonly WireDigest[]): Promise<readonly DocumentName[]>;
  /** Gives messages with the digest of every document that rests here. */
  tell(send: (message: Uint8Array) => void): Promise<void>;
  stop(): void;
}

/**
 * Once an hour relays tell each other a digest of every document: that finds what state vectors do
 * not see, lost deletions and different edits under the same number. Reading the documents for it also
 * finds damaged records of those that nobody opens, at the latest after a day.
 */
export function createDigests(deps: DigestsDeps): Digests {
  const { journal } = deps;
  const cached = new Map<
    DocumentName,
    { readonly changedAtLsn: number; readonly digest: string }
  >();
  let restingLsn = 0;
  let stopped = false;
  let round = 0;
  let cancelRest = deps.clock.setTimer(restMs, noteRest);
  const { tellPeers } = deps;
  let cancelTell =
    tellPeers === undefined ? () => undefined : deps.clock.setTimer(firstAfterMs, tellHourly);
  let lsnOneRestAgo = journal.lastLsn;

  function noteRest(): void {
    restingLsn = lsnOneRestAgo;
    lsnOneRestAgo = journal.lastLsn;
    cancelRest = deps.clock.setTimer(restMs, noteRest);
  }

  function tellHourly(): void {
    if (tellPeers !== undefined) void tell(tellPeers);
    cancelTell = deps.clock.setTimer(everyMs, tellHourly);
  }

  async function digestOf(doc: DocumentName): Promise<string | undefined> {
    const changedAtLsn = journal.index(doc)?.changedAtLsn;
    if (changedAtLsn === undefined || changedAtLsn > restingLsn) return undefined;
    const known = cached.get(doc);
    if (known?.changedAtLsn === changedAtLsn) return known.digest;
    const { boot } = journal;
    try {
      const { update } = await deps.heavy.compact(await deps.state(doc));
      // Part of a document was found damaged: it is fetched again, and what is left says nothing.
      if (boot !== journal.boot) return undefined;
      const digest = hex(sha256(update).subarray(0, 16));
      cached.set(doc, { changedAtLsn, digest });
      return digest;
    } catch {
      // A document that does not load is reported by whoever reads it; there is nothing to compare.
      return undefined;
    }
  }

  async function tell(send: (message: Uint8Array) => void): Promise<void> {
    let batch: WireDigest[] = [];
    const thisRound = round++ % roundsToReadAll;
    for (const [index, doc] of journal.documents().entries()) {
      if (stopped) return;
      if (index % roundsToReadAll === thisRound) cached.delete(doc);
      const digest = await digestOf(doc);
      if (digest !== undefined) batch.push({ doc, digest });
      if (batch.length < digestsAtOnce) continue;
      send(encodeMessage({ type: 'digests', digests: batch }));
      batch = [];
    }
    if (batch.length > 0) send(encodeMessage({ type: 'digests', digests: batch }));
  }

  return {
    tell,
    async differing(theirs) {
      const found: DocumentName[] = [];
      for (const { doc, digest } of theirs) {
        if (stopped) break;
        const ours = await digestOf(doc);
        if (ours !== undefined && ours !== digest) found.push(doc);
      }
      return found;
    },
    stop() {
      stopped = true;
      cancelRest();
      cancelTell();
    },
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
