import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withMemoryPeak } from '../measure/memory-peak.ts';
import { coreWaitMs } from '../measure/process-usage.ts';
import { startServer, type RunContext, type Scenario } from './scenario.ts';

const megabyte = 1024 * 1024;
const settleMs = 1_000;
const updatesPerBurst = 8;
/** So much that what the kernel takes for a connection is soon full. */
const charactersPerUpdate = 8_000;

const sizes = {
  quick: { readers: 20, stalled: 2, warmUpRounds: 10, rounds: 50 },
  full: { readers: 50, stalled: 10, warmUpRounds: 20, rounds: 200 },
};

/** Some readers of a busy room stop reading but keep their connections; what do the others notice? */
export function slowReaderScenario(): Scenario {
  return {
    name: 'slow-reader',
    title:
      '10 of 60 readers of one room stop reading, 13 MB are typed; against the same without them',
    isFor: () => true,
    figures: [
      { key: 'cpuUs', label: 'CPU per delivered update', unit: 'µs', digits: 2 },
      { key: 'cpuStalledUs', label: 'with stalled', unit: 'µs', digits: 2 },
      { key: 'burstP99Ms', label: 'wall per burst p99', unit: 'ms', digits: 0 },
      { key: 'burstP99StalledMs', label: 'with stalled', unit: 'ms', digits: 0 },
      { key: 'coreWaitMs', label: 'waited for a core', unit: 'ms', digits: 0 },
      { key: 'coreWaitStalledMs', label: 'with stalled', unit: 'ms', digits: 0 },
      { key: 'memoryMb', label: 'memory at most', unit: 'MB', digits: 0 },
      { key: 'memoryStalledMb', label: 'with stalled', unit: 'MB', digits: 0 },
    ],
    async run(context) {
      const { stalled } = sizes[context.size];
      const usual = await play(context, 0);
      const held = await play(context, stalled);
      return {
        cpuUs: usual.cpuUs,
        cpuStalledUs: held.cpuUs,
        burstP99Ms: usual.burstP99Ms,
        burstP99StalledMs: held.burstP99Ms,
        ...(usual.coreWaitMs !== undefined && { coreWaitMs: usual.coreWaitMs }),
        ...(held.coreWaitMs !== undefined && { coreWaitStalledMs: held.coreWaitMs }),
        memoryMb: usual.memoryMb,
        memoryStalledMb: held.memoryMb,
      };
    },
  };
}

async function play(context: RunContext, stalledReaders: number) {
  // Each with a store of its own: the second must not begin with what the first has typed.
  const folder = join(context.folder, `stalled-${stalledReaders}`);
  mkdirSync(folder);
  const running = await startServer({ ...context, folder });
  const { readers, warmUpRounds, rounds } = sizes[context.size];
  const plan = {
    target: running.target,
    serverPid: running.pid,
    rooms: 1,
    readersPerRoom: readers,
    updatesPerRound: updatesPerBurst,
    charactersPerUpdate,
    stalledReaders,
    warmUpRounds,
    rounds,
    settleMs,
  };
  const { result, peakBytes } = await withMemoryPeak(running.pid, () =>
    context.generator.ask('lockStep', plan),
  );
  const waitedMs = coreWaitMs(running.pid);
  await running.stop();
  const { cpuMs, deliveries, roundP99Ms } = result;
  return {
    cpuUs: (cpuMs * 1000) / deliveries,
    burstP99Ms: roundP99Ms,
    coreWaitMs: waitedMs,
    memoryMb: peakBytes / megabyte,
  };
}
