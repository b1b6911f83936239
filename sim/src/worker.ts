/** Runs the seeds that its parent sends, one at a time. */
import { simulate } from './simulation.ts';
import type { SeedReport, SeedRequest } from './pool.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);

process.on('message', ({ seed, trace }: SeedRequest) => {
  void run(seed, trace).then((report) => process.send?.(report));
});

async function run(seed: number, trace: boolean): Promise<SeedReport> {
  const startedMs = performance.now();
  try {
    const result = await simulate({ seed, ...(trace && { trace: write }) });
    return { seed, ...result, tookMs: performance.now() - startedMs };
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, problems: [`the run itself failed: ${problem}`], tookMs: 0 };
  }
}

process.on('disconnect', () => process.exit());
