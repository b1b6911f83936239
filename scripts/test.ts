/**
 * `npm test`: every check and test, in order, up to the first failure. Names of steps run only
 * those; `--quick` runs what needs neither a build nor a browser.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { steps, type Step, type StepContext } from './steps.ts';

const selected = selectSteps(process.argv.slice(2));
if (selected === undefined) {
  console.error(
    `Usage: test.ts [--quick | STEP…]\nSteps: ${steps.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  const reportDir = await mkdtemp(join(tmpdir(), 'holdfast-test-'));
  try {
    process.exitCode = await runSteps(selected, { reportDir, env: process.env });
  } finally {
    await rm(reportDir, { recursive: true, force: true });
  }
}

function selectSteps(args: readonly string[]): readonly Step[] | undefined {
  if (args.length === 0) return steps;
  if (args.length === 1 && args[0] === '--quick') return steps.filter(({ quick }) => quick);
  const known = new Set(steps.map(({ name }) => name));
  if (!args.every((name) => known.has(name))) return undefined;
  return steps.filter(({ name }) => args.includes(name));
}

async function runSteps(chosen: readonly Step[], context: StepContext): Promise<number> {
  let passed = 0;
  let failed = 0;
  let exitCode = 0;
  for (const step of chosen) {
    console.log(`\n== ${step.name}`);
    const startedMs = performance.now();
    const result = await step.run(context);
    passed += result.totals?.passed ?? 0;
    failed += result.totals?.failed ?? 0;
    exitCode = result.exitCode;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`-- ${step.name}: ${exitCode === 0 ? 'ok' : 'failed'} in ${seconds} s`);
    if (exitCode !== 0) break;
  }
  // A failed check is a failure even where no test was counted.
  if (exitCode !== 0 && failed === 0) failed = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
  return exitCode;
}
