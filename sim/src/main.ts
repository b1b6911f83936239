/** `npm run sim -- --seeds 300 --from 1 [--workers 2] [--trace]`: simulated runs, one a seed. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleWorker } from './bundle.ts';
import { runSeeds, type SeedReport } from './pool.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '60' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
    trace: { type: 'boolean', default: false },
  },
});
const count = Number.parseInt(values.seeds, 10);
const from = Number.parseInt(values.from, 10);
const workers = values.trace ? 1 : Number.parseInt(values.workers, 10);
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const tellEvery = 1000;

const totals = { runs: 0, failed: 0, edits: 0, events: 0, acknowledged: 0, simulatedMs: 0 };
const startedMs = performance.now();

function note(report: SeedReport): boolean {
  totals.runs++;
  totals.edits += report.edits ?? 0;
  totals.events += report.events ?? 0;
  totals.acknowledged += report.acknowledged ?? 0;
  totals.simulatedMs += report.simulatedMs ?? 0;
  if (totals.runs % tellEvery === 0 && totals.runs < count) summarise();
  if (report.problems.length === 0) return true;
  totals.failed++;
  write(`seed ${report.seed} failed (npm run sim -- --seeds 1 --from ${report.seed} --trace):`);
  for (const problem of report.problems.slice(0, 10)) write(`  ${problem}`);
  const { faults = [], ...plan } = report.plan ?? {};
  write(`  plan ${JSON.stringify(plan)}`);
  for (const fault of faults) write(`  fault ${JSON.stringify(fault)}`);
  return true;
}

function summarise(): void {
  const { runs, failed, edits, events, acknowledged, simulatedMs } = totals;
  const minutes = (performance.now() - startedMs) / 60_000;
  const hours = (simulatedMs / 3_600_000).toFixed(1);
  write(
    `${edits} edits, ${acknowledged} of them acknowledged as wanted, ${events} events, ${hours} simulated hours`,
  );
  write(`${(runs / minutes).toFixed(0)} seeds a minute, ${(minutes * 60).toFixed(1)} s`);
  write(`${runs - failed} passed, ${failed} failed`);
}

const bundle = await bundleWorker();
try {
  const seeds = Array.from({ length: count }, (_, i) => from + i);
  await runSeeds({ workerFile: bundle.file, seeds, workers, trace: values.trace, onReport: note });
} finally {
  await bundle.remove();
}
summarise();
process.exitCode = totals.failed === 0 ? 0 : 1;
