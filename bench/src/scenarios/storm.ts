import { setTimeout as delay } from 'node:timers/promises';
import { withMemoryPeak } from '../measure/memory-peak.ts';
import { coreWaitMs, cpuTimeMs, ownMemoryBytes } from '../measure/process-usage.ts';
import { scrapeMetrics } from '../measure/scrape.ts';
import { documentName } from '../load/room.ts';
import { startServer, type Scenario } from './scenario.ts';

const megabyte = 1024 * 1024;
const probeIntervalMs = 5;
const settleMs = 2_000;
/** Keys of figures, by the samples of `prom-client` that give them in seconds. */
const loopDelays = new Map([
  ['nodejs_eventloop_lag_p50_seconds', 'loopDelayP50Ms'],
  ['nodejs_eventloop_lag_p99_seconds', 'loopDelayP99Ms'],
  ['nodejs_eventloop_lag_max_seconds', 'loopDelayMaxMs'],
]);

const sizes = {
  quick: { rooms: 50, clientsPerRoom: 5 },
  full: { rooms: 1_000, clientsPerRoom: 5 },
};

/** Everybody loses the connection at once and comes back; a bystander's typing goes on. */
export function stormScenario(): Scenario {
  return {
    name: 'storm',
    title: '5,000 sockets of 1,000 rooms dropped at once',
    isFor: (server) => server.keepsDocuments,
    figures: [
      { key: 'allBackMs', label: 'all in step again', unit: 'ms', digits: 0 },
      { key: 'cpuUs', label: 'CPU per client', unit: 'µs', digits: 0 },
      { key: 'refused', label: 'tries refused', unit: '', digits: 0 },
      { key: 'bystanderP99Ms', label: 'bystander wait p99', unit: 'ms', digits: 0 },
      { key: 'loopDelayP50Ms', label: 'loop delay p50', unit: 'ms', digits: 0 },
      { key: 'loopDelayP99Ms', label: 'p99', unit: 'ms', digits: 0, limit: 50 },
      { key: 'loopDelayMaxMs', label: 'longest', unit: 'ms', digits: 0 },
      { key: 'coreWaitMs', label: 'waited for a core', unit: 'ms', digits: 0 },
      { key: 'memoryMb', label: 'memory before', unit: 'MB', digits: 0 },
      { key: 'memoryPeakMb', label: 'at most', unit: 'MB', digits: 0 },
    ],
    async run(context) {
      const { generator, observer } = context;
      const running = await startServer(context);
      const { target, httpUrl, pid } = running;
      await generator.ask('openStorm', { target, ...sizes[context.size] });
      const document = documentName('bystander', 0);
      await observer.ask('startProbe', { target, document, intervalMs: probeIntervalMs });
      await delay(settleMs);
      const memoryMb = ownMemoryBytes(pid) / megabyte;
      // The metrics cover the time since they were last read.
      await scrapeMetrics(httpUrl, []);
      await observer.ask('readProbe', {});
      const cpuBeforeMs = cpuTimeMs(pid);
      const waitedBeforeMs = coreWaitMs(pid);
      const { result: storm, peakBytes } = await withMemoryPeak(pid, () =>
        generator.ask('runStorm', {}),
      );
      const cpuMs = cpuTimeMs(pid) - cpuBeforeMs;
      const waitedMs = coreWaitMs(pid);
      const bystander = await observer.ask('readProbe', {});
      const delays = await scrapeMetrics(httpUrl, [...loopDelays.keys()]);
      await observer.ask('stopProbe', {});
      await running.stop();
      return {
        allBackMs: storm.allBackMs,
        cpuUs: (cpuMs * 1000) / storm.clients,
        refused: storm.refused,
        ...(waitedMs !== undefined &&
          waitedBeforeMs !== undefined && { coreWaitMs: waitedMs - waitedBeforeMs }),
        bystanderP99Ms: bystander.p99Ms,
        memoryMb,
        memoryPeakMb: peakBytes / megabyte,
        ...Object.fromEntries(
          [...delays].map(([name, seconds]) => [loopDelays.get(name), seconds * 1000]),
        ),
      };
    },
  };
}
