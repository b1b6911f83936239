import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sayInDrill } from '@holdfast/shared/model/drill-commands';
import { editComponent } from '@holdfast/shared/model/map-commands';
import { renameRunbook } from '@holdfast/shared/model/runbook';
import { openBrowser, openMeteredPage, type MeteredPage } from '../browser/device.ts';
import { isInstalled, readRowCount } from '../browser/page-scripts.ts';
import {
  openReviewAndTime,
  readFindingCount,
  readFirstFinding,
  watchFirstFinding,
} from '../browser/review-scripts.ts';
import { connectClient } from '../load/client.ts';
import { syncUpdate } from '../load/dialect.ts';
import {
  entryContextAt,
  writeDocument,
  writeMap,
  type WrittenDocument,
} from '../load/review-documents.ts';
import { median } from '../measure/statistics.ts';
import { madeUpWorkspace } from './review-workspace.ts';
import {
  milliseconds,
  startServer,
  type RunContext,
  type RunningServer,
  type Scenario,
  type Values,
} from './scenario.ts';

const sizes = {
  quick: { components: 100, runbooks: 30, drills: 50, edits: 3 },
  full: { components: 1_000, runbooks: 300, drills: 500, edits: 8 },
};
const workspace = 'bench';
const timeoutMs = 240_000;
/** What is still being written after the list is complete: projections, search words. */
const fillSettleMs = 8_000;
const settleMs = 2_500;
const atOnce = 24;

/** The review in a real browser, from what the device has: opened, and kept up with edits of others. */
export function reviewBrowserScenario(): Scenario {
  return {
    name: 'review-browser',
    title: 'The review of 1,000 components, 500 drills, 300 runbooks in a browser',
    isFor: (server) => server.name === 'holdfast',
    figures: [
      milliseconds('openScriptMs', 'opened from another screen: script', 300),
      milliseconds('openMs', 'on screen'),
      milliseconds('openLongestMs', 'longest task', 50),
      milliseconds('coldScriptMs', 'app started there, offline: script'),
      milliseconds('coldMs', 'on screen'),
      ...(['runbook', 'drill', 'component'] as const).flatMap((kind) => [
        milliseconds(`${kind}ScriptMs`, `after an edit of a ${kind}: script`, 50),
        milliseconds(`${kind}LongestMs`, 'longest task', 50),
      ]),
      { key: 'rows', label: 'rows', unit: '', digits: 0 },
    ],
    async run(context) {
      const { edits, ...counts } = sizes[context.size];
      const { map, projections } = madeUpWorkspace(counts, Date.now());
      const nameOf = (id: string) => map.components.get(id)?.name ?? id;
      const written = [
        writeMap(map, Date.now()),
        ...[...projections].flatMap(([name, one]) => writeDocument(name, one, nameOf) ?? []),
      ];
      const relay = await startServer(context);
      await sendAll(relay, written);
      await fillDevice(context, relay, counts.runbooks);
      const browser = await openBrowser(join(context.folder, 'profile'));
      try {
        const profile = (name: string) =>
          context.profileFolder && join(context.profileFolder, `${name}.cpuprofile`);
        await browser.setOffline(true);
        const cold = await measureCold(await openMeteredPage(browser), relay.httpUrl);
        const metered = await openMeteredPage(browser);
        await metered.page.goto(`${relay.httpUrl}/runbooks?workspace=${workspace}`);
        await metered.until(`(${readRowCount.trim()}) > 1`, timeoutMs);
        // What every screen fetches once the first is there is no part of the review.
        await delay(fillSettleMs);
        const open = await metered.profiled(profile('review-open'), () => measureOpen(metered));
        await browser.setOffline(false);
        await delay(settleMs);
        const updates = await metered.profiled(profile('review-edits'), () =>
          measureEdits(metered, relay, written, edits),
        );
        const rows = Number(await metered.page.evaluate(readFindingCount));
        return { ...cold, ...open, ...updates, rows };
      } finally {
        await browser.close();
      }
    },
  };
}

async function sendAll(relay: RunningServer, written: readonly WrittenDocument[]): Promise<void> {
  for (let first = 0; first < written.length; first += atOnce) {
    await Promise.all(
      written.slice(first, first + atOnce).map((one) => send(relay, one.name, one.updates)),
    );
  }
}

