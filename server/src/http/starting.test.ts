import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { createMachineDrills } from '../relay/machine-drills.ts';
import { createMachineIncidents } from '../relay/machine-incidents.ts';
import { createMachineWork } from '../relay/machine-work.ts';
import { createNodeClock, nodeRandom } from '../relay/node-clock.ts';
import { createHttpApp } from './app.ts';
import { createMetrics } from './metrics.ts';
import { createWebhookMetrics } from './webhook-metrics.ts';

test('while it is starting a relay does not say which workspaces there are', async () => {
  let isStarting = true;
  const loaded = loadConfig({}, {});
  if (!loaded.ok) throw new Error(loaded.problems.join());
  const metrics = createMetrics({
    version: '1.2.3',
    storeBytes: () => 0,
    documents: () => 0,
    knownStores: () => 0,
    peers: () => [],
    unsentBytes: () => 0,
  });
  const clock = createNodeClock();
  const work = createMachineWork({ replica: () => undefined, isDraining: () => false, clock });
  const machines = { work, clock, random: nodeRandom };
  const server = createServer(
    createHttpApp({
      appFolder: '/nowhere',
      version: '1.2.3',
      relayName: () => 'relay-a',
      workspace: loaded.config.workspace,
      address: () => undefined,
      peers: () => [],
      isStarting: () => isStarting,
      live: () => [],
      ready: () => [],
      workspaces: () => [],
      status: () => undefined,
      metrics: undefined,
      measure: metrics.httpSeconds,
      isOurHost: () => true,
      webhooks: {
        incidents: createMachineIncidents(machines),
        drills: createMachineDrills(machines),
        mayAsk: () => true,
        metrics: createWebhookMetrics(metrics.registry),
        monotonicMs: clock.monotonicMs,
        log: pino({ level: 'silent' }),
      },
      signIn: {
        signIn: undefined,
        providerName: '',
        isOwnHost: () => false,
        monotonicMs: clock.monotonicMs,
      },
      access: undefined,
      addressOf: () => '',
      behindProxy: false,
      calendar: {
        drilling: () => undefined,
        mayRead: () => () => true,
        nowMs: clock.nowMs,
        monotonicMs: clock.monotonicMs,
      },
      log: pino({ level: 'silent' }),
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const statuses = async (): Promise<readonly number[]> => {
    const paths = ['/api/v1/workspaces', '/calendar/demo.ics', '/livez'];
    const answers = paths.map((path) => fetch(`http://127.0.0.1:${port}${path}`));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  expect(await statuses()).toEqual([503, 503, 200]);
  isStarting = false;
  expect(await statuses()).toEqual([200, 404, 200]);
  server.closeAllConnections();
  server.close();
});
