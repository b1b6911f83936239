/**
 * `npm run fuzz -- --minutes N --seed S --only NAME`: the tests' generators for longer. Prints the
 * seed, the dearest message of each target, and the smallest counterexample found.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzTargets } from './targets.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    path: { type: 'string' },
    only: { type: 'string' },
  },
});
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const targets = fuzzTargets().filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
const timeMs = (Number(values.minutes) * 60_000) / Math.max(targets.length, 1);
write(`seed ${seed}, ${targets.length} targets, ${(timeMs / 1000).toFixed(0)} s each`);

let failed = 0;
for (const { name, property, costs } of targets) {
  const details = await fc.check(property, {
    seed,
    ...(values.path !== undefined && { path: values.path }),
    numRuns: 1_000_000_000,
    interruptAfterTimeLimit: timeMs,
    markInterruptAsFailure: false,
  });
  write(
    `${details.failed ? 'FAILED' : 'ok'} ${name}: ${details.numRuns} runs, ${costs.calls} messages, ` +
      `at most ${costs.mostCpuMs.toFixed(1)} ms CPU and ${(costs.mostHeapBytes / 1e6).toFixed(1)} MB for one`,
  );
  const outcomes = [...costs.outcomes].toSorted(([, a], [, b]) => b - a);
  for (const [outcome, count] of outcomes) write(`    ${count} ${outcome}`);
  if (!details.failed) continue;
  failed += 1;
  write(
    `  npm run fuzz -- --seed ${details.seed} --path ${details.counterexamplePath ?? ''} --only "${name}"`,
  );
  write(`  ${fc.stringify(details.counterexample)}`);
  write(`  ${details.errorInstance instanceof Error ? (details.errorInstance.stack ?? '') : ''}`);
}
process.exitCode = failed === 0 ? 0 : 1;
