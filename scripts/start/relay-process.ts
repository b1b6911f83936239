import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RelaySpec {
  /** `relay A`, as people read it. */
  readonly title: string;
  /** `http://127.0.0.1:4100` */
  readonly url: string;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Receives standard output, appended. */
  readonly logPath: string;
  /** Receives standard error of this run. */
  readonly errorPath: string;
}

export interface RelayProcess {
  readonly spec: RelaySpec;
  readonly pid: number | undefined;
  /** Resolves when the process is gone, with how it ended: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a relay in a process group of its own, so that Ctrl-C reaches it once, through us. */
export function startRelay(spec: RelaySpec): RelayProcess {
  const log = openSync(spec.logPath, 'a');
  const errors = openSync(spec.errorPath, 'w');
  const [program, ...args] = spec.command;
  const child = spawn(program, args, { stdio: ['ignore', log, errors], detached: true });
  closeSync(log);
  closeSync(errors);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { spec, pid: child.pid, ended, kill: (signal) => void child.kill(signal) };
}

export interface ReadyOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Waits until the relay answers that it is ready. Resolves with a line that says why it is not. */
export async function waitUntilReady(
  relay: RelayProcess,
  { timeoutMs, signal }: ReadyOptions,
): Promise<string | undefined> {
  const { title, url, logPath } = relay.spec;
  const deadlineMs = performance.now() + timeoutMs;
  let endedAs: string | undefined;
  void relay.ended.then((how) => {
    endedAs = how;
  });
  while (!signal.aborted) {
    if (await answersReady(url)) return undefined;
    if (endedAs !== undefined) {
      return `${title} did not start: ${(await lastErrorLine(relay.spec)) ?? `${endedAs}, see ${logPath}`}`;
    }
    if (performance.now() > deadlineMs) {
      return `${title} is not ready after ${Math.round(timeoutMs / 1000)} s, see ${logPath}`;
    }
    await sleep(100);
  }
  return undefined;
}

export interface StopOptions {
  /** How long a relay may take to drain. */
  readonly graceMs: number;
  /** Ends the patience early. */
  readonly hurry: AbortSignal;
}

/** Asks the processes to end and waits for all; those that take too long are killed. */
export async function stopRelays(
  relays: readonly RelayProcess[],
  { graceMs, hurry }: StopOptions,
): Promise<void> {
  const killAll = (): void => {
    for (const relay of relays) relay.kill('SIGKILL');
  };
  for (const relay of relays) relay.kill('SIGTERM');
  const late = setTimeout(killAll, graceMs);
  hurry.addEventListener('abort', killAll);
  if (hurry.aborted) killAll();
  await Promise.all(relays.map(({ ended }) => ended));
  hurry.removeEventListener('abort', killAll);
  clearTimeout(late);
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}

async function lastErrorLine({ errorPath }: RelaySpec): Promise<string | undefined> {
  const lines = (await readFile(errorPath, 'utf8')).split('\n');
  return lines.findLast((line) => line.trim() !== '');
}
