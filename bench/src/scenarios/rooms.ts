import { startServer, type Scenario } from './scenario.ts';

/** Longer than the two seconds for which hocuspocus puts off its writes. */
const settleMs = 2_500;
const bareSettleMs = 300;

const sizes = {
  quick: { rooms: 50, warmUpRounds: 5, rounds: 20 },
  full: { rooms: 500, warmUpRounds: 10, rounds: 40 },
};

/** Many small rooms at work: one writer and three readers each, everything kept on disk. */
export function roomsScenario(): Scenario {
  return {
    name: 'rooms',
    title: '500 rooms × 4 clients, persistence on, lock step',
    isFor: () => true,
    figures: [
      {
        key: 'cpuPerUpdateUs',
        label: 'CPU per update',
        unit: 'µs',
        digits: 0,
        isRatio: true,
        limit: 1.5,
      },
      { key: 'settledUs', label: 'writes behind included', unit: 'µs', digits: 0, isRatio: true },
      { key: 'roundMs', label: 'wall per round', unit: 'ms', digits: 0 },
    ],
    async run(context) {
      const running = await startServer(context);
      const { rooms, warmUpRounds, rounds } = sizes[context.size];
      const { cpuMs, cpuSettledMs, wallMs, updates } = await context.generator.ask('lockStep', {
        target: running.target,
        serverPid: running.pid,
        rooms,
        readersPerRoom: 3,
        updatesPerRound: 1,
        charactersPerUpdate: 1,
        stalledReaders: 0,
        warmUpRounds,
        rounds,
        settleMs: context.server.keepsDocuments ? settleMs : bareSettleMs,
      });
      await running.stop();
      return {
        cpuPerUpdateUs: (cpuMs * 1000) / updates,
        settledUs: (cpuSettledMs * 1000) / updates,
        roundMs: wallMs / rounds,
      };
    },
  };
}
