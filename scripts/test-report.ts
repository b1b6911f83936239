import { readFile } from 'node:fs/promises';
import { z } from 'zod/mini';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

const vitestReportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
});

const playwrightReportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** Totals of a JSON report by vitest, or undefined where the run ended before it wrote one. */
export async function readVitestTotals(path: string): Promise<Totals | undefined> {
  const report = vitestReportSchema.safeParse(await readJson(path));
  if (!report.success) return undefined;
  return { passed: report.data.numPassedTests, failed: report.data.numFailedTests };
}

/** Totals of a JSON report by Playwright. A test that passed on a retry counts as passed. */
export async function readPlaywrightTotals(path: string): Promise<Totals | undefined> {
  const report = playwrightReportSchema.safeParse(await readJson(path));
  if (!report.success) return undefined;
  const { expected, flaky, unexpected } = report.data.stats;
  return { passed: expected + flaky, failed: unexpected };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
