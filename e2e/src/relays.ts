import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Certificate } from './certificate.ts';

const holdfast = join(dirname(fileURLToPath(import.meta.url)), '../../server/dist/main.js');
/** Long: a busy machine is no failure. */
const readyTimeoutMs = 120_000;
const pollMs = 50;

/** One real relay process with a data folder of its own. */
export interface RelayProcess {
  readonly name: string;
  /** Where the app is served: `http://127.0.0.1:…`, or with `https:` and its own address. */
  readonly url: string;
  /** Where browsers and peers link to: `ws://127.0.0.1:…`. */
  readonly address: string;
  readonly port: number;
  readonly dataDir: string;
  start(): Promise<void>;
  /** As a power cut would: SIGKILL, no last word. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for it to drain. */
  stop(): Promise<void>;
  /** SIGSTOP: its connections stay, nobody answers on them. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** Deletes its data folder; it must not be running. */
  wipe(): Promise<void>;
  isRunning(): boolean;
  /** What it wrote to stdout and stderr, for a failing test. */
  log(): string;
}

export interface RelaySet {
  readonly relays: readonly RelayProcess[];
  startAll(): Promise<void>;
  killAll(): Promise<void>;
  /** Ends every process and deletes every folder. */
  dispose(): Promise<void>;
}

export interface RelaySetOptions {
  readonly count: number;
  readonly workspace?: string;
  /** Origins of pages, besides the relays' own, that may connect. */
  readonly allowedOrigins?: readonly string[];
  /** Where a relay, by its place, keeps its data instead of a folder of this set. */
  readonly dataDirs?: Readonly<Record<number, string>>;
  /** Modules that each relay process loads before its own, as `file:` URLs. */
  readonly preload?: readonly string[];
  /** Added to the environment of a relay at each start. */
  readonly environment?: (index: number) => Record<string, string>;
  /** Added to what a relay is started with. */
  readonly arguments?: (index: number) => readonly string[];
  /** Where a relay, by its place, runs; unless given, on this machine. */
  readonly machine?: (index: number) => RelayMachine | undefined;
  /** Listen where other machines can reach them, with TLS of their own, instead of on loopback. */
  readonly reachable?: ReachableAt;
}

/** An address of this machine, and what its relays show for it. */
export interface ReachableAt {
  readonly host: string;
  readonly certificate: Certificate;
}

/** Another machine, so to say: something has to lead from the relay's port of this machine to it. */
export interface RelayMachine {
  /** What a command line begins with to run there; the process keeps its id. */
  readonly command: readonly string[];
  readonly host: string;
}

