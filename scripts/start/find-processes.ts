import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Ids of other processes whose command line contains every one of `parts`. */
export async function findProcesses(parts: readonly string[]): Promise<readonly number[]> {
  const commands = (await readProcFolder()) ?? (await runPs());
  const matching: number[] = [];
  for (const [pid, command] of commands) {
    if (pid !== process.pid && parts.every((part) => command.includes(part))) matching.push(pid);
  }
  return matching;
}

type CommandByPid = ReadonlyMap<number, string>;

/** Undefined where the system has no /proc (macOS). */
async function readProcFolder(): Promise<CommandByPid | undefined> {
  const names = await readdir('/proc').catch(() => undefined);
  if (names === undefined) return undefined;
  const commands = new Map<number, string>();
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    // A process may end while we look.
    const line = await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => '');
    if (line !== '') commands.set(Number(name), line.replaceAll('\0', ' '));
  }
  return commands;
}

async function runPs(): Promise<CommandByPid> {
  const { stdout } = await promisify(execFile)('ps', ['-Ao', 'pid=,args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  const commands = new Map<number, string>();
  for (const line of stdout.split('\n')) {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid !== undefined && command !== undefined) commands.set(Number(pid), command);
  }
  return commands;
}
