import { randomInt } from 'node:crypto';
import playwright from '../../playwright.config.ts';
import { parseOptions, usage } from './options.ts';
import { runChaos, type ChaosReport } from './run.ts';

const parsed = parseOptions(process.argv.slice(2), () => randomInt(2 ** 32));
if (!parsed.ok) {
  console.error(`${parsed.problem}\n\n${usage}`);
  process.exitCode = 2;
} else if (parsed.options === 'help') {
  console.log(usage);
} else {
  const { seed, minutes, people } = parsed.options;
  console.log(`chaos: seed ${seed}, ${minutes} minutes, ${people} people`);
  const launch = playwright.use?.launchOptions ?? {};
  const report = await runChaos(parsed.options, launch, (line) => console.log(line));
  console.log(describe(report));
  process.exitCode = isGood(report) ? 0 : 1;
}

function isGood(report: ChaosReport): boolean {
  return (
    report.lost.length + report.falseStatements.length + report.problems.length === 0 &&
    report.marks > 0
  );
}

function describe(report: ChaosReport): string {
  const sorted = report.keys.toSorted((a, b) => a - b);
  const quick = sorted.filter((ms) => ms < 50).length;
  const share = sorted.length === 0 ? 0 : (100 * quick) / sorted.length;
  const lines = [
    `marks typed: ${report.marks}, lost: ${report.lost.length}, gone with a dead tab or device before any promise: ${report.excused}`,
    `false statements: ${report.falseStatements.length}`,
    `keys: ${sorted.length}, handled in under 50 ms: ${share.toFixed(2)} %, longest wait: ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
    `page opened again for no fault of ours: ${report.mishaps}`,
    report.healedAfterMs === undefined
      ? 'not healed'
      : `all pages said "saved on two relays" ${(report.healedAfterMs / 1000).toFixed(1)} s after the faults`,
    ...(report.fullDisk ? [] : ['full disk: not run, this user may not mount a small disk']),
    ...report.lost.map((text) => `LOST ${text}`),
    ...report.falseStatements.map((text) => `FALSE ${text}`),
    ...report.problems.map((text) => `PROBLEM ${text}`),
    `again with: npm run chaos -- --seed ${report.seed}`,
  ];
  return lines.join('\n');
}
