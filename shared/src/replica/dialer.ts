import { closeCodes, retryAfterClose } from '../protocol/close-codes.ts';
import { linkVersion } from '../protocol/link-messages.ts';
import type { Clock, Random, Transport } from './ports.ts';
import type { Link, LinkEnd, LinkState, Replica } from './replica-api.ts';

const firstBackOffMs = 500;
const longestBackOffMs = 30_000;
/** What was refused for good is tried again after this, and up to half as long again: either side may have been upgraded. */
const refusedBackOffMs = 240_000;
/** An attempt that has come to nothing by then gives its place free. */
const dialTimeoutMs = 20_000;
/** A connection must have been caught up for this long before its failures are forgotten. */
const stableMs = 5000;

export interface DialerDeps {
  readonly replica: Replica;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens a connection to `/link/<workspace>` at this address, or rejects with a reason in words. */
  readonly dial: (url: string) => Promise<Transport>;
  readonly urls: () => readonly string[];
  /** How many links to keep: a leaf two, a relay one to each peer. */
  readonly width: number;
}

export interface Dialer {
  /** Call when `urls()` may have changed. */
  update(): void;
  report(): readonly DialReport[];
  /**
   * Tries this address (all, when absent) now, also one that refused. One that is being tried is tried
   * once more should it refuse: what it answers may be to how things were before.
   */
  retry(url?: string): void;
  onChange(listener: () => void): () => void;
  stop(): void;
}

export interface DialReport {
  readonly url: string;
  /** `stopped`: it closed with a code that says not to come again. It is tried every few minutes, and is called so until it has said hello. */
  readonly state: 'connected' | 'connecting' | 'waiting' | 'standby' | 'stopped';
  readonly link: LinkState | undefined;
  /** In words, why it is not connected. */
  readonly problem: string | undefined;
  /** Wall clock ms. */
  readonly nextTryAtMs: number | undefined;
  /** Wall clock ms when it last was heard of over a link; undefined when it never was by this dialer. */
  readonly lastContactAtMs: number | undefined;
  /** Set while stopped because the two speak no common version of the protocol: which is the older. */
  readonly older: 'us' | 'them' | undefined;
}

interface Target {
  readonly url: string;
  state: 'idle' | 'connecting' | 'connected' | 'waiting' | 'stopped';
  failures: number;
  link: Link | undefined;
  /** Whose store answered there last: while another link to it is up, there is no need to dial. */
  storeId: string | undefined;
  roundTripMs: number;
  problem: string | undefined;
  nextTryAtMs: number | undefined;
  lastContactAtMs: number | undefined;
  /** Set from a close with "never" until the relay has said hello again. */
  refusal: Refusal | undefined;
  /** It was to be tried while an attempt was under way. */
  wantsAnother: boolean;
  cancelTimer: () => void;
  /** Callbacks of an earlier attempt must not touch a later one. */
  attempt: number;
}

interface Refusal {
  readonly problem: string;
  readonly older: DialReport['older'];
}

