import { setTimeout as delay } from 'node:timers/promises';
import { startServer, type Scenario } from './scenario.ts';

const sizes = {
  quick: { rooms: 10, updatesPerSecond: 500, killAfterMs: 1_500 },
  full: { rooms: 50, updatesPerSecond: 1_000, killAfterMs: 5_000 },
};

/** The moment of the kill varies, so that it meets different states of the server's writing. */
const killSpreadMs = 500;

/** `kill -9` while people type; nobody comes back, the server alone must have what it showed. */
export function killScenario(): Scenario {
  return {
    name: 'kill',
    title: 'kill -9 under 1,000 updates/s, all clients gone',
    needsDocuments: true,
    figures: [
      { key: 'seen', label: 'updates that readers saw', unit: '', digits: 0 },
      { key: 'seenAndLost', label: 'of these lost', unit: '', digits: 0 },
    ],
    async run(context) {
      const { generator } = context;
      const { rooms, updatesPerSecond, killAfterMs } = sizes[context.size];
      const first = await startServer(context);
      await generator.ask('startStream', {
        target: first.target,
        rooms,
        updatesPerSecond,
        longestMs: 2 * (killAfterMs + killSpreadMs),
      });
      await delay(killAfterMs + Math.random() * killSpreadMs);
      await first.kill();
      const stream = await generator.ask('finishStream', {});

      const second = await startServer(context);
      const { clocks } = await generator.ask('readClocks', {
        target: second.target,
        rooms: stream.rooms.map(({ document, clientId, seen }) => ({
          document,
          clientId,
          expected: seen,
        })),
      });
      await second.stop();
      const lost = stream.rooms.map(({ seen }, index) => Math.max(0, seen - (clocks[index] ?? 0)));
      return {
        seen: stream.rooms.reduce((sum, room) => sum + room.seen, 0),
        seenAndLost: lost.reduce((sum, count) => sum + count, 0),
      };
    },
  };
}
