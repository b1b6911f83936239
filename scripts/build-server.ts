import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from './repository.ts';

const source = join(repositoryRoot, 'server', 'src');

/**
 * Bundles relay and command line into `server/dist/main.js`, beside it the threads
 * for costly work and for bundles.
 * Installed packages stay outside: `lmdb` is native, and a stack trace should name the others.
 * Resolves with an exit code; errors have been printed.
 */
export async function buildServer(outputDir: string): Promise<number> {
  await rm(outputDir, { recursive: true, force: true });
  const built = build({
    entryPoints: {
      main: join(source, 'main.ts'),
      'heavy-worker': join(source, 'store', 'heavy-worker.ts'),
      'bundle-worker': join(source, 'bundle', 'bundle-worker.ts'),
    },
    outdir: outputDir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // The workspace exports TypeScript, which Node 20 cannot run.
    alias: { '@holdfast/shared': join(repositoryRoot, 'shared', 'src') },
    sourcemap: true,
    logLevel: 'warning',
  });
  return built.then(
    () => 0,
    () => 1,
  );
}
