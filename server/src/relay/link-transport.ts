import { WebSocket } from 'ws';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Transport } from '@holdfast/shared/replica/ports';
import { existingOnly } from './socket-path.ts';
import { socketOptions } from './socket-options.ts';
import { closeSocket, readMessages, type ReadLimits } from './socket-reading.ts';

const connectTimeoutMs = 10_000;

/** An open socket as the engine's transport. Nothing is read before the engine starts it. */
export function linkTransport(webSocket: WebSocket, limits: ReadLimits): Transport {
  let ended: { readonly code: number; readonly reason: string } | undefined;
  webSocket.pause();
  webSocket.on('error', () => undefined);
  webSocket.once('close', (code, reason) => {
    ended = { code, reason: reason.toString() };
  });
  return {
    send(frame) {
      if (webSocket.readyState === WebSocket.OPEN) webSocket.send(frame);
    },
    bufferedBytes: () => webSocket.bufferedAmount,
    close(code, reason) {
      // A paused socket would not hear the answer to its close.
      webSocket.resume();
      closeSocket(webSocket, code, reason);
    },
    start({ onFrame, onClose }) {
      if (ended !== undefined) {
        onClose(ended.code, ended.reason);
        return;
      }
      readMessages(webSocket, limits, onFrame);
      webSocket.once('close', (code, reason) => onClose(code, reason.toString()));
      webSocket.resume();
    },
  };
}

export interface DialLimits extends ReadLimits {
  readonly maxFrameBytes: number;
}

/**
 * Opens a link to the relay at `address` (`ws://host:port`). Rejects, in words, when that fails.
 * `mustExist`: the relay closes it, to be tried again later, unless the workspace is there.
 */
export function dialLink(
  address: string,
  workspace: WorkspaceName,
  limits: DialLimits,
  mustExist = false,
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const query = mustExist ? `?${existingOnly}` : '';
    const webSocket = new WebSocket(`${address}/link/${workspace}${query}`, {
      ...socketOptions,
      maxPayload: limits.maxFrameBytes,
      handshakeTimeout: connectTimeoutMs,
      followRedirects: false,
    });
    webSocket.once('open', () => {
      webSocket.removeAllListeners('error');
      resolve(linkTransport(webSocket, limits));
    });
    webSocket.once('error', (error) => reject(new Error(inWords(error))));
  });
}

const wordsByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no network',
  ETIMEDOUT: 'no answer',
};

function inWords(error: Error): string {
  // A host with several addresses fails with one error for each of them.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  return wordsByCode[code] ?? (error.message === '' ? 'not reachable' : error.message);
}
