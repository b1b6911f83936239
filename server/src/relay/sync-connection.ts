import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type CloseCodeName, closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { createSyncSession, keepAliveFrame } from '@holdfast/shared/replica/sync-session';
import type { NodeClock } from './node-clock.ts';
import { closeSocket, readMessages, type ReadLimits } from './socket-reading.ts';

/** Several frames of one turn become one write while they are together smaller than this. */
const joinBelowBytes = 16 * 1024;
/** A stock client that hears nothing for 30 s believes the connection dead. */
const keepAliveAfterMs = 15_000;
/** A connection from which nothing was heard, not even an answer to a ping, is dead after this. */
const deadAfterMs = 75_000;

export interface SyncConnectionDeps {
  readonly webSocket: WebSocket;
  /** The same connection's stream. Frames are written to it directly: once a turn, ready made. */
  readonly stream: Duplex;
  readonly replica: Replica;
  readonly doc: DocumentName;
  readonly clock: NodeClock;
  /** Shared by all connections, so that a broadcast is framed once. */
  readonly frame: (payload: Uint8Array) => readonly Uint8Array[];
  readonly limits: ReadLimits;
  readonly maxQueueBytes: number;
  readonly onSent: (messages: number) => void;
  /** Called once when the connection has ended. */
  readonly onEnd: (code: number) => void;
}

export interface SyncConnection {
  /** Call every few seconds: keeps an idle connection alive and ends a dead one. */
  tick(nowMs: number): void;
  /** Tells the client to come again, here or elsewhere. */
  drain(): void;
}

/** Serves one stock y-websocket client: one document over one socket. */
export function serveSync(deps: SyncConnectionDeps): SyncConnection {
  const { webSocket, stream, clock, frame } = deps;
  let open = true;
  let pending: Uint8Array[] = [];
  let pendingMessages = 0;
  let largestMessageBytes = 0;
  let sentAtMs = clock.monotonicMs();
  let heardAtMs = sentAtMs;

  const session = createSyncSession({
    replica: deps.replica,
    doc: deps.doc,
    send,
    close: (code, reason) => end(stockCode(code), reason),
  });
  readMessages(webSocket, deps.limits, (message) => {
    heardAtMs = clock.monotonicMs();
    session.receive(message);
  });
  webSocket.on('pong', () => {
    heardAtMs = clock.monotonicMs();
  });
  webSocket.on('close', (code) => {
    open = false;
    session.closed();
    deps.onEnd(code);
  });

  function send(message: Uint8Array): void {
    if (!open || message.length === 0) return;
    if (pending.length === 0) clock.atTurnEnd(flush);
    if (message.length > largestMessageBytes) largestMessageBytes = message.length;
    pendingMessages += 1;
    for (const piece of frame(message)) pending.push(piece);
  }

  function flush(): void {
    write();
    // The state of a large document may take a slow line a while; only what comes after it counts.
    if (open && stream.writableLength > deps.maxQueueBytes + largestMessageBytes) {
      end(comeAgainCode, 'too slow for the live updates; connect again for the state');
    }
  }

  function write(): void {
    const pieces = pending;
    pending = [];
    deps.onSent(pendingMessages);
    pendingMessages = 0;
    if (!open || !stream.writable) return;
    sentAtMs = clock.monotonicMs();
    writeTogether(stream, pieces);
  }

  function end(code: number, reason: string): void {
    if (!open) return;
    write();
    open = false;
    session.closed();
    closeSocket(webSocket, code, reason);
  }

  return {
    tick(nowMs) {
      if (!open) return;
      if (nowMs - heardAtMs > deadAfterMs) {
        webSocket.terminate();
        return;
      }
      if (nowMs - sentAtMs > keepAliveAfterMs) send(keepAliveFrame);
      if (nowMs - heardAtMs > deadAfterMs / 3) webSocket.ping();
    },
    drain() {
      end(closeCodes.draining.code, 'this relay is shutting down');
    },
  };
}

/** "Try again later" of RFC 6455: stock clients take any 44xx as the order to stop for good. */
const comeAgainCode = 1013;

function stockCode(name: CloseCodeName): number {
  const { code, retry } = closeCodes[name];
  return retry === 'never' || code >= 4500 ? code : comeAgainCode;
}

function writeTogether(stream: Duplex, pieces: readonly Uint8Array[]): void {
  const [only] = pieces;
  if (only === undefined) return;
  if (pieces.length === 1) {
    stream.write(only);
    return;
  }
  const totalBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (totalBytes < joinBelowBytes) {
    stream.write(Buffer.concat(pieces, totalBytes));
    return;
  }
  stream.cork();
  for (const piece of pieces) stream.write(piece);
  stream.uncork();
}
