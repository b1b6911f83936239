import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test';

/** One person's browser with a profile folder of its own: it can be closed and opened again with all it stored. */
export interface Device {
  /** A new tab. */
  open(url: string): Promise<Page>;
  context(): BrowserContext;
  /** Closes the browser; what it stored stays. */
  close(): Promise<void>;
  /** SIGKILL to all of the browser's processes. */
  kill(): Promise<void>;
  /** Opens the browser again after `close` or `kill`. */
  reopen(): Promise<void>;
  dispose(): Promise<void>;
}

export interface DeviceOptions {
  readonly launch: LaunchOptions;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function createDevice(options: DeviceOptions): Promise<Device> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-device-'));
  const launch = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(folder, {
      ...options.launch,
      // Nothing half faded in is ever looked at or measured.
      reducedMotion: 'reduce',
      ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    });
  let context: BrowserContext | undefined = await launch();

  function current(): BrowserContext {
    if (context === undefined) throw new Error('the browser is closed');
    return context;
  }

  async function close(): Promise<void> {
    await context?.close();
    context = undefined;
  }

  return {
    context: current,
    close,
    async open(url) {
      const page = await current().newPage();
      await page.goto(url);
      return page;
    },
    async kill() {
      context = undefined;
      // Asked again until none is left: a browser that starts meanwhile would join the dying one.
      while (await killAllWith(folder)) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async reopen() {
      context = await launch();
    },
    async dispose() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** SIGKILL to every process that has `text` in its command line. False where there is none. */
async function killAllWith(text: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n').filter((line) => line.includes(text));
  for (const line of lines) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  return lines.length > 0;
}
