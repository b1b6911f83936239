import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const client = join(here, '../../../../client/src/hub');
const shared = join(here, '../../../../shared/src');

export interface HarnessServer {
  readonly url: string;
  /** What `/bootstrap.json` tells from now on. */
  relays: readonly string[];
  /** A script that runs in the worker before anything else: stands for a browser that behaves otherwise. */
  beforeWorker: string;
  close(): Promise<void>;
}

/** Serves the harness page, with the same worker that the app uses, on a free port of this machine. */
export async function startHarness(): Promise<HarnessServer> {
  const [page, worker] = await Promise.all([
    bundle(join(here, 'main.ts')),
    bundle(join(client, 'hub-worker.ts')),
  ]);
  const bodies: Readonly<Record<string, () => readonly [type: string, body: string]>> = {
    '/': () => ['text/html', '<!doctype html><script type="module" src="/main.js"></script>'],
    '/main.js': () => ['text/javascript', page],
    // The page names its worker by the source file beside it.
    '/hub-worker.ts': () => ['text/javascript', `${harness.beforeWorker}\n${worker}`],
    '/bootstrap.json': () => [
      'application/json',
      JSON.stringify({ workspace: 'demo', relays: harness.relays }),
    ],
  };
  const server = createServer((request, response) => {
    const answer = bodies[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (answer === undefined) {
      response.writeHead(404).end();
      return;
    }
    const [type, body] = answer();
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const harness: HarnessServer = {
    url: `http://127.0.0.1:${port}`,
    relays: [],
    beforeWorker: '',
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return harness;
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    alias: { '@holdfast/shared': shared },
    logLevel: 'error',
  });
  return built.outputFiles[0]?.text ?? '';
}
