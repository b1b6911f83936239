import type { DialReport, Dialer } from '@holdfast/shared/replica/dialer';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { PeerInfo, Replica } from '@holdfast/shared/replica/replica-api';

export interface PeerState {
  readonly url: string;
  readonly state: DialReport['state'];
  readonly problem: string | undefined;
  /** Name and store as it last said, also after the link has ended. */
  readonly name: string | undefined;
  readonly storeId: string | undefined;
  /** Where the peer says that others reach it, which may not be where this relay does. */
  readonly publicAddress: string | undefined;
  readonly roundTripMs: number | undefined;
  /** Wall clock of the last word from the peer about its disk. */
  readonly lastAckAtMs: number | undefined;
  /** Documents of the peer that this relay cannot take. */
  readonly refused: readonly DocumentName[];
  /** How many of this relay's edits the peer does not have on disk; undefined when it has not said. */
  readonly lagEdits: number | undefined;
  /** For how long the peer has not had all that this relay has on disk; 0 when it has all. */
  readonly lagSeconds: number;
}

export interface PeerLag {
  readonly peers: () => readonly PeerState[];
  readonly stop: () => void;
}

/** Watches how far each peer is behind this relay. */
export function createPeerLag(deps: {
  readonly replica: Replica;
  readonly dialer: Dialer;
  readonly clock: Clock;
}): PeerLag {
  const { replica, dialer, clock } = deps;
  const equalAtMs = new Map<string, number>();
  const lastPeer = new Map<string, PeerInfo>();
  const stop = replica.onStatus(() => void peers());

  function peers(): readonly PeerState[] {
    return dialer.report().map(peerState);
  }

  function peerState({ url, state, problem, link }: DialReport): PeerState {
    const nowMs = clock.monotonicMs();
    if (link?.peer !== undefined) lastPeer.set(url, link.peer);
    const peer = lastPeer.get(url);
    const own = replica.status().durable.get(replica.storeId);
    const theirs = link?.durable?.get(replica.storeId);
    let lagEdits: number | undefined;
    // Of an empty log there is nothing to have, and nothing is said.
    if (own === undefined || own.lsn === 0) lagEdits = 0;
    else if (theirs !== undefined && theirs.boot === own.boot)
      lagEdits = Math.max(0, own.lsn - theirs.lsn);
    if (lagEdits === 0 || !equalAtMs.has(url)) equalAtMs.set(url, nowMs);
    return {
      url,
      state,
      problem,
      name: peer?.name,
      storeId: peer?.storeId,
      publicAddress: peer?.addresses[0],
      roundTripMs: link?.roundTripMs,
      lastAckAtMs: link?.lastAckAtMs,
      refused: link?.refused ?? [],
      lagEdits,
      lagSeconds: lagEdits === 0 ? 0 : (nowMs - (equalAtMs.get(url) ?? nowMs)) / 1000,
    };
  }

  return { peers, stop };
}
