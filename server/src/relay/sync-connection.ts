import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { writeCloseReason } from '@holdfast/shared/access/close-reason';
import { type CloseCodeName, closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { createSyncSession, keepAliveFrame } from '@holdfast/shared/replica/sync-session';
import type { LiveGrant } from '../access/live-grants.ts';
import type { NodeClock } from './node-clock.ts';
import { closeSocket, readMessages, type ReadLimits } from './socket-reading.ts';

/** Several frames of one turn become one write while they are together smaller than this. */
const joinBelowBytes = 16 * 1024;
/** A stock client that hears nothing for 30 s believes the connection dead. */
const keepAliveAfterTicks = 3;
/** Asked for a sign of life after this many ticks of silence, cut off after the other. */
const pingAfterTicks = 5;
const deadAfterTicks = 15;

export interface SyncConnectionDeps {
  readonly webSocket: WebSocket;
  /** The same connection's stream. Frames are written to it directly: once a turn, ready made. */
  readonly stream: Duplex;
  readonly replica: Replica;
  readonly doc: DocumentName;
  /** What the client may do, on a relay with keys. */
  readonly grant: LiveGrant | undefined;
  readonly clock: NodeClock;
  /** Shared by all connections, so that a broadcast is framed once. */
  readonly frame: (payload: Uint8Array) => readonly Uint8Array[];
  readonly limits: ReadLimits;
  readonly maxQueueBytes: number;
  /** Does what may wait for others. */
  readonly later: (task: () => void) => void;
  /** Reads what the client is to be answered with, when it is its turn. */
  readonly answer: <T>(read: () => Promise<T>) => Promise<T>;
  readonly onSent: (messages: number) => void;
  /** Called once when the connection has ended. */
  readonly onEnd: (code: number) => void;
}

export interface SyncConnection {
  /** Call every 5 s: keeps an idle connection alive and ends a dead one. */
  readonly tick: () => void;
  /** Tells the client to come again, here or elsewhere. */
  readonly drain: () => void;
}

/** Serves one stock y-websocket client: one document over one socket. */
export function serveSync(deps: SyncConnectionDeps): SyncConnection {
  const { webSocket, stream, clock, frame } = deps;
  let open = true;
  let first: readonly Uint8Array[] | undefined;
  let others: (readonly Uint8Array[])[] = [];
  let largestMessageBytes = 0;
  // Counted in ticks: reading the clock for every message would cost more than most messages.
  let quietTicks = 0;
  let silentTicks = 0;

  const session = createSyncSession({
    replica: deps.replica,
    doc: deps.doc,
    ...(deps.grant !== undefined && { grant: deps.grant }),
    send,
    close: (code, reason) => end(stockCode(code), reason),
    inTurn: deps.answer,
  });
  const stopWatching = deps.grant?.watch((news) => {
    if (news.kind === 'ended') end(closeCodes.unauthenticated.code, news.reason);
    else if (deps.grant?.mayRead(deps.doc) === false)
      end(closeCodes.forbidden.code, writeCloseReason('not-for-this'));
  });
  readMessages(webSocket, deps.limits, (message) => {
    silentTicks = 0;
    session.receive(message);
  });
  webSocket.on('pong', () => {
    silentTicks = 0;
  });
  // Before the connection is closed: whoever comes after this end must not find the session.
  stream.on('end', () => {
    open = false;
    deps.later(session.closed);
  });
  webSocket.on('close', (code) => {
    open = false;
    stopWatching?.();
    deps.later(() => {
      session.closed();
      deps.onEnd(code);
    });
  });

  function send(message: Uint8Array): void {
    if (!open || message.length === 0) return;
    if (message.length > largestMessageBytes) largestMessageBytes = message.length;
    const pieces = frame(message);
    if (first === undefined) {
      first = pieces;
      clock.atTurnEnd(flush);
    } else {
      others.push(pieces);
    }
  }

  function flush(): void {
    const isDrained = write();
    if (isDrained || !open) return;
    // The state of a large document may take a slow line a while; only what comes after it counts.
    if (stream.writableLength > deps.maxQueueBytes + largestMessageBytes) {
      end(comeAgainCode, 'too slow for the live updates; connect again for the state');
    }
  }

  /** Returns whether the system took all of it at once. */
  function write(): boolean {
    const one = first;
    if (one === undefined || !open) return true;
    first = undefined;
    quietTicks = 0;
    deps.onSent(1 + others.length);
    const [only] = one;
    if (only !== undefined && one.length === 1 && others.length === 0) return stream.write(only);
    const pieces = [one, ...others].flat();
    others = [];
    return writeTogether(stream, pieces);
  }

  function end(code: number, reason: string): void {
    if (!open) return;
    write();
    open = false;
    session.closed();
    closeSocket(webSocket, code, reason);
  }

  return {
    tick() {
      if (!open) return;
      quietTicks += 1;
      silentTicks += 1;
      if (silentTicks > deadAfterTicks) {
        webSocket.terminate();
        return;
      }
      if (quietTicks >= keepAliveAfterTicks) {
        send(keepAliveFrame);
        // At the end of the turn it would be written together with thousands of others.
        flush();
      }
      if (silentTicks >= pingAfterTicks) webSocket.ping();
    },
    drain() {
      end(closeCodes.draining.code, 'this relay is shutting down');
    },
  };
}

/** "Try again later" of RFC 6455: stock clients take any 44xx as the order to stop for good. */
export const comeAgainCode = 1013;

function stockCode(name: CloseCodeName): number {
  const { code, retry } = closeCodes[name];
  return retry === 'never' || code >= 4500 ? code : comeAgainCode;
}

function writeTogether(stream: Duplex, pieces: readonly Uint8Array[]): boolean {
  const totalBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (totalBytes < joinBelowBytes) return stream.write(Buffer.concat(pieces, totalBytes));
  stream.cork();
  const results = pieces.map((piece) => stream.write(piece));
  stream.uncork();
  return results.every(Boolean);
}