async function send(
  { target }: RunningServer,
  document: string,
  updates: readonly Uint8Array[],
): Promise<void> {
  const client = await connectClient({
    target: { ...target, url: target.url.replace(/[^/]+\/$/, `${workspace}/`) },
    document,
    clientId: 1,
  });
  for (const update of updates) client.sendSync(syncUpdate, update);
  await client.resync(0);
  client.drop();
}

async function fillDevice(
  context: RunContext,
  { httpUrl }: RunningServer,
  runbooks: number,
): Promise<void> {
  const browser = await openBrowser(join(context.folder, 'profile'));
  try {
    const { page, until } = await openMeteredPage(browser);
    await page.goto(`${httpUrl}/runbooks?workspace=${workspace}`);
    await until(`(${readRowCount.trim()}) > ${runbooks}`, timeoutMs);
    await until(isInstalled, timeoutMs);
    await page.goto(`${httpUrl}/review?workspace=${workspace}`);
    await until(`(${readFindingCount.trim()}) > 10`, timeoutMs);
    await delay(fillSettleMs);
  } finally {
    await browser.close();
  }
}

async function measureCold({ page, mainThread, until }: MeteredPage, url: string): Promise<Values> {
  await page.addInitScript(watchFirstFinding);
  const before = await mainThread();
  await page.goto(`${url}/review?workspace=${workspace}`);
  const coldMs = Number(await until(readFirstFinding, timeoutMs));
  const after = await mainThread();
  await page.close();
  return { coldMs, coldScriptMs: after.scriptMs - before.scriptMs };
}

async function measureOpen({ page, mainThread, traced }: MeteredPage): Promise<Values> {
  let openMs = 0;
  const before = await mainThread();
  const { longestMs } = await traced(async () => {
    openMs = Number(await page.evaluate(openReviewAndTime));
    await delay(settleMs);
  });
  const after = await mainThread();
  return { openMs, openScriptMs: after.scriptMs - before.scriptMs, openLongestMs: longestMs };
}

/** Others edit, at the relay; what the page does for each, less what it does by itself. */
async function measureEdits(
  { page, mainThread, traced }: MeteredPage,
  relay: RunningServer,
  written: readonly WrittenDocument[],
  count: number,
): Promise<Values> {
  const values: Record<string, number> = {};
  const start = await mainThread();
  await delay(settleMs);
  const idleMs = (await mainThread()).scriptMs - start.scriptMs;
  for (const [kind, name] of [
    ['runbook', 'runbook:1'],
    ['drill', 'drill:5'],
    ['component', 'map'],
  ] as const) {
    const scripts: number[] = [];
    const { longestMs } = await traced(async () => {
      for (let round = 0; round < count; round += 1) {
        // The trace tells the page's main thread by its events.
        await page.mouse.move(400 + round, 400);
        const before = await mainThread();
        await send(relay, name, editOf(written, name, round));
        await delay(settleMs);
        scripts.push((await mainThread()).scriptMs - before.scriptMs - idleMs);
      }
    });
    values[`${kind}ScriptMs`] = median(scripts);
    values[`${kind}LongestMs`] = longestMs;
  }
  return values;
}

/** One more edit of a document that the review tells of; what it adds, as updates. */
function editOf(written: readonly WrittenDocument[], name: string, round: number): Uint8Array[] {
  const one = written.find((other) => other.name === name);
  if (one === undefined) throw new Error(`no ${name}`);
  const { doc, updates } = one;
  const before = updates.length;
  const context = entryContextAt(Date.now());
  if (name === 'map') {
    const mapContext = { nowMs: Date.now(), by: 'bench', random: context.random };
    editComponent(doc, 'service-1', { name: `Service 1 (${round})` }, mapContext);
  } else if (name.startsWith('drill:')) {
    sayInDrill(doc, { kind: 'finding', text: `Found in round ${round}` }, context);
  } else {
    renameRunbook(doc, `Runbook 1 (${round})`, Date.now(), 'bench');
  }
  if (updates.length === before) throw new Error(`nothing to send of ${name}`);
  return updates.slice(before);
}
