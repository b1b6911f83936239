import { connectClient, inParallel } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { encodeSync, syncUpdate } from './dialect.ts';
import { createDeferred, within } from './deferred.ts';
import { documentName, dropRoom, openRoom, type Room } from './room.ts';
import { clockAfter, prepareTyping } from './typing.ts';

const tickMs = 10;

/** Writers at a steady pace, each with one reader who notes what it saw, until told to finish. */
export interface Stream {
  start(plan: Plan<'startStream'>): Promise<Result<'startStream'>>;
  /** Drops everyone, for good, and says what each writer sent and its reader saw. */
  finish(): Result<'finishStream'>;
}

export function createStream(): Stream {
  let rooms: Room[] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    async start({ target, rooms: roomCount, updatesPerSecond, longestMs }) {
      rooms = [];
      const updatesPerRoom = Math.ceil((updatesPerSecond * longestMs) / 1000 / roomCount);
      await inParallel(roomCount, 25, async (index) => {
        const document = documentName('stream', index);
        const typing = prepareTyping(updatesPerRoom);
        rooms.push(await openRoom(target, document, typing, 1, () => undefined));
      });
      const startedAt = performance.now();
      let sent = 0;
      timer = setInterval(() => {
        const due = Math.floor(((performance.now() - startedAt) / 1000) * updatesPerSecond);
        for (; sent < due; sent++) {
          const room = rooms[sent % rooms.length];
          const [update] = room?.take(1) ?? [];
          if (room === undefined || update === undefined) continue;
          room.writer.sendTogether([encodeSync(target.dialect, room.document, syncUpdate, update)]);
        }
      }, tickMs);
      return {};
    },
    finish() {
      clearInterval(timer);
      for (const room of rooms) dropRoom(room);
      return {
        rooms: rooms.map((room) => ({
          document: room.document,
          clientId: room.typing.clientId,
          sent: room.sent(),
          seen: Math.max(...room.readers.map(({ follower }) => follower.clock())),
        })),
      };
    },
  };
}

const quietMs = 1_000;
const readTimeoutMs = 30_000;

/** What a newcomer gets of each document: the writer's clock once the expected one is there or nothing came for a second. */
export async function readClocks(plan: Plan<'readClocks'>): Promise<Result<'readClocks'>> {
  const clocks: number[] = [];
  await inParallel(plan.rooms.length, 25, async (index) => {
    const room = plan.rooms[index];
    if (room === undefined) return;
    const { document, clientId, expected } = room;
    const done = createDeferred();
    let clock = 0;
    let quiet = setTimeout(done.resolve, readTimeoutMs);
    const onContent = (payload: Uint8Array) => {
      clock = clockAfter(payload, clientId, clock);
      clearTimeout(quiet);
      if (clock >= expected) done.resolve();
      else quiet = setTimeout(done.resolve, quietMs);
    };
    const client = await connectClient({ target: plan.target, document, clientId, onContent });
    await within(done.promise, 2 * readTimeoutMs, () => `no answer about ${document}`);
    clearTimeout(quiet);
    client.drop();
    clocks[index] = clock;
  });
  return { clocks };
}