/** Keeps links to the best of the known relays; the others stand by and take over at once. */
export function createDialer(deps: DialerDeps): Dialer {
  const targets = new Map<string, Target>();
  const listeners = new Set<() => void>();
  let stopped = false;
  const stopWatching = deps.replica.onStatus(() => {
    noteRoundTrips();
    fill();
  });

  function update(): void {
    if (stopped) return;
    const wanted = new Set(deps.urls());
    for (const target of targets.values()) if (!wanted.has(target.url)) drop(target);
    for (const url of wanted) if (!targets.has(url)) targets.set(url, newTarget(url));
    fill();
  }

  function drop(target: Target): void {
    target.attempt++;
    target.cancelTimer();
    target.link?.close('normal', 'no longer in the list of relays');
    targets.delete(target.url);
  }

  function linkedElsewhere(target: Target): boolean {
    if (target.storeId === undefined) return false;
    return deps.replica
      .status()
      .links.some(({ peer, phase }) => peer?.storeId === target.storeId && phase !== 'closed');
  }

  function fill(): void {
    if (stopped) return;
    const all = [...targets.values()];
    let active = all.filter(({ state }) => state === 'connecting' || state === 'connected').length;
    const ready = all.filter((target) => target.state === 'idle' && !linkedElsewhere(target));
    ready.sort((a, b) => a.failures - b.failures || a.roundTripMs - b.roundTripMs);
    for (const target of ready) {
      if (active >= deps.width) break;
      active++;
      void connect(target);
    }
    announce();
  }

  async function connect(target: Target): Promise<void> {
    const attempt = ++target.attempt;
    target.state = 'connecting';
    target.wantsAnother = false;
    target.nextTryAtMs = undefined;
    const settled = deps.clock.setTimer(dialTimeoutMs, () => {
      if (target.attempt !== attempt) return;
      // Should it open after all, it is closed as one that is no longer wanted.
      target.attempt++;
      fail(target, 'no answer in time');
    });
    let transport: Transport;
    try {
      transport = await deps.dial(target.url);
    } catch (error) {
      if (target.attempt === attempt)
        fail(target, error instanceof Error ? error.message : String(error));
      return;
    } finally {
      settled();
    }
    if (target.attempt !== attempt || stopped) {
      transport.start({ onFrame: () => undefined, onClose: () => undefined });
      transport.close(1000, 'no longer wanted');
      return;
    }
    const link = deps.replica.connect(transport, { dialled: true, host: hostOf(target.url) });
    target.link = link;
    target.state = 'connected';
    target.problem = undefined;
    const stable = deps.clock.setTimer(stableMs, () => {
      if (target.link?.state().phase === 'live') target.failures = 0;
    });
    announce();
    const end = await link.closed;
    stable();
    const { peer, peerVersion } = link.state();
    target.storeId = peer?.storeId ?? target.storeId;
    if (target.attempt === attempt) ended(target, end, peerVersion);
  }

  function ended(target: Target, { code, reason }: LinkEnd, peerVersion: number | undefined): void {
    target.link = undefined;
    if (code === closeCodes.duplicate.code && linkedElsewhere(target)) {
      // The other link does; should it end, this address is dialled again.
      target.state = 'idle';
      target.problem = undefined;
      fill();
      return;
    }
    const problem = reason === '' ? `the connection closed (${code})` : reason;
    if (retryAfterClose(code) === 'never' && code !== 1000) {
      const isVersion = code === closeCodes.version.code && peerVersion !== undefined;
      const older = peerVersion !== undefined && peerVersion > linkVersion ? 'us' : 'them';
      target.refusal = { problem, older: isVersion ? older : undefined };
      target.failures++;
      if (target.wantsAnother) {
        target.state = 'idle';
        fill();
        return;
      }
      const delayMs = Math.ceil(refusedBackOffMs * (1 + deps.random.fraction() / 2));
      tryAgain(target, 'stopped', problem, delayMs);
      return;
    }
    fail(target, problem);
  }

  function fail(target: Target, problem: string): void {
    const ceilingMs = Math.min(
      longestBackOffMs,
      firstBackOffMs * 2 ** Math.min(target.failures, 10),
    );
    target.failures++;
    tryAgain(target, 'waiting', problem, Math.ceil(deps.random.fraction() * ceilingMs));
  }

  function tryAgain(
    target: Target,
    state: 'waiting' | 'stopped',
    problem: string,
    delayMs: number,
  ): void {
    target.link = undefined;
    target.state = state;
    target.problem = problem;
    target.nextTryAtMs = deps.clock.nowMs() + delayMs;
    target.cancelTimer = deps.clock.setTimer(delayMs, () => {
      target.state = 'idle';
      fill();
    });
    // Another relay takes over at once.
    fill();
  }

  function noteRoundTrips(): void {
    for (const target of targets.values()) {
      const state = target.link?.state();
      if (state?.peer !== undefined) {
        target.storeId = state.peer.storeId;
        target.refusal = undefined;
        target.lastContactAtMs = deps.clock.nowMs();
      }
      if (state?.roundTripMs !== undefined) target.roundTripMs = state.roundTripMs;
    }
  }

  function announce(): void {
    for (const listener of listeners) listener();
  }

  function report(target: Target): DialReport {
    const elsewhere = target.state === 'idle' && linkedElsewhere(target);
    const linked = deps.replica.status().links.find(({ peer }) => peer?.storeId === target.storeId);
    const link = target.link?.state();
    // An attempt to come back must not look like a change for the better.
    const refusal = elsewhere || link?.peer !== undefined ? undefined : target.refusal;
    const state = elsewhere ? 'connected' : target.state === 'idle' ? 'standby' : target.state;
    return {
      url: target.url,
      state: refusal === undefined ? state : 'stopped',
      link: link ?? (elsewhere ? linked : undefined),
      problem: refusal?.problem ?? target.problem,
      nextTryAtMs: state === 'waiting' && refusal === undefined ? target.nextTryAtMs : undefined,
      lastContactAtMs: target.lastContactAtMs,
      older: refusal?.older,
    };
  }

  update();
  return {
    update,
    report: () => [...targets.values()].map(report),
    retry(url) {
      for (const target of targets.values()) {
        if (url !== undefined && target.url !== url) continue;
        target.wantsAnother = true;
        if (target.state !== 'waiting' && target.state !== 'stopped') continue;
        target.cancelTimer();
        target.state = 'idle';
      }
      fill();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      stopWatching();
      for (const target of targets.values()) drop(target);
    },
  };
}

/** Host and port of a relay's address. */
function hostOf(url: string): string | undefined {
  return /^wss?:\/\/([^/?#]+)/.exec(url)?.[1];
}

function newTarget(url: string): Target {
  return {
    url,
    state: 'idle',
    failures: 0,
    link: undefined,
    storeId: undefined,
    roundTripMs: Number.POSITIVE_INFINITY,
    problem: undefined,
    nextTryAtMs: undefined,
    lastContactAtMs: undefined,
    refusal: undefined,
    wantsAnother: false,
    cancelTimer: () => undefined,
    attempt: 0,
  };
}
