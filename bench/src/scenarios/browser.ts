import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  openBrowser,
  openMeteredPage,
  type MainThread,
  type MeteredPage,
} from '../browser/device.ts';
import {
  isInstalled,
  openAndTime,
  readFirstRow,
  readRowCount,
  watchFirstRow,
} from '../browser/page-scripts.ts';
import { runbookMarker, runbookTitle, writeRunbooks } from '../browser/runbook-files.ts';
import { startServer, type RunContext, type Scenario, type Values } from './scenario.ts';

const runFile = promisify(execFile);

const sizes = {
  quick: { runbooks: 50, keystrokes: 20 },
  full: { runbooks: 1_000, keystrokes: 100 },
};
const runbookBytes = 5_000;
const fillTimeoutMs = 180_000;
/** What is still being written after the list is complete: projections, search words. */
const fillSettleMs = 5_000;
const startTimeoutMs = 30_000;
const betweenKeysMs = 100;
const settleMs = 1_000;

/** A device that holds the whole workspace is opened with no relay and no network. */
export function browserScenario(): Scenario {
  return {
    name: 'browser',
    title: '1,000 runbooks of 5 KB in a browser, cold start with the network off',
    isFor: (server) => server.name === 'holdfast',
    figures: [
      { key: 'listScriptMs', label: 'list: script', unit: 'ms', digits: 0, limit: 1000 },
      { key: 'listWallMs', label: 'list: on screen', unit: 'ms', digits: 0 },
      { key: 'textMs', label: 'a runbook’s text', unit: 'ms', digits: 0, limit: 100 },
      { key: 'textTaskMs', label: 'of it main thread', unit: 'ms', digits: 0 },
      { key: 'keyHandledMs', label: 'keystroke handled', unit: 'ms', digits: 2, limit: 3 },
      { key: 'keyRenderedMs', label: 'and drawn by the browser', unit: 'ms', digits: 2 },
      { key: 'keyTaskMs', label: 'main thread in all', unit: 'ms', digits: 2 },
      { key: 'keyScriptMs', label: 'of it script', unit: 'ms', digits: 2 },
      { key: 'keyPreviewTaskMs', label: 'in all with preview', unit: 'ms', digits: 2 },
    ],
    async run(context) {
      const url = await fillDevice(context, sizes[context.size].runbooks, fillSettleMs);
      const browser = await openBrowser(join(context.folder, 'profile'));
      try {
        await browser.setOffline(true);
        const metered = await openMeteredPage(browser);
        const start = await measureStart(metered, url);
        const text = await measureText(metered);
        const keys = await measureKeystrokes(metered, context);
        return { ...start, ...text, ...keys };
      } finally {
        await browser.close();
      }
    },
  };
}

/** Fills a relay, lets a browser take it all, and ends both. Returns the app's address, where nothing answers any more. */
export async function fillDevice(
  context: RunContext,
  runbooks: number,
  restMs: number,
): Promise<string> {
  const relay = await startServer(context);
  const files = join(context.folder, 'runbooks');
  writeRunbooks(files, runbooks, runbookBytes);
  const program = context.server.launch(relay.port, context.folder).script;
  const options = ['--relay', relay.httpUrl, '--workspace', 'demo'];
  await runFile(process.execPath, [program, 'import', 'runbooks', files, ...options], {
    cwd: context.folder,
  });
  const browser = await openBrowser(join(context.folder, 'profile'));
  try {
    const { page, until } = await openMeteredPage(browser);
    await page.goto(`${relay.httpUrl}/runbooks`);
    await until(`(${readRowCount.trim()}) > ${runbooks}`, fillTimeoutMs);
    await until(isInstalled, fillTimeoutMs);
    await delay(restMs);
  } finally {
    await browser.close();
  }
  await relay.kill();
  return relay.httpUrl;
}

async function measureStart(
  { page, mainThread, until }: MeteredPage,
  url: string,
): Promise<Values> {
  await page.addInitScript(watchFirstRow);
  const before = await mainThread();
  await page.goto(`${url}/runbooks`);
  const listWallMs = Number(await until(readFirstRow, startTimeoutMs));
  const after = await mainThread();
  return { listScriptMs: after.scriptMs - before.scriptMs, listWallMs };
}

/** Opens one of the rows on screen, chosen by its title. */
async function measureText({ page, mainThread }: MeteredPage): Promise<Values> {
  const title = await page.locator('[role="table"] [role="row"] a').nth(3).textContent();
  const index = Number(/\d+/.exec(title ?? '')?.[0]);
  const before = await mainThread();
  const script = openAndTime(runbookTitle(index), runbookMarker(index));
  const textMs = Number(await page.evaluate(script));
  const after = await mainThread();
  return { textMs, textTaskMs: after.taskMs - before.taskMs };
}

/** Types at the end of that runbook, first alone and then with the preview beside it. */
async function measureKeystrokes(metered: MeteredPage, context: RunContext): Promise<Values> {
  const { page } = metered;
  const { keystrokes } = sizes[context.size];
  await page.getByRole('link', { name: 'Edit' }).first().click();
  await page.locator('.cm-content').waitFor();
  const profile = (name: string) =>
    context.profileFolder && join(context.profileFolder, `${name}.cpuprofile`);
  await showView(metered, 'Write');
  const alone = await metered.profiled(profile('typing'), () => typeAtEnd(metered, keystrokes));
  const shares = await metered.traced(() => typeText(metered, keystrokes));
  await showView(metered, 'Both');
  const beside = await metered.profiled(profile('typing-with-preview'), () =>
    typeAtEnd(metered, keystrokes),
  );
  return {
    keyHandledMs: shares.handledMs / keystrokes,
    keyRenderedMs: shares.renderedMs / keystrokes,
    keyTaskMs: alone.taskMs,
    keyScriptMs: alone.scriptMs,
    keyPreviewTaskMs: beside.taskMs,
  };
}

async function showView({ page }: MeteredPage, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().click();
}

/** Types `count` characters where the caret is, and waits for what they set off. */
async function typeText({ page }: Pick<MeteredPage, 'page'>, count: number): Promise<void> {
  await page.keyboard.type('lorem ipsum '.repeat(count).slice(0, count), { delay: betweenKeysMs });
  await delay(settleMs);
}

/** Main-thread time for each keystroke, without what the page does by itself (the caret blinks). */
async function typeAtEnd({ page, mainThread }: MeteredPage, count: number): Promise<MainThread> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('warm up ', { delay: betweenKeysMs });
  await delay(settleMs);
  const start = await mainThread();
  await delay(settleMs);
  const idle = await mainThread();
  const idleAtMs = performance.now();
  await typeText({ page }, count);
  const end = await mainThread();
  const intervals = (performance.now() - idleAtMs) / settleMs;
  const each = (part: keyof MainThread) =>
    (end[part] - idle[part] - (idle[part] - start[part]) * intervals) / count;
  return { scriptMs: each('scriptMs'), taskMs: each('taskMs') };
}
