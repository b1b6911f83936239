import { scrapeMetric } from '../measure/scrape.ts';
import { documentName } from '../load/room.ts';
import { startServer, type Scenario } from './scenario.ts';

const probeIntervalMs = 5;
const loopDelayMetric = 'nodejs_eventloop_lag_p99_seconds';

const sizes = {
  quick: { rooms: 50, clientsPerRoom: 4 },
  full: { rooms: 500, clientsPerRoom: 4 },
};

/** Everybody loses the connection at once and comes back; a bystander's typing goes on. */
export function stormScenario(): Scenario {
  return {
    name: 'storm',
    title: '2,000 sockets of 500 rooms dropped at once',
    isFor: (server) => server.keepsDocuments,
    figures: [
      { key: 'allBackMs', label: 'all in step again', unit: 'ms', digits: 0 },
      { key: 'refused', label: 'tries refused', unit: '', digits: 0 },
      { key: 'bystanderP99Ms', label: 'bystander wait p99', unit: 'ms', digits: 0 },
      { key: 'loopDelayP99Ms', label: 'loop delay p99', unit: 'ms', digits: 0, limit: 50 },
    ],
    async run(context) {
      const { generator, observer } = context;
      const running = await startServer(context);
      const { target, httpUrl } = running;
      await generator.ask('openStorm', { target, ...sizes[context.size] });
      const document = documentName('bystander', 0);
      await observer.ask('startProbe', { target, document, intervalMs: probeIntervalMs });
      // The metric covers the time since it was last read.
      await scrapeMetric(httpUrl, loopDelayMetric);
      await observer.ask('readProbe', {});
      const storm = await generator.ask('runStorm', {});
      const bystander = await observer.ask('readProbe', {});
      const loopDelay = await scrapeMetric(httpUrl, loopDelayMetric);
      await observer.ask('stopProbe', {});
      await running.stop();
      return {
        allBackMs: storm.allBackMs,
        refused: storm.refused,
        bystanderP99Ms: bystander.p99Ms,
        ...(loopDelay === undefined ? {} : { loopDelayP99Ms: loopDelay * 1000 }),
      };
    },
  };
}
