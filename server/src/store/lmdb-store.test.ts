import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { describeStore } from '@holdfast/shared/replica/store-conformance';
import { openLmdbEnvironment, type LmdbEnvironment } from './lmdb-environment.ts';

const folders: string[] = [];
const environments: LmdbEnvironment[] = [];

afterEach(async () => {
  for (const environment of environments.splice(0)) await environment.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function opened(folder: string): LmdbEnvironment {
  const environment = openLmdbEnvironment(folder);
  environments.push(environment);
  return environment;
}

describeStore('LMDB store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-store-'));
  folders.push(folder);
  const environment = opened(folder);
  // A neighbour on either side, whose rows must never show.
  for (const name of ['dem', 'demo-2', 'zebra']) {
    await environment.workspaceStore(name).write([{ key: 'a', value: Uint8Array.of(1) }]);
  }
  return {
    store: environment.workspaceStore('demo'),
    reopen: async () => {
      await environment.close();
      return opened(folder).workspaceStore('demo');
    },
  };
});