/** Prepares relays that know one another as peers, on free ports of this machine. None runs yet. */
export async function createRelays(options: RelaySetOptions): Promise<RelaySet> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-relays-'));
  const { reachable } = options;
  const ports = await freePorts(options.count, reachable?.host ?? '127.0.0.1');
  let isOver = false;
  const relays = ports.map((port, index) =>
    createRelay({
      name: `relay-${String.fromCharCode(97 + index)}`,
      port,
      dataDir: options.dataDirs?.[index] ?? join(folder, String(index)),
      peers: ports.filter((other) => other !== port).map((other) => addressOf(other, reachable)),
      reachable,
      workspace: options.workspace ?? 'demo',
      allowedOrigins: options.allowedOrigins ?? [],
      preload: options.preload ?? [],
      environment: () => options.environment?.(index) ?? {},
      arguments: () => options.arguments?.(index) ?? [],
      machine: () => options.machine?.(index),
      isOver: () => isOver,
    }),
  );
  const killAll = async (): Promise<void> => {
    await Promise.all(relays.map((relay) => relay.kill()));
  };
  return {
    relays,
    killAll,
    async startAll() {
      await Promise.all(relays.map((relay) => relay.start()));
    },
    async dispose() {
      isOver = true;
      await killAll();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(port: number, reachable: ReachableAt | undefined): string {
  return reachable === undefined ? `ws://127.0.0.1:${port}` : `wss://${reachable.host}:${port}`;
}

interface RelaySpec {
  readonly name: string;
  readonly port: number;
  readonly reachable: ReachableAt | undefined;
  readonly dataDir: string;
  readonly peers: readonly string[];
  readonly workspace: string;
  readonly allowedOrigins: readonly string[];
  readonly preload: readonly string[];
  readonly environment: () => Record<string, string>;
  readonly arguments: () => readonly string[];
  readonly machine: () => RelayMachine | undefined;
  /** None may start any more. */
  readonly isOver: () => boolean;
}

function createRelay(spec: RelaySpec): RelayProcess {
  const address = addressOf(spec.port, spec.reachable);
  const url = address.replace(/^ws/, 'http');
  const trusted = spec.reachable?.certificate;
  let child: ChildProcess | undefined;
  let log = '';

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (ending === undefined) return;
    child = undefined;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    if (ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    // A frozen process hears of SIGTERM only when it runs again.
    if (signal !== 'SIGKILL') ending.kill('SIGCONT');
    await gone;
  }

  return {
    name: spec.name,
    url,
    address,
    port: spec.port,
    dataDir: spec.dataDir,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    log: () => log,
    isRunning: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    wipe: () => rm(spec.dataDir, { recursive: true, force: true }),
    async start() {
      if (child !== undefined && child.exitCode === null && child.signalCode === null) return;
      if (spec.isOver()) throw new Error(`${spec.name} is gone for good`);
      const machine = spec.machine();
      const preload = spec.preload.flatMap((module) => ['--import', module]);
      const [program, ...args] = [
        ...(machine?.command ?? []),
        ...[process.execPath, ...preload, holdfast, ...relayArguments(spec, machine?.host)],
      ];
      const started = spawn(program ?? '', args, {
        env: {
          ...process.env,
          ...(trusted !== undefined && { NODE_EXTRA_CA_CERTS: trusted.certFile }),
          ...spec.environment(),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const note = (chunk: Buffer): void => {
        log = (log + chunk.toString()).slice(-100_000);
      };
      started.stdout.on('data', note);
      started.stderr.on('data', note);
      await untilAlive(url, started, { log: () => log, trusted });
    },
  };
}

function relayArguments(spec: RelaySpec, host: string | undefined): readonly string[] {
  return [
    'relay',
    ...listenArguments(spec, host),
    ...['--data', spec.dataDir],
    ...['--name', spec.name],
    ...['--workspace', spec.workspace],
    ...spec.peers.flatMap((peer) => ['--peer', peer]),
    ...spec.allowedOrigins.flatMap((origin) => ['--allow-origin', origin]),
    ...spec.arguments(),
  ];
}

function listenArguments(spec: RelaySpec, machine: string | undefined): readonly string[] {
  const address = `127.0.0.1:${spec.port}`;
  if (machine !== undefined) {
    const listen = ['--listen', `${machine}:${spec.port}`];
    return [...listen, '--insecure', '--public-url', `ws://${address}`];
  }
  if (spec.reachable === undefined) return ['--listen', address];
  const { host, certificate } = spec.reachable;
  const tls = ['--tls-cert', certificate.certFile, '--tls-key', certificate.keyFile];
  return ['--listen', `${host}:${spec.port}`, ...tls];
}

interface Starting {
  readonly log: () => string;
  readonly trusted: Certificate | undefined;
}

async function untilAlive(
  url: string,
  child: ChildProcess,
  { log, trusted }: Starting,
): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`relay ended at start:\n${log()}`);
    if (await isAlive(`${url}/livez`, trusted)) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error(`relay did not answer in ${readyTimeoutMs} ms:\n${log()}`);
}

function isAlive(url: string, trusted: Certificate | undefined): Promise<boolean> {
  if (trusted === undefined) {
    return fetch(url).then(
      (response) => response.ok,
      () => false,
    );
  }
  return new Promise((resolve) => {
    const asking = request(url, { ca: trusted.pem, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.on('error', () => resolve(false));
    asking.end();
  });
}

async function freePorts(count: number, host: string): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, host, resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
