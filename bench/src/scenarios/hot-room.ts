import { startServer, type Scenario } from './scenario.ts';

const settleMs = 1_000;
const updatesPerBurst = 8;

const sizes = {
  quick: { readers: 100, warmUpRounds: 10, rounds: 50 },
  full: { readers: 500, warmUpRounds: 15, rounds: 60 },
};

/** One crowded room: a writer's bursts of eight updates go to everybody. */
export function hotRoomScenario(): Scenario {
  return {
    name: 'hot-room',
    title: 'one room, 500 readers, bursts of 8 updates, lock step',
    isFor: () => true,
    figures: [
      {
        key: 'cpuPerDeliveryUs',
        label: 'CPU per delivered update',
        unit: 'µs',
        digits: 2,
        isRatio: true,
        limit: 0.25,
      },
      { key: 'burstMs', label: 'wall per burst', unit: 'ms', digits: 1 },
    ],
    async run(context) {
      const running = await startServer(context);
      const { readers, warmUpRounds, rounds } = sizes[context.size];
      const { cpuMs, wallMs, deliveries } = await context.generator.ask('lockStep', {
        target: running.target,
        serverPid: running.pid,
        rooms: 1,
        readersPerRoom: readers,
        updatesPerRound: updatesPerBurst,
        charactersPerUpdate: 1,
        stalledReaders: 0,
        warmUpRounds,
        rounds,
        settleMs,
      });
      await running.stop();
      return { cpuPerDeliveryUs: (cpuMs * 1000) / deliveries, burstMs: wallMs / rounds };
    },
  };
}
