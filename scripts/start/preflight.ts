import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findProcesses } from './find-processes.ts';
import type { StartOptions } from './options.ts';

/** Makes the data folder ready and checks the ports. Returns what is in the way, as one line that says what to do. */
export async function prepare({
  ports,
  dataDir,
  fresh,
}: StartOptions): Promise<string | undefined> {
  const pids = (await findProcesses([' relay ', `--data=${dataDir}/`])).join(' ');
  if (pids !== '') {
    return `Relays of an earlier start still use ${dataDir}. Stop them: kill ${pids}`;
  }
  for (const port of ports) {
    if (await isFree(port)) continue;
    return `Port ${port} on 127.0.0.1 is taken. Stop the program that uses it, or choose others: npm start -- --ports 5100,5101,5102`;
  }
  try {
    if (fresh) await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    const probe = join(dataDir, '.probe');
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Cannot write to ${dataDir} (${reason}). Make it writable, or choose another folder: npm start -- --data DIR`;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}
