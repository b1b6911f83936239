import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runCommand } from '../run-command.ts';
import { launch, type LaunchDeps } from './launch.ts';
import type { StartOptions } from './options.ts';

/** Stands in for the built program: a process that listens, answers and ends as a relay does. */
const program = `
import { createServer } from 'node:http';
import { appendFileSync, mkdirSync } from 'node:fs';
const [command, ...args] = process.argv.slice(2);
const flag = (name) => args.find((arg) => arg.startsWith('--' + name + '='))?.split('=')[1];
if (command === 'import') {
  appendFileSync(new URL('./imports', import.meta.url), args.join(' ') + '\\n');
} else if (process.env.REFUSED === flag('name')) {
  console.error('The data folder is in use by process 1. Stop that process.');
  process.exitCode = 1;
} else {
  mkdirSync(flag('data'), { recursive: true });
  const server = createServer((request, response) => response.end('ok'));
  server.listen(Number(flag('listen').split(':')[1]), '127.0.0.1');
  process.on('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}
`;

let folder = '';
let options: StartOptions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-start-'));
  await writeFile(join(folder, 'program.mjs'), program);
  options = { ports: await freePorts(3), dataDir: join(folder, 'data'), fresh: false };
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

interface Launched {
  readonly exitCode: Promise<number>;
  readonly lines: string[];
  readonly warnings: string[];
  stop(): void;
}

function start(changes: Partial<StartOptions> = {}): Launched {
  const stop = new AbortController();
  const lines: string[] = [];
  const warnings: string[] = [];
  const deps: LaunchDeps = {
    holdfast: [process.execPath, join(folder, 'program.mjs')],
    build: async () => 0,
    run: runCommand,
    log: (line) => void lines.push(line),
    warn: (line) => void warnings.push(line),
    stop: stop.signal,
    hurry: new AbortController().signal,
  };
  const exitCode = launch({ ...options, ...changes }, deps);
  return { exitCode, lines, warnings, stop: () => stop.abort() };
}

async function running(launched: Launched): Promise<void> {
  await vi.waitFor(() => expect(launched.lines.join('\n')).toContain('Ctrl-C'), 20_000);
}

test('three relays run, the demo is written once, and stopping ends all with exit code 0', async () => {
  for (const _ of ['first start', 'second start']) {
    const launched = start();
    await running(launched);
    for (const port of options.ports) expect((await ask(port)).ok).toBe(true);
    launched.stop();
    expect(await launched.exitCode).toBe(0);
    for (const port of options.ports) await expect(ask(port)).rejects.toThrow('fetch failed');
    expect(launched.warnings).toEqual([]);
  }
  const relays = options.ports.map((port) => `--relay http://127.0.0.1:${port}`).join(' ');
  expect(await readFile(join(folder, 'imports'), 'utf8')).toBe(`demo ${relays} --workspace demo\n`);
});

test('a relay that is killed is reported with the way to start it, and the others go on', async () => {
  const launched = start();
  await running(launched);
  const pid = Number(/kill (\d+)/.exec(launched.lines.join('\n'))?.[1]);
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(launched.warnings).toHaveLength(1), 20_000);
  expect(launched.warnings[0]).toMatch(/^relay A .*SIGKILL/);
  expect(launched.warnings[0]).toContain(`--listen=127.0.0.1:${options.ports[0]}`);
  for (const port of options.ports.slice(1)) expect((await ask(port)).ok).toBe(true);
  launched.stop();
  expect(await launched.exitCode).toBe(0);
});

test('every relay can be stopped as told; the last one says how to start again', async () => {
  const launched = start();
  await running(launched);
  const pids = [...launched.lines.join('\n').matchAll(/kill (\d+)/g)].map(([, pid]) => Number(pid));
  expect(pids).toHaveLength(3);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await vi.waitFor(() =>
    expect(launched.warnings.at(-1)).toBe(
      `All relays started here are stopped. Start again: Ctrl-C, then npm start -- --ports ${options.ports.join()} --data ${options.dataDir}`,
    ),
  );
  launched.stop();
  expect(await launched.exitCode).toBe(0);
});

test('a relay that cannot start is quoted, and the others are stopped', async () => {
  vi.stubEnv('REFUSED', 'relay-b');
  const launched = start();
  expect(await launched.exitCode).toBe(1);
  expect(launched.warnings).toEqual([
    'relay B did not start: The data folder is in use by process 1. Stop that process.',
  ]);
  for (const port of options.ports) await expect(ask(port)).rejects.toThrow('fetch failed');
});

test('a taken port is named before anything is started', async () => {
  const server = createServer();
  const port = options.ports[1] ?? 0;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const launched = start();
  expect(await launched.exitCode).toBe(1);
  expect(launched.warnings[0]).toContain(`Port ${port} on 127.0.0.1 is taken`);
  expect(launched.warnings[0]).toContain(` --data ${options.dataDir}`);
  await new Promise((resolve) => server.close(resolve));
});

test('a data folder that cannot be made is named', async () => {
  const launched = start({ dataDir: join(folder, 'program.mjs') });
  expect(await launched.exitCode).toBe(1);
  expect(launched.warnings[0]).toContain('Cannot write to');
});

test('--fresh deletes old data', async () => {
  const first = start();
  await running(first);
  expect(first.lines.join('\n')).toContain(
    `Start over: npm start -- --ports ${options.ports.join()} --data ${options.dataDir} --fresh\n`,
  );
  first.stop();
  await first.exitCode;
  await writeFile(join(options.dataDir, 'relay-a', 'old'), '');
  const second = start({ fresh: true });
  await running(second);
  expect(await readdir(join(options.dataDir, 'relay-a'))).toEqual([]);
  second.stop();
  expect(await second.exitCode).toBe(0);
});

function ask(port: number): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/readyz`);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
