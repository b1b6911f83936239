import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorker } from '../bundle.ts';
import { runSeeds } from '../pool.ts';
import type { Mutant } from './mutant.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
/** Tried after the seeds that are known to catch a bug: which do may change with the engine. */
const otherSeeds = 60;
/** A run with a bug in it may never end; that is a kill too. */
const seedTimeoutMs = 30_000;

export interface Verdict {
  /** Undefined: nothing failed. */
  readonly killedBy: string | undefined;
  readonly tookMs: number;
}

/** Runs what must fail with this bug, up to the first failure. */
export async function tryMutant(mutant: Mutant): Promise<Verdict> {
  const startedMs = performance.now();
  const killedBy =
    mutant.killers.kind === 'seeds'
      ? await runKillingSeeds(mutant, mutant.killers.seeds)
      : await runKillingTest(mutant, mutant.killers);
  return { killedBy, tookMs: performance.now() - startedMs };
}

/** The seeds from 1 to `count` that catch the bug. */
export async function findKillers(
  mutant: Mutant,
  count: number,
  workers: number,
): Promise<readonly number[]> {
  const bundle = await bundleWorker(mutant);
  const killers: number[] = [];
  try {
    await runSeeds({
      workerFile: bundle.file,
      seeds: Array.from({ length: count }, (_, i) => i + 1),
      workers,
      timeoutMs: seedTimeoutMs,
      onReport({ seed, problems }) {
        if (problems.length > 0) killers.push(seed);
        return true;
      },
    });
  } finally {
    await bundle.remove();
  }
  return killers.sort((a, b) => a - b);
}

async function runKillingSeeds(
  mutant: Mutant,
  seeds: readonly number[],
): Promise<string | undefined> {
  const bundle = await bundleWorker(mutant);
  let killedBy: string | undefined;
  try {
    await runSeeds({
      workerFile: bundle.file,
      seeds: [...seeds, ...Array.from({ length: otherSeeds }, (_, i) => i + 1)],
      workers: 1,
      timeoutMs: seedTimeoutMs,
      onReport({ seed, problems }) {
        const [first] = problems;
        if (first !== undefined) killedBy = `seed ${seed}: ${first}`;
        return first === undefined;
      },
    });
  } finally {
    await bundle.remove();
  }
  return killedBy;
}

async function runKillingTest(
  { name }: Mutant,
  { file, title }: { readonly file: string; readonly title: string },
): Promise<string | undefined> {
  const vitest = join(
    dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  );
  const args = [vitest, 'run', file, '--config', config, '--reporter=verbose'];
  if (title !== '') args.push('-t', title);
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, HOLDFAST_MUTANT: name, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  const failed = /^\s*[×✗] (.+)$/mu.exec(output);
  if (failed?.[1] !== undefined) return failed[1].replace(/ \d+ms$/u, '');
  if (/Tests .*passed/u.test(output)) return undefined;
  throw new Error(`the tests did not run for mutant "${name}":\n${output}`);
}
