import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { createDeferred } from './deferred.ts';
import {
  decodeSync,
  encodeGreeting,
  encodeSync,
  syncStep1,
  syncStep2,
  type Dialect,
} from './dialect.ts';
import { clockInStateVector, emptyUpdate, stateVector } from './typing.ts';

/** Where a client connects: `url` ends before the document's name. */
export interface Target {
  readonly url: string;
  readonly dialect: Dialect;
}

/** What a client is and what it wants to hear. All callbacks run while a frame is being read. */
export interface ClientOptions {
  readonly target: Target;
  readonly document: string;
  /** The writer whose clock is followed in this document. */
  readonly clientId: number;
  /** The writer's clock that this client has already. */
  readonly clock?: number;
  /** An update, or the content of a step 2, as bytes that stay valid. */
  readonly onContent?: (payload: Uint8Array) => void;
  /** What the server lacks, when it says that it has `clock`. */
  readonly answer?: (clock: number) => Uint8Array;
  /** The connection ended without `close`. */
  readonly onLost?: (code: number) => void;
}

/** A raw client of one document: no Y.Doc, no presence, no reconnection. */
export interface Client {
  sendSync(kind: number, payload: Uint8Array): void;
  /** Sends frames in one write, so that they arrive together. */
  sendTogether(frames: readonly Uint8Array[]): void;
  /** Asks for what is missing beyond `clock`; resolves at the answer, hence after all that was sent before. */
  resync(clock: number): Promise<void>;
  /** Reads nothing any more, as a device that is asleep. */
  stall(): void;
  /** Ends the connection without a close frame, as a lost network does. */
  drop(): void;
}

const connectTimeoutMs = 30_000;

/**
 * Connects and, unless the server is a bare one, exchanges the sync handshake. Resolves when the
 * server's answer has arrived; rejects when the connection fails or ends before.
 */
export async function connectClient(options: ClientOptions): Promise<Client> {
  const { target, document, clientId } = options;
  const encode = (kind: number, payload: Uint8Array) =>
    encodeSync(target.dialect, document, kind, payload);
  const socket = new WebSocket(target.url + document, { perMessageDeflate: false });
  const ready = createDeferred();
  let stream: Duplex | undefined;
  let answered: (() => void) | undefined;
  let isDropped = false;

  const resync = (clock: number) =>
    new Promise<void>((resolve) => {
      answered = resolve;
      socket.send(encode(syncStep1, stateVector(clientId, clock)));
    });
  socket.once('upgrade', (response) => (stream = response.socket));
  socket.once('open', () => {
    if (target.dialect === 'bare') return ready.resolve();
    const greeting = encodeGreeting(target.dialect, document);
    if (greeting !== undefined) socket.send(greeting);
    void resync(options.clock ?? 0).then(ready.resolve);
  });
  socket.on('message', (data: Buffer) => {
    const message = decodeSync(target.dialect, data);
    if (message === undefined) return;
    if (message.kind === syncStep1) {
      const clock = clockInStateVector(message.payload, clientId);
      socket.send(encode(syncStep2, options.answer?.(clock) ?? emptyUpdate));
      return;
    }
    options.onContent?.(message.payload);
    if (message.kind === syncStep2) answered?.();
  });
  socket.on('error', (error) => ready.reject(error));
  socket.on('close', (code) => {
    ready.reject(new Error(`connection to ${document} closed with ${code}`));
    if (!isDropped) options.onLost?.(code);
  });

  const timeout = setTimeout(() => {
    ready.reject(new Error(`no answer about ${document} in ${connectTimeoutMs / 1000} s`));
    socket.terminate();
  }, connectTimeoutMs);
  await ready.promise.finally(() => clearTimeout(timeout));

  return {
    sendSync: (kind, payload) => socket.send(encode(kind, payload)),
    sendTogether: (frames) => {
      stream?.cork();
      for (const frame of frames) socket.send(frame);
      stream?.uncork();
    },
    resync,
    stall: () => socket.pause(),
    drop: () => {
      isDropped = true;
      socket.terminate();
    },
  };
}

/** Runs `task` for `0 … count - 1`, `width` of them at a time. */
export async function inParallel(
  count: number,
  width: number,
  task: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
}
