import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How to start one server: a Node script with its arguments and environment. */
export interface Launch {
  readonly script: string;
  readonly args: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server that accepts connections. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** SIGTERM, and SIGKILL if it is still there after 15 s. */
  stop(): Promise<void>;
  /** SIGKILL at once. */
  kill(): Promise<void>;
}

const startTimeoutMs = 120_000;
const stopTimeoutMs = 15_000;

/** Starts a server in `folder` and resolves once `port` accepts; rejects with the end of its log when it does not. */
export async function startServerProcess(
  launch: Launch,
  port: number,
  folder: string,
  children: Set<ChildProcess>,
): Promise<ServerProcess> {
  const logPath = `${folder}/server.log`;
  const log = openSync(logPath, 'a');
  const child = spawn(
    process.execPath,
    [...(launch.nodeArgs ?? []), launch.script, ...launch.args],
    { cwd: folder, env: { ...process.env, ...launch.env }, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  children.add(child);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      children.delete(child);
      resolve();
    });
  });
  const { pid } = child;
  const failed = () => child.exitCode !== null || child.signalCode !== null;
  if (pid === undefined || !(await acceptsConnections(port, failed))) {
    child.kill('SIGKILL');
    const tail = readFileSync(logPath, 'utf8').slice(-1500);
    throw new Error(`the server did not start: ${launch.script}\n${tail}`);
  }
  return {
    pid,
    port,
    stop: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await exited;
      clearTimeout(force);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A TCP port of the loopback interface that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function acceptsConnections(port: number, failed: () => boolean): Promise<boolean> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline && !failed()) {
    if (await canConnect(port)) return true;
    await delay(25);
  }
  return false;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
