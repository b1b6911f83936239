import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What becomes of bytes from one machine to a relay, and back. */
export type WireState =
  | { readonly kind: 'open' }
  | { readonly kind: 'cut' }
  /** Bytes towards the relay wait until this ends. */
  | { readonly kind: 'half-cut' }
  | { readonly kind: 'slow'; readonly delayMs: number };

/**
 * The network of a chaos run: every machine reaches each relay over a wire of its own, which can be
 * cut, held up in one direction or slowed down.
 */
export interface Wires {
  /** A port that leads to `targetPort` over the wire `from`. */
  tunnel(from: string, targetPort: number): Promise<number>;
  /** The port of a SOCKS 5 proxy; each relay's port is reached over the wire of `from`. */
  proxy(from: string): Promise<number>;
  set(from: string, targetPort: number, state: WireState): void;
  stateOf(from: string, targetPort: number): WireState;
  close(): void;
}

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  readonly changed: Set<() => void>;
}

interface Wire {
  state: WireState;
  readonly connections: Set<Connection>;
}

export function createWires(): Wires {
  const wires = new Map<string, Wire>();
  const servers = new Set<Server>();

  function wireOf(from: string, targetPort: number): Wire {
    const key = `${from}>${targetPort}`;
    const wire = wires.get(key) ?? { state: { kind: 'open' }, connections: new Set() };
    wires.set(key, wire);
    return wire;
  }

  function join(wire: Wire, near: Socket, targetPort: number, onReady?: () => void): void {
    if (wire.state.kind === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(targetPort, '127.0.0.1', onReady);
    const connection: Connection = { near, far, changed: new Set() };
    wire.connections.add(connection);
    const end = (): void => {
      near.destroy();
      far.destroy();
      wire.connections.delete(connection);
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    carry(near, far, () => (wire.state.kind === 'half-cut' ? 'held' : delayOf(wire)), connection);
    carry(far, near, () => delayOf(wire), connection);
  }

  async function listen(accept: (socket: Socket) => void): Promise<number> {
    const server = createServer(accept);
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    return address.port;
  }

  return {
    tunnel: (from, targetPort) =>
      listen((socket) => join(wireOf(from, targetPort), socket, targetPort)),
    proxy: (from) =>
      listen((socket) => {
        socket.on('error', () => socket.destroy());
        readSocksRequest(socket, (targetPort, accepted) =>
          join(wireOf(from, targetPort), socket, targetPort, accepted),
        );
      }),
    stateOf: (from, targetPort) => wireOf(from, targetPort).state,
    set(from, targetPort, state) {
      const wire = wireOf(from, targetPort);
      wire.state = state;
      for (const connection of wire.connections) {
        if (state.kind === 'cut') connection.near.destroy();
        for (const listener of connection.changed) listener();
      }
    },
    close() {
      for (const server of servers) server.close();
      for (const { connections } of wires.values()) {
        for (const { near } of connections) near.destroy();
      }
    },
  };
}

function delayOf({ state }: Wire): number {
  return state.kind === 'slow' ? state.delayMs : 0;
}

/** Hands bytes on in order, each no earlier than the wire allows. */
function carry(
  from: Socket,
  to: Socket,
  howLong: () => number | 'held',
  connection: Connection,
): void {
  let last = Promise.resolve();
  from.on('data', (chunk) => {
    const arrivedMs = performance.now();
    last = last.then(() => pass(chunk, arrivedMs));
  });

  async function pass(chunk: Buffer, arrivedMs: number): Promise<void> {
    while (howLong() === 'held' && !to.destroyed) await stateChange();
    const delay = howLong();
    const waitMs = delay === 'held' ? 0 : arrivedMs + delay - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (!to.destroyed) to.write(chunk);
  }

  function stateChange(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        connection.changed.delete(done);
        to.off('close', done);
        resolve();
      };
      connection.changed.add(done);
      to.once('close', done);
    });
  }
}

const socksVersion = 5;
const greetingAnswer = Buffer.from([socksVersion, 0]);
const connectAnswer = Buffer.from([socksVersion, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

/** RFC 1928 without authentication, CONNECT only; the host is ignored, all relays are on this machine. */
function readSocksRequest(
  socket: Socket,
  accept: (targetPort: number, accepted: () => void) => void,
): void {
  let received = Buffer.alloc(0);
  let greeted = false;
  const read = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    if (!greeted) {
      const [, methods] = received;
      if (methods === undefined || received.length < 2 + methods) return;
      received = received.subarray(2 + methods);
      greeted = true;
      socket.write(greetingAnswer);
    }
    const addressBytes = addressLength(received);
    if (addressBytes === undefined || received.length < 4 + addressBytes + 2) return;
    const targetPort = received.readUInt16BE(4 + addressBytes);
    socket.off('data', read);
    accept(targetPort, () => {
      if (!socket.destroyed) socket.write(connectAnswer);
    });
  };
  socket.on('data', read);
}

function addressLength(request: Buffer): number | undefined {
  const kinds: Readonly<Record<number, number>> = { 1: 4, 4: 16 };
  const [, , , kind, nameLength] = request;
  if (kind === undefined) return undefined;
  if (kind === 3) return nameLength === undefined ? undefined : 1 + nameLength;
  return kinds[kind];
}
