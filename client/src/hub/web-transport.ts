import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';

/** How long a relay may take to accept a connection. Longer than a slow phone network needs. */
const connectTimeoutMs = 10_000;

/** Opens a link to the relay at `url` (`ws://host:port`). Rejects, in words, when that fails. */
export function dialRelay(url: string, workspace: WorkspaceName): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/link/${workspace}`);
    socket.binaryType = 'arraybuffer';
    const timer = setTimeout(() => {
      fail(`no answer for ${connectTimeoutMs / 1000} seconds`);
    }, connectTimeoutMs);

    function settle(): void {
      clearTimeout(timer);
      socket.onopen = null;
      socket.onclose = null;
    }

    function fail(problem: string): void {
      settle();
      socket.close();
      reject(new Error(problem));
    }

    socket.onopen = () => {
      settle();
      resolve(socketTransport(socket));
    };
    socket.onclose = (event) => {
      fail(event.reason === '' ? 'not reachable' : event.reason);
    };
  });
}

function socketTransport(socket: WebSocket): Transport {
  // What arrives between opening and the engine's start must not be lost.
  const early: ArrayBuffer[] = [];
  socket.onmessage = (event) => {
    if (event.data instanceof ArrayBuffer) early.push(event.data);
  };
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(ownBuffer(frame));
    },
    bufferedBytes: () => socket.bufferedAmount,
    close(code, reason) {
      socket.close(code, reason.slice(0, longestReason));
    },
    start(handlers) {
      connectHandlers(socket, handlers);
      for (const data of early.splice(0)) handlers.onFrame(new Uint8Array(data));
    },
  };
}

/** A close frame takes 123 bytes of reason, and a code unit may need three. */
const longestReason = 41;

function connectHandlers(socket: WebSocket, handlers: TransportHandlers): void {
  socket.onmessage = (event) => {
    if (event.data instanceof ArrayBuffer) handlers.onFrame(new Uint8Array(event.data));
    else socket.close(closeCodes.malformed.code, 'text frame');
  };
  if (socket.readyState === WebSocket.CLOSED) {
    handlers.onClose(1006, 'connection lost');
    return;
  }
  socket.onclose = (event) => {
    handlers.onClose(event.code, event.reason);
  };
}

/** The browser's `send` does not take views of a SharedArrayBuffer; ours never are, which its types cannot know. */
function ownBuffer(frame: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame.buffer instanceof ArrayBuffer
    ? new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
    : frame.slice();
}
