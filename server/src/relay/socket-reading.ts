import type { RawData, WebSocket } from 'ws';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import { createTokenBucket } from './token-bucket.ts';

/** What may be saved up in quiet times: this many seconds' worth. */
const burstSeconds = 5;
/** A close frame holds a code and at most this much text. */
const longestReasonBytes = 123;

export interface ReadLimits {
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly monotonicMs: () => number;
  /** Told of each message, before it is handled. */
  readonly onMessage: (bytes: number) => void;
}

/**
 * Hands on every binary message. Whoever sends faster than allowed is read more slowly, so that the
 * network holds them back; nothing of theirs is lost. A text message ends the connection.
 */
export function readMessages(
  webSocket: WebSocket,
  limits: ReadLimits,
  handle: (message: Uint8Array) => void,
): void {
  // One bucket of seconds for both limits: a message costs its share of a second's count or bytes.
  const { messagesPerSecond, bytesPerSecond } = limits;
  const seconds = createTokenBucket({
    perSecond: 1,
    burst: burstSeconds,
    monotonicMs: limits.monotonicMs,
  });
  let resting: NodeJS.Timeout | undefined;

  function rest(waitMs: number): void {
    if (resting !== undefined) return;
    webSocket.pause();
    resting = setTimeout(() => {
      resting = undefined;
      webSocket.resume();
    }, waitMs);
  }

  webSocket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isBinary || !(data instanceof Uint8Array)) {
      closeSocket(webSocket, closeCodes.malformed.code, 'only binary messages are understood');
      return;
    }
    limits.onMessage(data.length);
    const waitMs = seconds.take(Math.max(1 / messagesPerSecond, data.length / bytesPerSecond));
    if (waitMs > 0) rest(waitMs);
    handle(data);
  });
  webSocket.on('close', () => clearTimeout(resting));
  // What is wrong with a connection shows in its close code; an error nobody listens to would end the process.
  webSocket.on('error', () => undefined);
}

/** Closes with as much of `reason` as fits. */
export function closeSocket(webSocket: WebSocket, code: number, reason: string): void {
  const bytes = Buffer.from(reason);
  webSocket.close(
    code,
    bytes.length <= longestReasonBytes
      ? reason
      : bytes
          .subarray(0, longestReasonBytes - 3)
          .toString()
          .replace(/\uFFFD+$/, ''),
  );
}
