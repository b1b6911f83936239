/**
 * The floor, joined: a bare `ws` broadcast that gathers what arrives within one turn of the event
 * loop and gives each receiver all of it in one write.
 */
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

interface Room {
  readonly members: Map<WebSocket, Duplex>;
  readonly pending: { readonly from: WebSocket; readonly frame: Buffer }[];
}

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });
const rooms = new Map<string, Room>();

server.on('connection', (socket, request) => {
  const name = request.url ?? '/';
  const room: Room = rooms.get(name) ?? { members: new Map(), pending: [] };
  rooms.set(name, room);
  room.members.set(socket, request.socket);
  socket.on('message', (data: Buffer) => {
    if (room.pending.length === 0) setImmediate(flush, room);
    room.pending.push({ from: socket, frame: unmaskedFrame(data) });
  });
  socket.on('close', () => room.members.delete(socket));
});

function flush(room: Room): void {
  const pending = room.pending.splice(0);
  const joined = Buffer.concat(pending.map((entry) => entry.frame));
  const writers = new Set(pending.map((entry) => entry.from));
  for (const [member, stream] of room.members) {
    if (!writers.has(member)) {
      stream.write(joined);
      continue;
    }
    const others = pending.filter((entry) => entry.from !== member);
    if (others.length > 0) stream.write(Buffer.concat(others.map((entry) => entry.frame)));
  }
}

/** A final binary frame as a server sends it (RFC 6455, section 5.2). */
function unmaskedFrame(payload: Buffer): Buffer {
  if (payload.length < 126) return Buffer.concat([Buffer.of(0x82, payload.length), payload]);
  const header = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  header[0] = 0x82;
  if (payload.length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(payload.length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([header, payload]);
}
