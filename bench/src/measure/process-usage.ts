import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/** The kernel reports CPU time to user space in hundredths of a second on every Linux we know. */
const msPerTick = 10;

/** CPU time, user and system, that the process and its threads have used so far, in ms (steps of 10 ms). */
export function cpuTimeMs(pid: number): number {
  if (!hasProc) return parseClock(ps(pid, 'time'));
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command name may hold spaces; what follows its closing bracket does not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/**
 * For how long, in ms, the process's main thread was ready to run but others had the cores; undefined
 * where the host does not tell. Delays on a busy machine are mostly this.
 */
export function coreWaitMs(pid: number): number | undefined {
  const path = `/proc/${pid}/schedstat`;
  if (!existsSync(path)) return undefined;
  return Number(readFileSync(path, 'latin1').split(' ')[1]) / 1e6;
}

/**
 * Memory that is the process's own, in bytes: without mapped files (a store's pages) where the
 * host can tell (Linux), else the whole resident set.
 */
export function ownMemoryBytes(pid: number): number {
  if (!hasProc) return Number(ps(pid, 'rss')) * 1024;
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const line = /^RssAnon:\s+(\d+) kB$/m.exec(status) ?? /^VmRSS:\s+(\d+) kB$/m.exec(status);
  return Number(line?.[1]) * 1024;
}

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

/** `[[dd-]hh:]mm:ss[.cc]`, as `ps -o time` prints it, in ms. */
export function parseClock(text: string): number {
  const [clock = '', days = '0'] = text.split('-').toReversed();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
