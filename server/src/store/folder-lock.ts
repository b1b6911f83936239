import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/mini';

const lockFileName = 'relay.lock';
/** How often the lock is looked at and kept fresh. */
const touchEveryMs = 5000;
/** A lock of another machine or container, whose processes cannot be seen from here, is stale once untouched for this long. */
const strangerStaleAfterMs = 35_000;

const lockSchema = z.object({
  pid: z.number(),
  host: z.string(),
  /** When the process was started, so that a process id used again is not taken for its old owner. */
  started: z.string(),
});
type Lock = z.infer<typeof lockSchema>;

/** Somebody else uses the folder. The message says who, and what to do. */
export class FolderLockedError extends Error {
  readonly pid: number;
  constructor(folder: string, lock: Lock) {
    const where = lock.host === hostname() ? '' : ` on ${lock.host}`;
    super(
      `The data folder ${folder} is in use by process ${lock.pid}${where}. ` +
        'Stop that process, or choose another folder with --data.',
    );
    this.name = 'FolderLockedError';
    this.pid = lock.pid;
  }
}

/**
 * Makes sure that one process at a time uses `folder`: two relays on one store would give the same
 * positions to different edits. A lock left by a process that died is taken over.
 *
 * @param onLost called when the folder was deleted, or taken by another process, while this one uses it.
 * @returns the way to release the lock.
 * @throws FolderLockedError when the folder is in use; the file system's error when it cannot be written.
 */
export function lockFolder(folder: string, onLost: () => void): () => void {
  const path = join(folder, lockFileName);
  const text = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: processStart(process.pid) ?? '',
  } satisfies Lock);
  if (!tryCreate(path, text)) {
    removeStale(folder, path);
    if (!tryCreate(path, text)) throw new FolderLockedError(folder, readLock(path) ?? unknownOwner);
  }
  const touching = setInterval(() => {
    if (readFile(path) === text) {
      touch(path);
      return;
    }
    clearInterval(touching);
    onLost();
  }, touchEveryMs);
  touching.unref();
  return () => {
    clearInterval(touching);
    if (readFile(path) === text) rmSync(path, { force: true });
  };
}

const unknownOwner: Lock = { pid: 0, host: hostname(), started: '' };

function tryCreate(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function removeStale(folder: string, path: string): void {
  const text = readFile(path);
  if (text === undefined) return;
  const lock = readLock(path);
  if (lock !== undefined && isHeld(lock, path)) throw new FolderLockedError(folder, lock);
  // Two processes may both see the stale lock. Renaming is atomic: whoever finds that it took away
  // a fresh lock instead puts it back and gives way.
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readFile(aside) !== text) {
    linkSync(aside, path);
    rmSync(aside, { force: true });
    throw new FolderLockedError(folder, readLock(path) ?? unknownOwner);
  }
  rmSync(aside, { force: true });
}

function isHeld(lock: Lock, path: string): boolean {
  if (lock.host !== hostname()) {
    return Date.now() - statSync(path).mtimeMs < strangerStaleAfterMs;
  }
  if (!isAlive(lock.pid)) return false;
  const started = processStart(lock.pid);
  return started === undefined || lock.started === '' || started === lock.started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Where the system tells (Linux): clock ticks from boot to the start of the process. */
function processStart(pid: number): string | undefined {
  const stat = readFile(`/proc/${pid}/stat`);
  // The second field is the command in brackets, and may hold spaces and brackets itself.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function readLock(path: string): Lock | undefined {
  const text = readFile(path);
  if (text === undefined) return undefined;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    // A lock cut short by a full disk or a power loss says nothing: nobody is behind it.
    return undefined;
  }
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // If the folder is gone, the next look finds out.
  }
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
