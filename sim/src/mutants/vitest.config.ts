import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mutants } from './list.ts';
import { applyMutant } from './mutant.ts';

/** Runs tests against the engine with the bug that `HOLDFAST_MUTANT` names. */
const wanted = process.env['HOLDFAST_MUTANT'];
const mutant = mutants.find(({ name }) => name === wanted);
if (mutant === undefined) throw new Error(`no mutant is called ${wanted}`);

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (code, id) =>
        id.endsWith(mutant.file) ? { code: applyMutant(mutant, code), map: null } : undefined,
    },
  ],
  test: { environment: 'node', maxWorkers: 1, testTimeout: 60_000 },
});
