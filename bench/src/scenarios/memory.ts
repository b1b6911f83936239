import { setTimeout as delay } from 'node:timers/promises';
import { liveMemoryBytes } from '../measure/inspector.ts';
import { ownMemoryBytes } from '../measure/process-usage.ts';
import { slope, type Point } from '../measure/statistics.ts';
import { freePort } from '../servers/server-process.ts';
import { startServer, type RunContext, type Scenario, type Values } from './scenario.ts';

/** Time to forget what nobody looks at any more. */
const settleMs = 2_000;
const sharedDocuments = 100;

const sizes = {
  quick: { step: 200, steps: 3 },
  full: { step: 2_000, steps: 5 },
};

/** What an idle connection and an idle document cost, as the slope over growing counts. */
export function memoryScenario(): Scenario {
  return {
    name: 'memory',
    title: 'memory per idle connection and per idle document, slopes up to 10,000',
    needsDocuments: false,
    isMeasuredOnce: true,
    figures: [
      { key: 'connectionKb', label: 'connection, live', unit: 'KB', digits: 1, limit: 15 },
      { key: 'connectionOwnKb', label: 'connection, resident', unit: 'KB', digits: 1 },
      { key: 'documentKb', label: 'document, live', unit: 'KB', digits: 2, limit: 1 },
      { key: 'documentOwnKb', label: 'document, resident', unit: 'KB', digits: 2 },
    ],
    async run(context) {
      const connections = await measureConnections(context);
      return context.server.keepsDocuments
        ? { ...connections, ...(await measureDocuments(context)) }
        : connections;
    },
  };
}

async function measureConnections(context: RunContext): Promise<Values> {
  const { step, steps } = sizes[context.size];
  const { running, sample } = await startInspected(context);
  const samples = [];
  for (let count = step; count <= step * steps; count += step) {
    const { open } = await context.generator.ask('openIdle', {
      target: running.target,
      count: step,
      documents: sharedDocuments,
    });
    samples.push(await sample(open));
  }
  await context.generator.ask('dropIdle', {});
  await running.stop();
  const { live, own } = slopesKb(samples);
  return { connectionKb: live, connectionOwnKb: own };
}

async function measureDocuments(context: RunContext): Promise<Values> {
  const { step, steps } = sizes[context.size];
  const { running, sample } = await startInspected(context);
  const samples = [];
  for (let first = 0; first < step * steps; first += step) {
    await context.generator.ask('writeDocuments', { target: running.target, first, count: step });
    samples.push(await sample(first + step));
  }
  await running.stop();
  const { live, own } = slopesKb(samples);
  return { documentKb: live, documentOwnKb: own };
}

interface Sample {
  readonly live: Point;
  readonly own: Point;
}

async function startInspected(context: RunContext) {
  const inspectPort = await freePort();
  const running = await startServer(context, [`--inspect=127.0.0.1:${inspectPort}`]);
  const sample = async (x: number): Promise<Sample> => {
    await delay(settleMs);
    const live = { x, y: await liveMemoryBytes(inspectPort) };
    return { live, own: { x, y: ownMemoryBytes(running.pid) } };
  };
  return { running, sample };
}

function slopesKb(samples: readonly Sample[]): { readonly live: number; readonly own: number } {
  return {
    live: slope(samples.map((sample) => sample.live)) / 1024,
    own: slope(samples.map((sample) => sample.own)) / 1024,
  };
}
