import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createRelayFixture, until } from './relay-fixture.ts';

const clients = 200;
const path = '/sync/demo/runbook:one';

const fixture = createRelayFixture();
const sockets = new Set<WebSocket>();
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets.clear();
  await fixture.cleanUp();
});

/** An awareness message of y-protocols: client `id` says `{}` under `clock`, or that it is gone. */
function presence(id: number, clock: number): Uint8Array {
  return Uint8Array.from([1, 7, 1, ...twoBytes(id), clock, 2, 0x7b, 0x7d]);
}

/** A number from 128 to 16,383 as a varint. */
function twoBytes(value: number): readonly number[] {
  return [0x80 | (value & 0x7f), value >> 7];
}

test('whoever is back at once after a cut is seen again, and nothing of the connection before is left', async () => {
  const relay = await fixture.start({ maxSocketsPerAddress: String(clients + 1) });
  const reader = fixture.join(relay, 'runbook:one');
  await reader.synced;
  const { awareness } = reader.provider;
  const comeIn = async (clock: number): Promise<void> => {
    const opening = Array.from({ length: clients }, async (_, index) => {
      const socket = new WebSocket(`ws://127.0.0.1:${relay.port}${path}`);
      sockets.add(socket);
      await once(socket, 'open');
      socket.send(presence(1000 + index, clock));
    });
    await Promise.all(opening);
  };
  const seen = (clock: number): number =>
    [...awareness.meta].filter(
      ([id, meta]) =>
        id >= 1000 && id < 1000 + clients && meta.clock >= clock && awareness.states.has(id),
    ).length;

  await comeIn(1);
  await until(() => seen(1) === clients);
  const cut = [...sockets];
  sockets.clear();
  const gone = cut.map((socket) => once(socket, 'close'));
  for (const socket of cut) socket.terminate();
  await Promise.all(gone);
  // Each place is wanted again while the relay is still cleaning up.
  await comeIn(10);
  await until(() => seen(10) === clients);
  const metrics = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
  expect(metrics).toContain(`holdfast_ws_connections{kind="client"} ${clients + 1}\n`);
});
