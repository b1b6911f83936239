import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Relay } from './relay.ts';
import {
  clientFrame,
  closeCodeOf,
  openRaw,
  openRawWebSocket,
  type RawSocket,
  upgradeRequest,
} from './raw-socket.ts';
import { createRelayFixture, until } from './relay-fixture.ts';

const path = '/sync/demo/runbook:one';
const fixture = createRelayFixture();
const opened: RawSocket[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const { socket } of opened.splice(0)) socket.destroy();
  await fixture.cleanUp();
});

async function attack(relay: Relay, at = path, ...headers: string[]): Promise<RawSocket> {
  const raw = await openRawWebSocket(relay.port, at, ...headers);
  opened.push(raw);
  return raw;
}

/** Two honest clients find each other, whatever goes on. */
async function expectServing(relay: Relay): Promise<void> {
  const name = `runbook:${randomUUID()}`;
  const [ann, bob] = [fixture.join(relay, name), fixture.join(relay, name)];
  await Promise.all([ann.synced, bob.synced]);
  ann.text.insert(0, 'still here');
  await until(() => bob.text.toJSON() === 'still here');
  expect(bob.text.toJSON()).toBe('still here');
  ann.leave();
  bob.leave();
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const empty = new Uint8Array();

describe('frames that break RFC 6455 or the limits', () => {
  test.each<[string, Buffer, number]>([
    [
      'a giant frame, by its declared length alone',
      Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
      1009,
    ],
    [
      'a frame of 2^63 bytes, by its declared length alone',
      Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
      1009,
    ],
    ['a compressed frame, where compression is off', clientFrame(0xc2, Buffer.from('x')), 1002],
    ['reserved bits', clientFrame(0xb2, Buffer.from('x')), 1002],
    ['a reserved opcode', clientFrame(0x83), 1002],
    ['a continuation of nothing', clientFrame(0x80), 1002],
    ['a ping in fragments', clientFrame(0x09), 1002],
    ['a ping of more than 125 bytes', clientFrame(0x89, new Uint8Array(200)), 1002],
    ['a frame without a mask', Buffer.from([0x82, 0x01, 0x00]), 1002],
    ['a close with a code that is none', clientFrame(0x88, Buffer.from([0, 1])), 1002],
    ['a text frame', clientFrame(0x81, Buffer.from('hello')), 4400],
    ['text that is no UTF-8', clientFrame(0x81, Buffer.from([0xff])), 1007],
    ['an empty frame', clientFrame(0x82, empty), 4400],
  ])('%s ends the connection', async (_name, bytes, code) => {
    const relay = await fixture.start();
    const raw = await attack(relay);
    raw.socket.write(bytes);
    await until(() => closeCodeOf(raw.received()) !== undefined);
    expect(closeCodeOf(raw.received())).toBe(code);
    await expectServing(relay);
  });

  test('permessage-deflate is never agreed to', async () => {
    const relay = await fixture.start();
    const raw = await attack(relay, path, 'Sec-WebSocket-Extensions: permessage-deflate');
    expect(raw.received().toString('latin1')).toMatch(/^HTTP\/1.1 101/);
    expect(raw.received().toString('latin1').toLowerCase()).not.toMatch('sec-websocket-extensions');
  });

  test('fragments that together are larger than the limit end the connection', async () => {
    const relay = await fixture.start({ maxFrameBytes: '32KB' });
    const raw = await attack(relay);
    raw.socket.write(clientFrame(0x02, new Uint8Array(20_000)));
    raw.socket.write(clientFrame(0x00, new Uint8Array(20_000)));
    await until(() => closeCodeOf(raw.received()) !== undefined);
    expect(closeCodeOf(raw.received())).toBe(1009);
  });
});

describe('floods', () => {
  const repeated = (frame: Buffer): Buffer => Buffer.concat(Array<Buffer>(2000).fill(frame));

  test.each<[string, Buffer, Buffer]>([
    ['100,000 empty continuation frames', clientFrame(0x02), clientFrame(0x00)],
    [
      '100,000 continuation frames of one byte',
      clientFrame(0x02),
      clientFrame(0x00, Buffer.from([1])),
    ],
    [
      '100,000 pings whose answers nobody reads',
      Buffer.alloc(0),
      clientFrame(0x89, new Uint8Array(125)),
    ],
    ['100,000 pongs', Buffer.alloc(0), clientFrame(0x8a, new Uint8Array(125))],
  ])('%s cost a bounded amount, and others are served', async (_name, first, frame) => {
    const relay = await fixture.start();
    await expectServing(relay);
    const before = usedBytes();
    const raw = await attack(relay);
    raw.socket.pause();
    raw.socket.write(first);
    await Promise.all([raw.flood(repeated(frame), 50), expectServing(relay)]);
    await expectServing(relay);
    expect(usedBytes() - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('small messages far over the allowed rate are read slowly, and others are served', async () => {
    const relay = await fixture.start({ maxMessagesPerSecond: '100' });
    const before = usedBytes();
    const raw = await attack(relay);
    const flooding = raw.flood(repeated(clientFrame(0x82, Buffer.from([3]))), 200);
    for (let i = 0; i < 5; i++) await expectServing(relay);
    expect(usedBytes() - before).toBeLessThan(64 * 1024 * 1024);
    raw.socket.destroy();
    await flooding;
  });

  test('300 connections that never say anything leave room for others', async () => {
    const relay = await fixture.start();
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        opened.push(
          i % 2 === 0
            ? await openRaw(relay.port, upgradeRequest(path).slice(0, 40 + i))
            : await openRawWebSocket(relay.port, i % 3 === 0 ? '/link/demo' : path),
        );
      }),
    );
    await expectServing(relay);
    expect(opened).toHaveLength(300);
  });
});

describe('those who never finish', () => {
  test('a request sent byte by byte is cut off', async () => {
    const relay = await fixture.start();
    const raw = await openRaw(relay.port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    opened.push(raw);
    const dribble = setInterval(() => raw.socket.write('X: y\r\n'), 500);
    await raw.closed;
    clearInterval(dribble);
    expect(raw.received().toString()).toMatch(/^HTTP\/1.1 408/);
    await expectServing(relay);
  }, 40_000);

  test('a frame that never ends is cut off once its sender has been silent for long', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const relay = await fixture.start();
    const raw = await attack(relay);
    // Announces 1 MB and sends ten bytes of it.
    raw.socket.write(
      Buffer.concat([
        Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]),
        Buffer.alloc(10),
      ]),
    );
    vi.advanceTimersByTime(16 * 5000);
    await raw.closed;
    vi.useRealTimers();
    expect(raw.socket.destroyed).toBe(true);
  });

  test.each([
    ['without a key', ['Sec-WebSocket-Key: x'], 400],
    ['of another version', ['Sec-WebSocket-Version: 7'], 400],
    ['for something else than a WebSocket', ['Upgrade: h2c'], 400],
  ])('an upgrade %s is refused', async (_name, [line = ''], status) => {
    const relay = await fixture.start();
    const name = line.slice(0, line.indexOf(':'));
    const request = upgradeRequest(path).replace(new RegExp(`${name}: .*`), line);
    const raw = await openRaw(relay.port, request);
    opened.push(raw);
    await raw.closed;
    expect(raw.received().toString()).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    await expectServing(relay);
  });
});
