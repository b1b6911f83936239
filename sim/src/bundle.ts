import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { applyMutant, type Mutant } from './mutants/mutant.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Bundles the worker, with a deliberate bug if one is given. Dispose of it with `remove`. */
export async function bundleWorker(
  mutant?: Mutant,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-sim-'));
  const file = join(folder, 'worker.mjs');
  await build({
    entryPoints: [worker],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: mutant === undefined ? [] : [mutantPlugin(mutant)],
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

function mutantPlugin(mutant: Mutant): Plugin {
  return {
    name: 'mutant',
    setup({ onLoad }) {
      onLoad({ filter: /shared\/src\/.*\.ts$/ }, async ({ path }) => {
        if (!path.endsWith(mutant.file)) return undefined;
        return { contents: applyMutant(mutant, await readFile(path, 'utf8')), loader: 'ts' };
      });
    },
  };
}
