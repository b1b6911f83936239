import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { Store, StoreWrite } from '@holdfast/shared/replica/ports';
import { StoreFault } from '@holdfast/shared/replica/ports';
import { workspaceNameSchema, type WorkspaceName } from '@holdfast/shared/protocol/names';
import { dataFileProblem } from './data-file.ts';
import { FolderLockedError, lockFolder } from './folder-lock.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLmdbStore } from './lmdb-store.ts';
import { makeFolder } from './make-folder.ts';
import { toStoreFault } from './store-faults.ts';

/** One commit every 4 ms at most: see `group-commit.ts`. */
const commitWindowMs = 4;
const dataFileName = 'data.mdb';

/** The LMDB database in one data folder, holding the stores of all workspaces. */
export interface LmdbEnvironment {
  readonly folder: string;
  /** The store of one workspace. Closing it leaves the environment open. */
  workspaceStore(name: WorkspaceName): Store;
  /** Workspaces that have at least one row, in order. */
  workspaces(): readonly WorkspaceName[];
  /** Writes a consistent copy into the new folder `out` while the relay goes on. */
  backup(out: string): Promise<void>;
  sizeBytes(): number;
  isOpen(): boolean;
  /** Waits for writes under way, then closes the database and gives the folder free. Safe to call twice. */
  close(): Promise<void>;
}

export interface LmdbOptions {
  /** Only looks at an existing folder, also while a relay uses it. */
  readonly readOnly?: boolean;
  /** Called with how long each commit took and how many rows it changed. */
  readonly onCommit?: (durationMs: number, rows: number) => void;
  /**
   * The folder was deleted, or another process uses it. Nothing is written any more: what this
   * process still could write would be in a file that nobody will ever open.
   */
  readonly onLost?: () => void;
}

/**
 * Opens, or makes, the data folder.
 *
 * @throws FolderLockedError when another process uses it; StoreFault when it cannot be read or written.
 */
export function openLmdbEnvironment(folder: string, options: LmdbOptions = {}): LmdbEnvironment {
  let lost = false;
  const unlock = prepareFolder(folder, options.readOnly === true, () => {
    lost = true;
    options.onLost?.();
  });
  let database: RootDatabase<Buffer, string>;
  try {
    expectWholeFile(folder);
    database = openDatabase(folder, options.readOnly === true);
  } catch (error) {
    unlock();
    throw toStoreFault(error, `open the database in ${folder}`);
  }
  const commits = createGroupCommit({
    windowMs: commitWindowMs,
    commit: (writes) => commit(database, folder, writes, options.onCommit),
  });
  let closing: Promise<void> | undefined;

  return {
    folder,
    workspaceStore: (name) =>
      createLmdbStore({
        database,
        prefix: `${name}/`,
        folder,
        write: (writes) => commits.add(writes),
        settled: () => commits.settled(),
        isOpen: () => closing === undefined && !lost,
        sizeBytes: () => sizeOf(folder),
      }),
    workspaces: () => listWorkspaces(database),
    async backup(out) {
      if (existsSync(join(out, dataFileName))) {
        throw new StoreFault('refused', `${out} already holds a database. Choose a new folder.`);
      }
      try {
        makeFolder(out);
        // Not compacting: copies made with compaction while writes went on have been found damaged (lmdb-js issue 198).
        await database.backup(out, false);
      } catch (error) {
        throw toStoreFault(error, `write the backup to ${out}`);
      }
    },
    sizeBytes: () => sizeOf(folder),
    isOpen: () => closing === undefined && !lost,
    close() {
      closing ??= (async () => {
        await commits.settled();
        await database.close();
        unlock();
      })();
      return closing;
    },
  };
}

/** Returns the way to unlock the folder. */
function prepareFolder(folder: string, readOnly: boolean, onLost: () => void): () => void {
  try {
    if (readOnly) {
      accessSync(join(folder, dataFileName), constants.R_OK);
      return () => undefined;
    }
    makeFolder(folder, true);
    accessSync(folder, constants.R_OK | constants.W_OK);
    return lockFolder(folder, onLost);
  } catch (error) {
    if (error instanceof FolderLockedError) throw error;
    throw toStoreFault(
      error,
      `use the data folder ${folder}`,
      readOnly
        ? 'Name a folder that this user may read.'
        : 'Choose a folder that this user may write, with --data.',
    );
  }
}

/** Throws where LMDB would be ended by a signal; a folder without a data file is a new one. */
function expectWholeFile(folder: string): void {
  if (!existsSync(join(folder, dataFileName))) return;
  const problem = dataFileProblem(folder);
  if (problem !== undefined) throw new StoreFault('failed', problem);
}

/** Kept free on the disk: others may fill it up while a write is under way. */
const reservedBytes = 8 * 1024 * 1024;
/** A write copies the pages on the way to it. */
const pagesTouched = 4;

function openDatabase(folder: string, readOnly: boolean): RootDatabase<Buffer, string> {
  return open<Buffer, string>({
    path: folder,
    // LMDB would take a folder with a dot in its name for a file.
    noSubdir: false,
    readOnly,
    encoding: 'binary',
    maxDbs: 1,
    noMemInit: true,
    // A commit then resolves when it is on disk and fails when it is not. Overlapping syncs would
    // resolve before, and the group commit leaves nothing for them to gain.
    overlappingSync: false,
    eventTurnBatching: false,
  });
}

async function commit(
  database: RootDatabase<Buffer, string>,
  folder: string,
  writes: readonly StoreWrite[],
  onCommit: LmdbOptions['onCommit'],
): Promise<void> {
  if (writes.length === 0) return;
  const startMs = performance.now();
  // LMDB's binding for Node damages its memory, and the process ends, where the disk fills up within its write.
  if (isOutOfSpace(folder, writes)) throw toStoreFault(fullError(undefined), `write in ${folder}`);
  try {
    await database.batch(() => {
      for (const { key, value } of writes) {
        if (value === undefined) void database.remove(key);
        else void database.put(key, asBuffer(value));
      }
    });
  } catch (error) {
    const cause = await commitErrorOf(error);
    throw toStoreFault(
      isOutOfSpace(folder, writes) ? fullError(cause) : cause,
      `write in ${folder}`,
    );
  }
  onCommit?.(performance.now() - startMs, writes.length);
}

/** LMDB rejects with a general error, whose `commitError` promise is rejected with the cause. */
async function commitErrorOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (cause) {
    return cause;
  }
}

/** Whether the disk may fill up within these writes. Also tells why a write was cut short: LMDB says no more than "input/output error". */
function isOutOfSpace(folder: string, writes: readonly StoreWrite[]): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const wantedBytes = writes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    return bavail * bsize < 2 * wantedBytes + writes.length * pagesTouched * bsize + reservedBytes;
  } catch {
    return false;
  }
}

function fullError(cause: unknown): Error {
  return Object.assign(new Error('no space left on device', { cause }), { code: 'ENOSPC' });
}

function asBuffer(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function listWorkspaces(database: RootDatabase<Buffer, string>): readonly WorkspaceName[] {
  const names: WorkspaceName[] = [];
  let start = '';
  for (;;) {
    const [key] = [...database.getKeys({ start, limit: 1 })];
    if (key === undefined) return names.toSorted();
    const name = workspaceNameSchema.safeParse(key.slice(0, key.indexOf('/')));
    if (name.success) names.push(name.data);
    // The next key of another workspace: '0' follows '/'.
    start = `${key.slice(0, key.indexOf('/'))}0`;
  }
}

function sizeOf(folder: string): number {
  return statSync(join(folder, dataFileName)).size;
}
