import { setTimeout as delay } from 'node:timers/promises';
import { cpuTimeMs } from '../measure/process-usage.ts';
import { percentile } from '../measure/statistics.ts';
import { connectClient, inParallel, type Client } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { createDeferred, within, type Deferred } from './deferred.ts';
import { encodeSync, syncUpdate } from './dialect.ts';
import { documentName, dropRoom, openRoom, type Room } from './room.ts';
import { prepareTyping } from './typing.ts';

const roundTimeoutMs = 60_000;

/**
 * Types in every room at once, a fixed number of updates a round, and starts the next round only
 * when every reader has all of the last one. The work is the same for every server; what differs
 * is the CPU time it took, the writing to disk that follows the last round included.
 */
export async function runLockStep(plan: Plan<'lockStep'>): Promise<Result<'lockStep'>> {
  const { target, updatesPerRound, readersPerRoom } = plan;
  const rounds = plan.warmUpRounds + plan.rounds;
  let missing = 0;
  let roundDone: Deferred = createDeferred();
  const onAdvance = (updates: number) => {
    missing -= updates;
    if (missing === 0) roundDone.resolve();
  };
  const rooms: Room[] = [];
  await inParallel(plan.rooms, 25, async (index) => {
    const typing = prepareTyping(rounds * updatesPerRound, plan.charactersPerUpdate);
    const document = documentName('room', index);
    rooms.push(await openRoom(target, document, typing, readersPerRoom, onAdvance));
  });

  const playRound = async () => {
    roundDone = createDeferred();
    missing = rooms.length * readersPerRoom * updatesPerRound;
    for (const room of rooms) {
      const frames = room
        .take(updatesPerRound)
        .map((update) => encodeSync(target.dialect, room.document, syncUpdate, update));
      room.writer.sendTogether(frames);
    }
    await within(roundDone.promise, roundTimeoutMs, () => `${missing} updates did not arrive`);
  };

  for (let round = 0; round < plan.warmUpRounds; round++) await playRound();
  await delay(plan.settleMs);
  const stalled = await stallReaders(plan);
  const cpuBefore = cpuTimeMs(plan.serverPid);
  const startedAt = performance.now();
  const roundsMs: number[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const roundStartedAt = performance.now();
    await playRound();
    roundsMs.push(performance.now() - roundStartedAt);
  }
  const wallMs = performance.now() - startedAt;
  const cpuMs = cpuTimeMs(plan.serverPid) - cpuBefore;
  await delay(plan.settleMs);
  const cpuSettledMs = cpuTimeMs(plan.serverPid) - cpuBefore;
  for (const room of rooms) dropRoom(room);
  for (const client of stalled) client.drop();
  const updates = plan.rounds * rooms.length * updatesPerRound;
  const deliveries = updates * readersPerRoom;
  const roundP99Ms = percentile(roundsMs, 0.99);
  return { cpuMs, cpuSettledMs, wallMs, updates, deliveries, roundP99Ms };
}

async function stallReaders({
  target,
  stalledReaders,
}: Plan<'lockStep'>): Promise<readonly Client[]> {
  const document = documentName('room', 0);
  const join = () => connectClient({ target, document, clientId: 1 });
  const clients = await Promise.all(Array.from({ length: stalledReaders }, join));
  for (const client of clients) client.stall();
  return clients;
}
