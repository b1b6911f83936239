import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from '../load/client.ts';
import type { Generator } from '../load/generator-process.ts';
import { startServer, type Scenario } from './scenario.ts';

const sizes = {
  quick: { rooms: 10, updatesPerSecond: 500, killAfterMs: 1_500 },
  full: { rooms: 50, updatesPerSecond: 1_000, killAfterMs: 5_000 },
};

/** The moment of the kill varies, so that it meets different states of the server's writing. */
const killSpreadMs = 500;

const linkCount = 4;

/**
 * `kill -9` while people type; nobody comes back, the server alone must have what it showed, and
 * above all what it acknowledged. Where it takes links, as many updates again come over those.
 */
export function killScenario(): Scenario {
  return {
    name: 'kill',
    title: 'kill -9 under 1,000 updates/s, all clients gone',
    isFor: (server) => server.keepsDocuments,
    figures: [
      { key: 'seen', label: 'updates that readers saw', unit: '', digits: 0 },
      { key: 'seenAndLost', label: 'of these lost', unit: '', digits: 0 },
      { key: 'acked', label: 'acknowledged', unit: '', digits: 0 },
      { key: 'ackedAndLost', label: 'acknowledged and lost', unit: '', digits: 0, limit: 0 },
    ],
    async run(context) {
      const { generator, observer } = context;
      const { rooms, updatesPerSecond, killAfterMs } = sizes[context.size];
      const longestMs = 2 * (killAfterMs + killSpreadMs);
      const first = await startServer(context);
      const { target, linkUrl } = first;
      await generator.ask('startStream', { target, rooms, updatesPerSecond, longestMs });
      if (linkUrl !== undefined) {
        const pace = { documents: rooms, links: linkCount, updatesPerSecond, longestMs };
        await observer.ask('startAcked', { url: linkUrl, ...pace });
      }
      await delay(killAfterMs + Math.random() * killSpreadMs);
      await first.kill();
      const stream = await generator.ask('finishStream', {});
      const acked = linkUrl === undefined ? undefined : await observer.ask('finishAcked', {});

      const second = await startServer(context);
      const countLost = (expected: readonly Expected[]) =>
        countMissing(generator, second.target, expected);
      const seen = stream.rooms.map((room) => ({ ...room, expected: room.seen }));
      const seenAndLost = await countLost(seen);
      const kept = acked?.rooms.map((room) => ({ ...room, expected: room.acked }));
      const ackedAndLost = kept === undefined ? undefined : await countLost(kept);
      await second.stop();
      return {
        seen: sumExpected(seen),
        seenAndLost,
        ...(kept === undefined || ackedAndLost === undefined
          ? {}
          : { acked: sumExpected(kept), ackedAndLost }),
      };
    },
  };
}

interface Expected {
  readonly document: string;
  readonly clientId: number;
  readonly expected: number;
}

/** How many of the expected updates a newcomer does not get. */
async function countMissing(
  generator: Generator,
  target: Target,
  expected: readonly Expected[],
): Promise<number> {
  const { clocks } = await generator.ask('readClocks', { target, rooms: [...expected] });
  return expected.reduce(
    (sum, room, index) => sum + Math.max(0, room.expected - (clocks[index] ?? 0)),
    0,
  );
}

function sumExpected(rooms: readonly Expected[]): number {
  return rooms.reduce((sum, room) => sum + room.expected, 0);
}
