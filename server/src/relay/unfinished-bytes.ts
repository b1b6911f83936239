import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A sender that has not brought `leastBytes` more of its message in so many checks is cut off. */
const checksToProgress = 12;
const leastBytes = 16 * 1024;
/** For the close frame to leave; what was sent of the message is kept until then. */
const goodbyeMs = 100;

export type UnfinishedReason = 'unfinished-total' | 'unfinished-first' | 'unfinished-slow';

export interface UnfinishedBytesDeps {
  /** What all connections together may have sent of messages that they have not ended. */
  readonly maxTotalBytes: number;
  /** What a connection may have sent before it has ended its first message. */
  readonly maxFirstBytes: number;
  /** Says goodbye; the connection is cut off a moment later, whatever the other side answers. */
  readonly close: (webSocket: WebSocket, reason: UnfinishedReason, unfinishedBytes: number) => void;
}

export interface UnfinishedBytes {
  /** For a connection that has just been upgraded: counts what comes before `ws` takes it. */
  watch(webSocket: WebSocket, stream: Duplex): void;
  /** Call every 5 s: a message makes progress or its connection ends. */
  check(): void;
  /** Of all connections, now. */
  totalBytes(): number;
}

interface Watched {
  readonly webSocket: WebSocket;
  unfinishedBytes: number;
  spoke: boolean;
  /** Since when, in checks, and from which count on, the message has to bring `leastBytes`. */
  checks: number;
  bytesThen: number;
}

/**
 * Bounds what messages that are never ended hold in memory. `ws` keeps a message until it is whole
 * and tells nobody, so what arrives is counted beside it and forgotten with each message that ends.
 * The rest of the piece of at most 64 KB in which a message ended is not counted. When all
 * together hold too much, whoever holds most goes first.
 */
export function createUnfinishedBytes(deps: UnfinishedBytesDeps): UnfinishedBytes {
  const watched = new Set<Watched>();
  let total = 0;

  function add(one: Watched, bytes: number): void {
    one.unfinishedBytes += bytes;
    total += bytes;
  }

  function forget(one: Watched): void {
    if (watched.delete(one)) total -= one.unfinishedBytes;
  }

  function cutOff(one: Watched, reason: UnfinishedReason): void {
    forget(one);
    deps.close(one.webSocket, reason, one.unfinishedBytes);
    one.webSocket.pause();
    setTimeout(() => one.webSocket.terminate(), goodbyeMs).unref();
  }

  function cutOffLargest(): void {
    let largest: Watched | undefined;
    for (const one of watched) {
      if (largest === undefined || one.unfinishedBytes > largest.unfinishedBytes) largest = one;
    }
    if (largest !== undefined) cutOff(largest, 'unfinished-total');
  }

  function ended(one: Watched): void {
    if (watched.has(one)) total -= one.unfinishedBytes;
    one.unfinishedBytes = 0;
    one.spoke = true;
    one.checks = 0;
    one.bytesThen = 0;
  }

  /** Pings and pongs may come between the pieces of a message: they end none, and are not part of it. */
  function passed(one: Watched, frameBytes: number): void {
    if (watched.has(one)) add(one, -Math.min(frameBytes, one.unfinishedBytes));
  }

  function checkOne(one: Watched): void {
    if (one.unfinishedBytes === 0 || one.webSocket.isPaused) return;
    one.checks += 1;
    if (one.checks < checksToProgress) return;
    if (one.unfinishedBytes - one.bytesThen < leastBytes) cutOff(one, 'unfinished-slow');
    one.checks = 0;
    one.bytesThen = one.unfinishedBytes;
  }

  return {
    watch(webSocket, stream) {
      const one: Watched = { webSocket, unfinishedBytes: 0, spoke: false, checks: 0, bytesThen: 0 };
      watched.add(one);
      // Before `ws`, which ends messages within its own listener.
      stream.prependListener('data', (chunk: Uint8Array) => {
        if (watched.has(one)) add(one, chunk.length);
      });
      stream.on('data', () => {
        if (!watched.has(one)) return;
        if (!one.spoke && one.unfinishedBytes > deps.maxFirstBytes) cutOff(one, 'unfinished-first');
        else if (total > deps.maxTotalBytes) cutOffLargest();
      });
      webSocket.on('message', () => ended(one));
      for (const control of ['ping', 'pong'] as const)
        webSocket.on(control, (data: Uint8Array) => passed(one, data.length + controlHeaderBytes));
      webSocket.once('close', () => forget(one));
    },
    check() {
      for (const one of watched) checkOne(one);
    },
    totalBytes: () => total,
  };
}

/** Of a masked frame that holds at most 125 bytes. */
const controlHeaderBytes = 6;
