import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServerUnderTest } from './catalogue.ts';

const installTimeoutMs = 8 * 60_000;

/**
 * Installs the servers to compare with into `bench/peers`, outside the workspaces, when one that is
 * wanted is not there yet. Says so, since one of them may have to compile its database; a failure
 * only leaves them missing.
 */
export function installPeers(wanted: readonly ServerUnderTest[]): void {
  if (!wanted.some((server) => server.isPeer && server.missing() !== undefined)) return;
  console.error('Installing the servers to compare with (once; a few minutes when one compiles).');
  const folder = fileURLToPath(new URL('../../peers', import.meta.url));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // hocuspocus asks for Node 22, yet runs on 20.
  const args = ['install', '--prefix', folder, '--workspaces=false', '--engine-strict=false'];
  const outcome = spawnSync(
    npm,
    [...args, '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: installTimeoutMs,
    },
  );
  if (outcome.status !== 0) console.error('The installation failed; those servers are skipped.');
}
