import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What becomes of bytes from one machine to a relay, and back. */
export type WireState =
  | { readonly kind: 'open' }
  /** Connections end, and none can be made. */
  | { readonly kind: 'cut' }
  /** Nothing arrives either way, and nobody is told. */
  | { readonly kind: 'silent' }
  /** Bytes towards the relay wait until this ends. */
  | { readonly kind: 'half-cut' }
  | { readonly kind: 'slow'; readonly delayMs: number };

/**
 * The network of a chaos run: every machine reaches each relay over a wire of its own, which can be
 * cut, held up in one direction or slowed down.
 */
export interface Wires {
  /** A port that leads to `targetPort` over the wire `from`; `listenPort`, or any that is free. */
  tunnel(from: string, targetPort: number, listenPort?: number): Promise<number>;
  /** The port of a SOCKS 5 proxy; each relay's port is reached over the wire of `from`. */
  proxy(from: string): Promise<number>;
  set(from: string, targetPort: number, state: WireState): void;
  close(): void;
}

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
}

interface Wire {
  state: WireState;
  readonly connections: Set<Connection>;
  /** To be called when the state changes. */
  readonly waiting: Set<() => void>;
}

/** `hostOf` tells on which host a relay's port is. */
export function createWires(hostOf: (port: number) => string): Wires {
  const wires = new Map<string, Wire>();
  const servers = new Set<Server>();

  function wireOf(from: string, targetPort: number): Wire {
    const key = `${from}>${targetPort}`;
    const wire = wires.get(key) ?? newWire();
    wires.set(key, wire);
    return wire;
  }

  async function join(
    wire: Wire,
    near: Socket,
    targetPort: number,
    onReady?: () => void,
  ): Promise<void> {
    near.on('error', () => near.destroy());
    while (isHeld(wire) && !near.destroyed) await stateChange(wire.waiting, near);
    if (wire.state.kind === 'cut' || near.destroyed) {
      near.destroy();
      return;
    }
    const far = connect(targetPort, hostOf(targetPort), onReady);
    const connection: Connection = { near, far };
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
    carry(near, far, () => (isHeld(wire) ? 'held' : delayOf(wire)), wire.waiting);
    carry(far, near, () => (wire.state.kind === 'silent' ? 'held' : delayOf(wire)), wire.waiting);
  }

  async function listen(accept: (socket: Socket) => void, port = 0): Promise<number> {
    const server = createServer(accept);
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    return address.port;
  }

  return {
    tunnel: (from, targetPort, listenPort) =>
      listen((socket) => void join(wireOf(from, targetPort), socket, targetPort), listenPort),
    proxy: (from) =>
      listen((socket) => {
        socket.on('error', () => socket.destroy());
        readSocksRequest(
          socket,
          (targetPort, accepted) =>
            void join(wireOf(from, targetPort), socket, targetPort, accepted),
        );
      }),
    set(from, targetPort, state) {
      const wire = wireOf(from, targetPort);
      wire.state = state;
      if (state.kind === 'cut') for (const { near } of wire.connections) near.destroy();
      for (const listener of wire.waiting) listener();
    },
    close() {
      for (const server of servers) server.close();
      for (const { connections } of wires.values()) {
        for (const { near } of connections) near.destroy();
      }
    },
  };
}

function newWire(): Wire {
  return { state: { kind: 'open' }, connections: new Set(), waiting: new Set() };
}

/** Whether bytes towards the relay wait. */
function isHeld({ state }: Wire): boolean {
  return state.kind === 'half-cut' || state.kind === 'silent';
}

function delayOf({ state }: Wire): number {
  return state.kind === 'slow' ? state.delayMs : 0;
}

/** Hands bytes on in order, each no earlier than the wire allows. */
function carry(
  from: Socket,
  to: Socket,
  howLong: () => number | 'held',
  waiting: Set<() => void>,
): void {
  let last = Promise.resolve();
  from.on('data', (chunk) => {
    const arrivedMs = performance.now();
    last = last.then(() => pass(chunk, arrivedMs));
  });

  async function pass(chunk: Buffer, arrivedMs: number): Promise<void> {
    while (howLong() === 'held' && !to.destroyed) await stateChange(waiting, to);
    const delay = howLong();
    const waitMs = delay === 'held' ? 0 : arrivedMs + delay - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (!to.destroyed) to.write(chunk);
  }
}

/** Resolves when a wire changes its state or the socket is closed. */
function stateChange(waiting: Set<() => void>, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      waiting.delete(done);
      socket.off('close', done);
      resolve();
    };
    waiting.add(done);
    socket.once('close', done);
  });
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
