import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod/mini';
import { CommandError } from '../cli/exit-codes.ts';

const stateSchema = z.object({
  version: z.literal(1),
  workspace: z.string(),
  /** What source paths begin with. */
  root: z.string(),
  /** The commit that was last brought into step. */
  commit: z.string(),
  /** By path: the runbook's document, and the blob that both were when they were last in step. */
  files: z.record(z.string(), z.object({ document: z.string(), blob: z.string() })),
  /** Files that are being written: what each is to be, or null where it is to go. Left by a crash. */
  pending: z.optional(z.record(z.string(), z.nullable(z.string()))),
});
/** What is remembered of a working copy between two runs, in its git folder; never committed. */
export type SyncState = z.infer<typeof stateSchema>;

/** Undefined where the repository was never brought into step with a workspace. */
export function readSyncState(gitFolder: string): SyncState | undefined {
  let text: string;
  try {
    text = readFileSync(statePath(gitFolder), 'utf8');
  } catch {
    return undefined;
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    throw new CommandError(
      `${statePath(gitFolder)} cannot be read. Move it away to begin anew: then files and runbooks that differ are conflicts.`,
    );
  }
}

/** Whole or not at all. */
export function writeSyncState(gitFolder: string, state: SyncState): void {
  const path = statePath(gitFolder);
  writeFileSync(`${path}.new`, `${JSON.stringify(state, undefined, 1)}\n`);
  renameSync(`${path}.new`, path);
}

function statePath(gitFolder: string): string {
  return join(gitFolder, 'holdfast.json');
}

/** Both sides of each conflict, between marks, as files to read; those of before are gone. */
export function writeConflicts(gitFolder: string, marked: ReadonlyMap<string, string>): string {
  const folder = join(gitFolder, 'holdfast-conflicts');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of marked) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Keeps two from working on one working copy. Gives the way to let go. */
export function lockSync(gitFolder: string): () => void {
  const path = join(gitFolder, 'holdfast.lock');
  for (let isAgain = false; ; isAgain = true) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (isAgain || isRunning(path)) {
        throw new CommandError(
          `Another sync-git is at work on this repository. If that is not so, remove ${path}`,
          undefined,
          { cause: error },
        );
      }
      // Its process is gone: it was killed.
      rmSync(path, { force: true });
    }
  }
}

function isRunning(path: string): boolean {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch (error) {
    // One of another user is running, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
