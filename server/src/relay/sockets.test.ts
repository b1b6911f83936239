import { once } from 'node:events';
import { request } from 'node:http';
import * as encoding from 'lib0/encoding';
import { writeUpdate } from 'y-protocols/sync';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Relay } from './relay.ts';
import { createRelayFixture, until } from './relay-fixture.ts';

const fixture = createRelayFixture();
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await fixture.cleanUp();
});

function connect(relay: Relay, path: string, headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${relay.port}${path}`, { headers });
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** The close code, or the HTTP status of a refused handshake. */
function ending(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('close', (code) => resolve(code));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });
}

function frame(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes);
}

/** One sync message with an edit that adds `length` characters. */
function editFrame(doc: Y.Doc, length: number): Uint8Array {
  let update = new Uint8Array();
  doc.once('update', (made: Uint8Array) => {
    update = new Uint8Array(made);
  });
  doc.getText('body').insert(0, 'x'.repeat(length));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  writeUpdate(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** Values by name with labels. */
async function metricsOf(relay: Relay): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

describe('names in the path', () => {
  test.each([
    '/sync/demo/runbook:one',
    '/sync/demo/runbook%3Aone',
    '/sync/demo/workspace?token=1',
    '/link/demo',
  ])('%s is served', async (path) => {
    const relay = await fixture.start();
    const socket = connect(relay, path);
    const [first] = await once(socket, 'message');
    expect(first).toBeInstanceOf(Buffer);
  });

  test.each([
    '/sync/demo/Not%20a%20name',
    '/sync/DEMO/runbook:one',
    '/sync/demo/%E0%A4%A',
    '/link/-demo',
  ])('%s is closed with a code that tells clients to stop', async (path) => {
    const relay = await fixture.start();
    expect(await ending(connect(relay, path))).toBe(4404);
  });

  test.each(['/', '/sync', '/sync/demo', '/sync/demo/a/b', '/other/demo'])(
    '%s is no socket',
    async (path) => {
      const relay = await fixture.start();
      expect(await ending(connect(relay, path))).toBe(404);
    },
  );
});

describe('who may connect', () => {
  const sync = '/sync/demo/runbook:one';

  const flags = {
    allowedOrigins: ['https://ops.example.org'],
    peers: ['127.0.0.1:9', 'https://relay.example.org'],
    publicUrl: 'https://here.example.org',
  };

  test.each([
    'http://127.0.0.1:9',
    'http://localhost:9',
    'https://relay.example.org',
    'https://here.example.org',
    'https://ops.example.org',
  ])('pages of %s may', async (origin) => {
    const relay = await fixture.start(flags);
    const socket = connect(relay, sync, { origin });
    await once(socket, 'open');
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  test('its own pages may, and so may programs', async () => {
    const relay = await fixture.start(flags);
    const own = { origin: `http://127.0.0.1:${relay.port}` };
    for (const headers of [own, {}]) {
      const socket = connect(relay, sync, headers);
      await once(socket, 'open');
      expect(socket.readyState).toBe(WebSocket.OPEN);
    }
  });

  test('pages of a peer may, under the address that it gives for itself', async () => {
    const peer = await fixture.start({ publicUrl: 'https://peer.example.org' });
    const relay = await fixture.start({ peers: [`127.0.0.1:${peer.port}`] });
    let socket = connect(relay, sync);
    await until(() => {
      socket = connect(relay, sync, { origin: 'https://peer.example.org' });
      return Promise.race([
        once(socket, 'open').then(() => true),
        ending(socket).then(() => false),
      ]);
    });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  test.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:5173',
    'http://localhost',
    'http://[::1]:10',
    'http://127.0.0.1.evil.example',
    'https://ops.example.org:444',
  ])('pages of %s may not', async (origin) => {
    const relay = await fixture.start(flags);
    expect(await ending(connect(relay, sync, { origin }))).toBe(403);
  });

  test('a name that points to this machine without being its own is refused, for pages as for sockets', async () => {
    const relay = await fixture.start();
    expect(
      await ending(
        connect(relay, sync, { host: 'rebound.example', origin: 'http://rebound.example' }),
      ),
    ).toBe(421);
    const page = request({
      port: relay.port,
      host: '127.0.0.1',
      path: '/bootstrap.json',
      headers: { host: 'rebound.example' },
    }).end();
    const [answer] = await once(page, 'response');
    expect(answer.statusCode).toBe(421);
  });

  test('a name that it was told is its own', async () => {
    const relay = await fixture.start({ alsoKnownAs: 'relay-a.example' });
    const socket = connect(relay, sync, { host: 'relay-a.example' });
    const [first] = await once(socket, 'message');
    expect(first).toBeInstanceOf(Buffer);
  });

  test('more connections than one address may have are refused, until one ends', async () => {
    const relay = await fixture.start({ maxSocketsPerAddress: '2' });
    const first = connect(relay, sync);
    await Promise.all([once(first, 'open'), once(connect(relay, sync), 'open')]);
    expect(await ending(connect(relay, sync))).toBe(503);
    first.close();
    await once(first, 'close');
    await until(async () => {
      const again = connect(relay, sync);
      return Promise.race([once(again, 'open').then(() => true), ending(again).then(() => false)]);
    });
    expect(first.readyState).toBe(WebSocket.CLOSED);
  });
});

