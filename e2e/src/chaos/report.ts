import type { ChaosReport } from './run.ts';

/** Nothing lost, no false statement, all the same everywhere, and somebody did something. */
export function isGood(report: ChaosReport): boolean {
  return (
    report.lost.length + report.falseStatements.length + report.problems.length === 0 &&
    report.marks > 0
  );
}

/** The report for people, a line a figure. */
export function describeReport(report: ChaosReport): string {
  const { words, posts, ticks } = report.deeds;
  const sorted = report.keys.toSorted((a, b) => a - b);
  const quick = sorted.filter((ms) => ms < 50).length;
  const share = sorted.length === 0 ? 0 : (100 * quick) / sorted.length;
  const lines = [
    `edits: ${words} typed, ${posts} posted, ${ticks} ticked; marks: ${report.marks}, lost: ${report.lost.length}, gone with a dead tab or device before any promise: ${report.excused}`,
    `false statements: ${report.falseStatements.length}`,
    `keys: ${sorted.length}, handled in under 50 ms: ${share.toFixed(2)} %, longest wait: ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
    `page opened again for no fault of ours: ${report.mishaps}`,
    report.healedAfterMs === undefined
      ? 'not healed'
      : `all pages said "saved on two relays" ${(report.healedAfterMs / 1000).toFixed(1)} s after the faults`,
    ...(report.hasFullDisk
      ? []
      : ['left out: a full disk, as this user may not mount a small one']),
    ...(report.hasMachines
      ? []
      : ['without network namespaces: links between relays were cut in a proxy']),
    ...report.lost.map((text) => `LOST ${text}`),
    ...report.falseStatements.map((text) => `FALSE ${text}`),
    ...report.problems.map((text) => `PROBLEM ${text}`),
    `again with: npm run chaos -- --seed ${report.seed}`,
  ];
  return lines.join('\n');
}
