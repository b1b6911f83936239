import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { clientFrame, closeCodeOf, openRawWebSocket, type RawSocket } from './raw-socket.ts';
import { createRelayFixture, until } from './relay-fixture.ts';
import { closeSocket } from './socket-reading.ts';
import { createUnfinishedBytes, type UnfinishedReason } from './unfinished-bytes.ts';

const cleanUps: (() => void)[] = [];
const fixture = createRelayFixture();
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
  await fixture.cleanUp();
});

/** A server of sockets that are only watched. */
async function serve(limits: { readonly maxTotalBytes: number; readonly maxFirstBytes: number }) {
  const ends: { readonly reason: UnfinishedReason; readonly unfinishedBytes: number }[] = [];
  const unfinished = createUnfinishedBytes({
    ...limits,
    close(webSocket, reason, unfinishedBytes) {
      ends.push({ reason, unfinishedBytes });
      closeSocket(webSocket, 1013, reason);
    },
  });
  let messages = 0;
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer().on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (webSocket) => {
      unfinished.watch(webSocket, stream);
      webSocket.on('error', () => undefined);
      webSocket.on('message', () => {
        messages += 1;
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => server.close());
  // The listening server is on TCP: its address is no path.
  const { port } = server.address() as AddressInfo;
  return { port, unfinished, ends, messages: () => messages };
}

async function open(port: number, path = '/'): Promise<RawSocket> {
  const raw = await openRawWebSocket(port, path);
  cleanUps.push(() => raw.socket.destroy());
  return raw;
}

const hello = clientFrame(0x82, new Uint8Array([3]));

/** The head of a message of 60,000 bytes, and `sizeBytes` with it. */
function begun(sizeBytes: number): Buffer {
  return clientFrame(0x82, new Uint8Array(60_000)).subarray(0, sizeBytes);
}

test('over the total, whoever holds most goes first, and is forgotten', async () => {
  const { port, unfinished, ends, messages } = await serve({
    maxTotalBytes: 100_000,
    maxFirstBytes: 60_000,
  });
  const all = [await open(port), await open(port), await open(port)];
  for (const raw of all) raw.socket.write(hello);
  await until(() => messages() === 3);
  const [small, large, last] = all;
  small?.socket.write(begun(20_000));
  large?.socket.write(begun(50_000));
  await until(() => unfinished.totalBytes() === 70_000);
  last?.socket.write(begun(40_000));
  await large?.closed;
  expect(ends).toEqual([{ reason: 'unfinished-total', unfinishedBytes: 50_000 }]);
  expect(closeCodeOf(large?.received() ?? Buffer.alloc(0))).toBe(1013);
  await until(() => unfinished.totalBytes() === 60_000);
  small?.socket.write(clientFrame(0x82, new Uint8Array(60_000)).subarray(20_000));
  await until(() => messages() === 4);
  expect(unfinished.totalBytes()).toBe(40_000);
  last?.socket.destroy();
  await until(() => unfinished.totalBytes() === 0);
});

test('a first message may not be large, later ones may', async () => {
  const { port, ends, messages } = await serve({ maxTotalBytes: 100_000, maxFirstBytes: 10_000 });
  const polite = await open(port);
  polite.socket.write(hello);
  await until(() => messages() === 1);
  polite.socket.write(clientFrame(0x82, new Uint8Array(50_000)));
  await until(() => messages() === 2);
  const rude = await open(port);
  rude.socket.write(begun(20_000));
  await rude.closed;
  expect(ends.map(({ reason }) => reason)).toEqual(['unfinished-first']);
  expect(polite.socket.destroyed).toBe(false);
});

test('a message that hardly grows ends its connection, one that goes on does not, and pings are no help', async () => {
  const { port, unfinished, ends, messages } = await serve({
    maxTotalBytes: 1_000_000,
    maxFirstBytes: 60_000,
  });
  const [dripping, going, idle] = [await open(port), await open(port), await open(port)];
  for (const raw of [dripping, going, idle]) raw.socket.write(hello);
  await until(() => messages() === 3);
  // A message in two frames, so that a ping may stand between them.
  const piece = clientFrame(0x02, new Uint8Array(1000));
  dripping.socket.write(piece);
  going.socket.write(begun(20_000));
  await until(() => unfinished.totalBytes() === piece.length + 20_000);
  for (let n = 0; n < 12; n++) unfinished.check();
  expect(ends).toEqual([{ reason: 'unfinished-slow', unfinishedBytes: piece.length }]);
  await dripping.closed;
  going.socket.write(begun(40_000).subarray(20_000));
  await until(() => unfinished.totalBytes() === 40_000);
  for (let n = 0; n < 12; n++) unfinished.check();
  expect(ends).toHaveLength(1);
  going.socket.write(begun(60_000).subarray(40_000, 41_000));
  await until(() => unfinished.totalBytes() === 41_000);
  for (let n = 0; n < 12; n++) unfinished.check();
  expect(ends).toHaveLength(2);
  idle.socket.write(clientFrame(0x89, new Uint8Array(100)));
  await until(() => idle.received().length > 100 + 129);
  expect(unfinished.totalBytes()).toBe(0);
  expect(idle.socket.destroyed).toBe(false);
});

test('a relay holds a bounded amount of messages that nobody ends', async () => {
  const relay = await fixture.start({ maxFrameBytes: '64KB' });
  const all = await Promise.all(
    Array.from({ length: 40 }, () => open(relay.port, '/sync/demo/runbook:one')),
  );
  for (const raw of all) raw.socket.write(Buffer.concat([hello, clientFrame(0x89)]));
  for (const raw of all) {
    await until(() => raw.received().includes(Buffer.from([0x8a, 0])));
    raw.socket.write(begun(50_000));
  }
  await until(() => all.filter(({ socket }) => socket.destroyed).length >= 19);
  expect(all.filter(({ socket }) => socket.destroyed).length).toBeLessThan(30);
  const metrics = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
  expect(metrics).toMatch(/holdfast_rejected_total\{reason="unfinished-total"\} \d/);
});
