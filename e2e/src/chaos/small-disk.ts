import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A disk of its own for one data folder, small enough to fill up. */
export interface SmallDisk {
  readonly folder: string;
  /** Writes until nothing fits any more. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  dispose(): Promise<void>;
}

const run = promisify(execFile);
const sizeMegabytes = 64;
const pieceBytes = 64 * 1024;

/** Mounts a tmpfs at `mountPoint`; undefined where this user or system may not. */
export async function createSmallDisk(mountPoint: string): Promise<SmallDisk | undefined> {
  await mkdir(mountPoint, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMegabytes}m`, 'tmpfs', mountPoint]);
  } catch {
    return undefined;
  }
  const filler = join(mountPoint, 'filler');
  return {
    folder: join(mountPoint, 'data'),
    fill: () => writeUntilFull(filler),
    empty: () => rm(filler, { force: true }),
    async dispose() {
      await run('umount', ['--lazy', mountPoint]).catch(() => undefined);
    },
  };
}

async function writeUntilFull(path: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    const piece = Buffer.alloc(pieceBytes, 1);
    for (let bytes = pieceBytes; bytes >= 1; bytes = Math.floor(bytes / 2)) {
      try {
        for (;;) await file.write(piece, 0, bytes);
      } catch (problem) {
        if (!isFull(problem)) throw problem;
      }
    }
  } finally {
    await file.close();
  }
}

function isFull(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'ENOSPC';
}
