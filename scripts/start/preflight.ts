import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FolderLockedError, lockFolder } from '../../server/src/store/folder-lock.ts';
import { makeFolder } from '../../server/src/store/make-folder.ts';
import { startCommand, type StartOptions } from './options.ts';

/**
 * Checks ports and data folder, empties the folder where that is wanted, and makes it. Returns what
 * is in the way, as one line that says what to do.
 */
export async function prepare(options: StartOptions): Promise<string | undefined> {
  const { ports, dataDir, fresh } = options;
  try {
    const pids = await findOwners(dataDir);
    if (pids.length > 0) {
      return `Relays of an earlier start still use ${dataDir}. Stop them: kill ${pids.join(' ')}`;
    }
    for (const port of ports) {
      if (await isFree(port)) continue;
      return `Port ${port} on 127.0.0.1 is taken. Stop the program that uses it, or choose others: ${startCommand({ ...options, ports: alternatives(ports) })}`;
    }
    if (fresh) await rm(dataDir, { recursive: true, force: true });
    makeFolder(dataDir);
    const probe = join(dataDir, '.probe');
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Cannot write to ${dataDir} (${reason}). Make it writable, or choose another folder: ${startCommand({ ...options, dataDir: 'DIR' })}`;
  }
  return undefined;
}

/** Ids of the processes that hold the relay folders in `dataDir`. */
async function findOwners(dataDir: string): Promise<readonly number[]> {
  const names = await readdir(dataDir).catch(() => []);
  const pids: number[] = [];
  for (const name of names.filter((entry) => /^relay-\w+$/.test(entry))) {
    try {
      lockFolder(join(dataDir, name), () => undefined)();
    } catch (error) {
      if (!(error instanceof FolderLockedError)) throw error;
      pids.push(error.pid);
    }
  }
  return pids;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}

function alternatives(ports: readonly number[]): readonly number[] {
  return ports.map((port) => (port < 60_000 ? port + 1000 : port - 1000));
}
