/**
 * The floor: a bare `ws` broadcast. What arrives goes to everyone else in the room, one write per
 * frame and receiver; nothing is read, merged or kept. No server with one write per frame can use
 * less CPU for the same work.
 */
import { WebSocketServer, type WebSocket } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });
const rooms = new Map<string, Set<WebSocket>>();

server.on('connection', (socket, request) => {
  const name = request.url ?? '/';
  const room = rooms.get(name) ?? new Set<WebSocket>();
  rooms.set(name, room.add(socket));
  socket.on('message', (data) => {
    for (const other of room) {
      if (other !== socket) other.send(data);
    }
  });
  socket.on('close', () => room.delete(socket));
});
