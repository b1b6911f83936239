import { existsSync } from 'node:fs';
import { installedCommand, repositoryRoot } from './repository.ts';
import { runCommand } from './run-command.ts';
import { join } from 'node:path';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export type Browser =
  | { readonly kind: 'installed'; readonly path: string }
  | { readonly kind: 'playwright' }
  | { readonly kind: 'missing'; readonly advice: string };

/**
 * A Chromium for the browser tests: the one named by `CHROMIUM_PATH`, one installed where systems
 * put it, else one installed now, by Debian's package manager or by Playwright.
 */
export async function findOrInstallBrowser(chromiumPath: string | undefined): Promise<Browser> {
  if (chromiumPath !== undefined && chromiumPath !== '') {
    if (existsSync(chromiumPath)) return { kind: 'installed', path: chromiumPath };
    return {
      kind: 'missing',
      advice: `CHROMIUM_PATH names ${chromiumPath}, which does not exist. Correct or unset it.`,
    };
  }
  const found = usualPaths.find((path) => existsSync(path));
  if (found !== undefined) return { kind: 'installed', path: found };
  if (isRootOnDebian() && (await installDebianPackage()) && existsSync('/usr/bin/chromium')) {
    return { kind: 'installed', path: '/usr/bin/chromium' };
  }
  const exitCode = await runCommand(installedCommand('playwright'), ['install', 'chromium'], {
    cwd: join(repositoryRoot, 'e2e'),
  });
  if (exitCode === 0) return { kind: 'playwright' };
  return {
    kind: 'missing',
    advice:
      'No Chromium found, and none could be installed. Install Chromium or Chrome, set CHROMIUM_PATH to it, and run npm test again.',
  };
}

function isRootOnDebian(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

async function installDebianPackage(): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if ((await runCommand('apt-get', ['update'], { env })) !== 0) return false;
  return (await runCommand('apt-get', ['install', '-y', 'chromium'], { env })) === 0;
}
