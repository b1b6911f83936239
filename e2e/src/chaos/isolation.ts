import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Set for a program that has a network and mounts of its own: it may make and break them freely. */
const isolatedVariable = 'CHAOS_ISOLATED';

export function isIsolated(): boolean {
  return process.env[isolatedVariable] === '1';
}

const run = promisify(execFile);
/** How long the program may take to put its things away once it was asked to end. */
const endWithinMs = 20_000;

/** Own mounts, network and processes: all of them are gone with the first process, however it ends. */
const unshare = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child=SIGKILL'];
const setUp = 'ip link set lo up && exec "$@"';
const mayMount = 'ip link set lo up && mount -t tmpfs tmpfs "$1"';
const ways: readonly (readonly string[])[] = [unshare, ['--user', '--map-root-user', ...unshare]];

/**
 * Runs a Node program with `args`, by Node with `nodeArgs`, isolated where this system allows it, and resolves with its exit
 * code. Its temporary files are in a folder that is deleted afterwards. Ctrl-C, SIGTERM, and the end
 * of this process close its standard input, at which it must end; what is left of it is killed.
 */
export async function runIsolated(
  program: URL,
  args: readonly string[],
  nodeArgs: readonly string[] = process.execArgv,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-chaos-'));
  const way = await findWay(folder);
  const command = [process.execPath, ...nodeArgs, program.pathname, ...args];
  const whole =
    way === undefined ? command : ['unshare', ...way, 'sh', '-c', setUp, 'sh', ...command];
  const child = spawn(whole[0] ?? '', whole.slice(1), {
    stdio: ['pipe', 'inherit', 'inherit'],
    // A process group of its own: Ctrl-C reaches this process only, and the group can be killed.
    detached: true,
    env: { ...process.env, TMPDIR: folder, [isolatedVariable]: way === undefined ? '0' : '1' },
  });
  let signalled: NodeJS.Signals | undefined;
  const killAll = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of the group has ended.
    }
  };
  const end = (signal: NodeJS.Signals): void => {
    signalled ??= signal;
    child.stdin.end();
    setTimeout(killAll, endWithinMs).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
    return signalled === undefined ? exitCode : 128 + constants.signals[signalled];
  } finally {
    killAll();
    for (const signal of signals) process.off(signal, end);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function findWay(folder: string): Promise<readonly string[] | undefined> {
  for (const way of ways) {
    const works = await run('unshare', [...way, 'sh', '-c', mayMount, 'sh', folder]).then(
      () => true,
      () => false,
    );
    if (works) return way;
  }
  return undefined;
}
