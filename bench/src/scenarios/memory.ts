import { setTimeout as delay } from 'node:timers/promises';
import { liveMemoryBytes } from '../measure/inspector.ts';
import { ownMemoryBytes } from '../measure/process-usage.ts';
import { slope, type Point } from '../measure/statistics.ts';
import { freePort } from '../servers/server-process.ts';
import { startServer, type RunContext, type Scenario } from './scenario.ts';

/** Time to forget what nobody looks at any more. */
const settleMs = 2_000;
/** Longer than any server here puts off a write. */
const storeSettleMs = 3_000;
const sharedDocuments = 100;

const sizes = {
  quick: { step: 200, steps: 3, forgetMs: 0, readStep: 50, edits: 1_000 },
  full: { step: 2_000, steps: 5, forgetMs: 45_000, readStep: 300, edits: 2_000 },
};

const charactersPerDocument = 100;

/** What an idle connection and an idle document cost, as the slope over growing counts. */
export function memoryScenario(): Scenario {
  return {
    name: 'memory',
    title: 'live memory (resident in brackets) as slopes: 10,000 connections, 10,000 documents',
    isFor: () => true,
    isMeasuredOnce: true,
    figures: [
      { key: 'connectionKb', label: 'connection', unit: 'KB', digits: 1, limit: 15 },
      { key: 'connectionOwnKb', label: '(resident)', unit: 'KB', digits: 1 },
      { key: 'documentKb', label: 'document left', unit: 'KB', digits: 2, limit: 1 },
      { key: 'documentOwnKb', label: '(resident)', unit: 'KB', digits: 2 },
      { key: 'readKb', label: 'document read, 20 KB', unit: 'KB', digits: 2, limit: 1 },
      { key: 'readOwnKb', label: '(resident)', unit: 'KB', digits: 1 },
    ],
    async run(context) {
      const connection = await measureConnections(context);
      const figures = { connectionKb: connection.live, connectionOwnKb: connection.own };
      if (!context.server.keepsDocuments) return figures;
      const left = await measureDocumentsLeft(context);
      const read = await measureDocumentsRead(context);
      return {
        ...figures,
        documentKb: left.live,
        documentOwnKb: left.own,
        // A reader comes with a connection, which is counted already.
        readKb: read.live - connection.live,
        readOwnKb: read.own - connection.own,
      };
    },
  };
}

async function measureConnections(context: RunContext): Promise<Slopes> {
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
  return slopesKb(samples);
}

/** Documents that were written to and that nobody has open any more, once they had time to be forgotten. */
async function measureDocumentsLeft(context: RunContext): Promise<Slopes> {
  const { step, steps, forgetMs } = sizes[context.size];
  const { running, sample } = await startInspected(context);
  const { target } = running;
  const samples = [];
  let first = 0;
  for (const end of [step, step * steps]) {
    const plan = { target, group: 'left', first, count: end - first, edits: charactersPerDocument };
    await context.generator.ask('writeDocuments', plan);
    await delay(forgetMs);
    samples.push(await sample(end));
    first = end;
  }
  await running.stop();
  return slopesKb(samples);
}

/** Documents of some 20 KB that somebody has open, and nobody types in. */
async function measureDocumentsRead(context: RunContext): Promise<Slopes> {
  const { readStep: count, steps, edits } = sizes[context.size];
  const first = await startServer(context);
  const all = { target: first.target, group: 'read', first: 0, count: count * steps, edits };
  await context.generator.ask('writeDocuments', all);
  await delay(storeSettleMs);
  await first.stop();
  const { running, sample } = await startInspected(context);
  const samples = [];
  for (let from = 0; from < count * steps; from += count) {
    const plan = { target: running.target, group: 'read', first: from, count };
    const { open } = await context.generator.ask('openReaders', plan);
    samples.push(await sample(open));
  }
  await context.generator.ask('dropIdle', {});
  await running.stop();
  return slopesKb(samples);
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

/** KB for each connection or document. */
interface Slopes {
  readonly live: number;
  readonly own: number;
}

function slopesKb(samples: readonly Sample[]): Slopes {
  return {
    live: slope(samples.map((sample) => sample.live)) / 1024,
    own: slope(samples.map((sample) => sample.own)) / 1024,
  };
}
