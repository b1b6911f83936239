import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright';
import { z } from 'zod/mini';
import { threadShares, traceCategories, type ThreadShares } from './main-thread-trace.ts';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a browser whose storage is `profileFolder`. */
export function openBrowser(profileFolder: string): Promise<BrowserContext> {
  const named = process.env['CHROMIUM_PATH'];
  const executablePath = named ?? usualPaths.find((path) => existsSync(path));
  return chromium.launchPersistentContext(profileFolder, {
    args: launchArgs,
    viewport: { width: 1280, height: 800 },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}

/** CPU time that a page's main thread has used so far, in ms: what other processes take does not count. */
export interface MainThread {
  readonly scriptMs: number;
  /** Scripts, styles, layout, painting and the rest. */
  readonly taskMs: number;
}

const metricsSchema = z.object({
  metrics: z.array(z.object({ name: z.string(), value: z.number() })),
});

/** A page whose main thread can be read. */
export interface MeteredPage {
  readonly page: Page;
  mainThread(): Promise<MainThread>;
  /** Runs `task` while the main thread's CPU profile is taken, if there is a file to put it into. */
  profiled<T>(path: string | undefined, task: () => Promise<T>): Promise<T>;
  /** What the main thread did while `task` ran. */
  traced(task: () => Promise<unknown>): Promise<ThreadShares>;
  /** Runs a script, repeatedly, until it gives something other than null, false or zero. */
  until(script: string, timeoutMs: number): Promise<unknown>;
}

export async function openMeteredPage(context: BrowserContext): Promise<MeteredPage> {
  const page = await context.newPage();
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    async mainThread() {
      const { metrics } = metricsSchema.parse(await session.send('Performance.getMetrics'));
      const value = (name: string) =>
        (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
      return { scriptMs: value('ScriptDuration'), taskMs: value('TaskDuration') };
    },
    async profiled(path, task) {
      if (path === undefined) return task();
      await session.send('Profiler.enable');
      await session.send('Profiler.start');
      const result = await task();
      const { profile } = await session.send('Profiler.stop');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(profile));
      return result;
    },
    async traced(task) {
      const events: unknown[] = [];
      const keep = ({ value }: { readonly value: readonly unknown[] }) => events.push(...value);
      session.on('Tracing.dataCollected', keep);
      await session.send('Tracing.start', {
        transferMode: 'ReportEvents',
        traceConfig: { includedCategories: traceCategories },
      });
      await task();
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await complete;
      session.off('Tracing.dataCollected', keep);
      return threadShares(events);
    },
    async until(script, timeoutMs) {
      for (let deadline = performance.now() + timeoutMs; performance.now() < deadline;) {
        const value: unknown = await page.evaluate(script);
        if (value !== null && value !== false && value !== 0) return value;
        await delay(20);
      }
      throw new Error(`not so after ${timeoutMs / 1000} s: ${script.trim()}`);
    },
  };
}
