import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { documentName } from '../load/room.ts';
import { ownMemoryBytes } from '../measure/process-usage.ts';
import { startServer, type Scenario } from './scenario.ts';

const sizes = {
  quick: { sockets: 500 },
  full: { sockets: 10_000 },
};
const documents = 1_000;
const step = 500;
const probeIntervalMs = 20;
const askIntervalMs = 100;
/** Files that a process has open besides its sockets. */
const spareFiles = 200;

/** Very many people connect one after the other and stay, while somebody types and somebody asks whether it lives. */
export function socketsScenario(): Scenario {
  return {
    name: 'sockets',
    title: '10,000 sockets in 1,000 rooms at once',
    isFor: (server) => server.keepsDocuments,
    isMeasuredOnce: true,
    figures: [
      { key: 'open', label: 'open at the end', unit: '', digits: 0 },
      { key: 'openMs', label: 'opened within', unit: 'ms', digits: 0 },
      { key: 'memoryKb', label: 'resident memory each', unit: 'KB', digits: 1 },
      { key: 'bystanderP99Ms', label: 'bystander wait p99', unit: 'ms', digits: 0 },
      { key: 'bystanderMaxMs', label: 'longest', unit: 'ms', digits: 0 },
      { key: 'aliveMaxMs', label: '/livez longest', unit: 'ms', digits: 0 },
    ],
    async run(context) {
      const { sockets } = sizes[context.size];
      checkOpenFiles(sockets);
      const { generator, observer } = context;
      const running = await startServer(context);
      const { target, httpUrl, pid } = running;
      const document = documentName('bystander', 0);
      await observer.ask('startProbe', { target, document, intervalMs: probeIntervalMs });
      await observer.ask('readProbe', {});
      const memoryBytes = ownMemoryBytes(pid);
      const asking = context.server.linkPath === undefined ? undefined : askWhetherAlive(httpUrl);
      const startedMs = performance.now();
      let open = 0;
      for (let count = 0; count < sockets; count += step) {
        ({ open } = await generator.ask('openIdle', { target, count: step, documents }));
      }
      const openMs = performance.now() - startedMs;
      const bystander = await observer.ask('readProbe', {});
      const aliveMaxMs = await asking?.stop();
      const memoryKb = (ownMemoryBytes(pid) - memoryBytes) / 1024 / open;
      await observer.ask('stopProbe', {});
      await generator.ask('dropIdle', {});
      await running.stop();
      return {
        open,
        openMs,
        memoryKb,
        bystanderP99Ms: bystander.p99Ms,
        bystanderMaxMs: bystander.maxMs,
        ...(aliveMaxMs !== undefined && { aliveMaxMs }),
      };
    },
  };
}

/** Server and generator are processes of their own: each needs a file for every socket. */
function checkOpenFiles(sockets: number): void {
  const allowed = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  if (allowed !== 'unlimited' && Number(allowed) < sockets + spareFiles) {
    throw new Error(
      `${sockets} sockets need as many open files; this system allows ${allowed} (ulimit -Hn)`,
    );
  }
}

interface Asking {
  /** The longest that an answer took, in ms. */
  stop(): Promise<number>;
}

function askWhetherAlive(httpUrl: string): Asking {
  let isOver = false;
  let longestMs = 0;
  const asked = (async () => {
    while (!isOver) {
      const startedMs = performance.now();
      const { ok } = await fetch(`${httpUrl}/livez`);
      if (!ok) throw new Error('the server says that it is not alive');
      longestMs = Math.max(longestMs, performance.now() - startedMs);
      await delay(askIntervalMs);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await asked;
      return longestMs;
    },
  };
}
