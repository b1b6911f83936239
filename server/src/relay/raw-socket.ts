import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** For tests: a connection that sends what bytes it likes. */
export interface RawSocket {
  readonly socket: Socket;
  /** All that came back so far. */
  received(): Buffer;
  /** Resolves when the other side has ended the connection. */
  readonly closed: Promise<void>;
  /** Sends as fast as the other side reads, until `pieces` are sent or the connection is gone. */
  flood(piece: Uint8Array, pieces: number): Promise<void>;
}

export async function openRaw(port: number, first: string | Uint8Array): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  socket.write(first);
  return {
    socket,
    closed,
    received: () => Buffer.concat(chunks),
    async flood(piece, pieces) {
      for (let n = 0; n < pieces && !socket.destroyed; n++) {
        if (socket.write(piece)) continue;
        await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
      }
    },
  };
}

/** The request for a WebSocket, with `extra` header lines. */
export function upgradeRequest(path: string, ...extra: readonly string[]): string {
  return [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...extra,
    '',
    '',
  ].join('\r\n');
}

/** A WebSocket handshake that has been answered. */
export async function openRawWebSocket(
  port: number,
  path: string,
  ...extra: readonly string[]
): Promise<RawSocket> {
  const raw = await openRaw(port, upgradeRequest(path, ...extra));
  while (!raw.received().includes('\r\n\r\n')) await once(raw.socket, 'data');
  return raw;
}

/** A client's frame (RFC 6455 section 5.2), masked with zeros; `first` is its first byte. */
export function clientFrame(first: number, payload: Uint8Array = new Uint8Array()): Buffer {
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : Buffer.from([first, 0xfe, length >> 8, length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}

/** The code of the close frame at the end of what was received, if there is one. */
export function closeCodeOf(received: Buffer): number | undefined {
  for (let at = received.length - 4; at >= 0; at--) {
    const length = (received[at + 1] ?? 0) & 0x7f;
    if (received[at] === 0x88 && at + 2 + length === received.length)
      return received.readUInt16BE(at + 2);
  }
  return undefined;
}