describe('messages that do not fit', () => {
  test.each([
    ['text', 'hello', 4400],
    ['an empty message', frame(), 4400],
    ['a sync message of an unknown kind', frame(0, 9, 0), 4400],
    ['an edit that Yjs could never load', frame(0, 2, 4, 1, 1, 0, 0), 4400],
    ['more than the limit', new Uint8Array(64 * 1024), 1009],
  ])('%s ends the connection', async (_, message, code) => {
    const relay = await fixture.start({ maxFrameBytes: '32KB' });
    const socket = connect(relay, '/sync/demo/runbook:one');
    await once(socket, 'open');
    socket.send(message);
    expect(await ending(socket)).toBe(code);
  });

  test('types that this version does not know are passed over', async () => {
    const relay = await fixture.start();
    const socket = connect(relay, '/sync/demo/runbook:one');
    await once(socket, 'message');
    socket.send(frame(120, 1, 2));
    socket.send(frame(3));
    const [answer] = await once(socket, 'message');
    expect([...answer]).toEqual([1, 1, 0]);
  });
});

describe('clients that are too fast or too slow', () => {
  test('nothing is lost of what someone sends faster than allowed, and others do not wait', async () => {
    const relay = await fixture.start({ maxMessagesPerSecond: '200' });
    const flood = connect(relay, '/sync/demo/runbook:one');
    await once(flood, 'open');
    const doc = new Y.Doc();
    const frames = Array.from({ length: 1300 }, () => editFrame(doc, 100));
    for (const edit of frames) flood.send(edit);
    await fixture.join(relay, 'runbook:two').synced;
    const reader = fixture.join(relay, 'runbook:one');
    await until(() => reader.text.length === 130_000);
    expect(flood.readyState).toBe(WebSocket.OPEN);
  });

  test('who does not read is told to come again, and the others never notice', async () => {
    const maxQueueBytes = 64 * 1024;
    const editBytes = 100_000;
    const relay = await fixture.start({ maxQueueBytes: '64KB' });
    const stuck = connect(relay, '/sync/demo/runbook:one');
    await once(stuck, 'message');
    stuck.pause();
    const writer = fixture.join(relay, 'runbook:one');
    const reader = fixture.join(relay, 'runbook:one');
    const bystander = fixture.join(relay, 'runbook:two');
    const others = [writer, reader, bystander];
    await Promise.all(others.map(({ synced }) => synced));
    let closed = 0;
    for (const { provider } of others) provider.on('connection-close', () => closed++);
    let length = 0;
    let mostUnsent = 0;
    await until(async () => {
      // More than the system's own buffers hold, piece by piece.
      writer.text.insert(0, 'y'.repeat(editBytes));
      length += editBytes;
      await until(() => reader.text.length === length);
      const figures = await metricsOf(relay);
      mostUnsent = Math.max(mostUnsent, figures.get('holdfast_ws_unsent_bytes') ?? 0);
      return figures.get('holdfast_ws_connections{kind="client"}') === others.length;
    });
    expect(mostUnsent).toBeGreaterThan(maxQueueBytes);
    // One edit may be under way when the limit is reached, and one more be as large as any before.
    expect(mostUnsent).toBeLessThan(maxQueueBytes + 2 * (editBytes + 1000));
    expect((await metricsOf(relay)).get('holdfast_ws_unsent_bytes')).toBe(0);
    expect(closed).toBe(0);
    stuck.resume();
    expect([1006, 1013]).toContain(await ending(stuck));
    expect(reader.text.length).toBe(length);
  });
});
