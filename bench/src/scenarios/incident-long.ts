import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod/mini';
import { openBrowser, openMeteredPage, type MeteredPage } from '../browser/device.ts';
import {
  narrowAndTime,
  postAndTime,
  readEntryCount,
  readTimeline,
  scrollAndTime,
  watchTimeline,
} from '../browser/incident-scripts.ts';
import { isInstalled } from '../browser/page-scripts.ts';
import { connectClient } from '../load/client.ts';
import { syncUpdate } from '../load/dialect.ts';
import { longIncident, wordsOf, type LongIncident } from '../load/long-incident.ts';
import { percentile } from '../measure/statistics.ts';
import {
  milliseconds,
  startServer,
  type RunContext,
  type Scenario,
  type Values,
} from './scenario.ts';

const sizes = {
  quick: { entries: 300, frames: 60, tries: 5 },
  full: { entries: 5_000, frames: 600, tries: 30 },
};
const id = '01j0000000000000000000bench';
const workspace = 'bench';
const timeoutMs = 120_000;
const settleMs = 3_000;
const scrollStepPx = 400;
/** A frame that takes longer is seen as a stutter. */
const longFrameMs = 50;

/** One incident of 5,000 entries in a real browser: opened cold with the network off, scrolled, searched, written into. */
export function incidentLongScenario(): Scenario {
  return {
    name: 'incident-long',
    title: '5,000 entries on one timeline in a browser',
    isFor: (server) => server.name === 'holdfast',
    figures: [
      milliseconds('openMs', 'newest entry from navigation, cold, offline'),
      milliseconds('openScriptMs', 'of it script'),
      milliseconds('frameP50Ms', 'frame while scrolling p50'),
      milliseconds('frameP99Ms', 'p99'),
      { key: 'longFrames', label: `frames over ${longFrameMs} ms`, unit: '%', digits: 1 },
      { key: 'frameTaskMs', label: 'main thread a frame', unit: 'ms', digits: 1, limit: 16 },
      milliseconds('searchP50Ms', 'search p50', 100),
      milliseconds('searchMaxMs', 'longest'),
      milliseconds('filterP50Ms', 'filter p50', 100),
      milliseconds('postP50Ms', 'Enter to timeline p50', 100),
      milliseconds('postMaxMs', 'longest'),
      { key: 'postTaskMs', label: 'main thread a post', unit: 'ms', digits: 1 },
    ],
    async run(context) {
      const { entries, frames, tries } = sizes[context.size];
      const incident = longIncident('Checkout fails', entries, Date.now() - entries * 60_000);
      const url = await fillDevice(context, incident);
      const browser = await openBrowser(join(context.folder, 'profile'));
      try {
        await browser.setOffline(true);
        const metered = await openMeteredPage(browser);
        const open = await measureOpen(metered, url, incident);
        await delay(settleMs);
        const profile = (name: string) =>
          context.profileFolder && join(context.profileFolder, `${name}.cpuprofile`);
        const scroll = await metered.profiled(profile('timeline-scroll'), () =>
          measureScroll(metered, frames),
        );
        const narrow = await metered.profiled(profile('timeline-search'), () =>
          measureNarrowing(metered, incident, tries),
        );
        const post = await metered.profiled(profile('timeline-post'), () =>
          measurePosts(metered, tries),
        );
        return { ...open, ...scroll, ...narrow, ...post };
      } finally {
        await browser.close();
      }
    },
  };
}

/** Fills a relay, lets a browser take all of it, and ends both. Returns the address of the incident's room. */
async function fillDevice(context: RunContext, incident: LongIncident): Promise<string> {
  const relay = await startServer(context);
  const document = `incident:${id}`;
  const client = await connectClient({ target: relay.target, document, clientId: 1 });
  for (const update of incident.updates) client.sendSync(syncUpdate, update);
  await client.resync(0);
  client.drop();
  const url = `${relay.httpUrl}/incidents/${id}?workspace=${workspace}`;
  const browser = await openBrowser(join(context.folder, 'profile'));
  try {
    const { page, until } = await openMeteredPage(browser);
    await page.goto(url);
    await until(`(${readEntryCount.trim()}) === ${incident.entries}`, timeoutMs);
    await until(isInstalled, timeoutMs);
    await delay(settleMs);
  } finally {
    await browser.close();
  }
  await relay.kill();
  return url;
}

async function measureOpen(
  { page, mainThread, until }: MeteredPage,
  url: string,
  { last }: LongIncident,
): Promise<Values> {
  await page.addInitScript(watchTimeline(last));
  const before = await mainThread();
  await page.goto(url);
  const openMs = Number(await until(readTimeline, timeoutMs));
  const after = await mainThread();
  return { openMs, openScriptMs: after.scriptMs - before.scriptMs };
}

/** From the newest up, one part of a screen after the other. */
async function measureScroll({ page, mainThread }: MeteredPage, frames: number): Promise<Values> {
  const before = await mainThread();
  const times = z
    .array(z.number())
    .parse(await page.evaluate(scrollAndTime(-scrollStepPx, frames)));
  const after = await mainThread();
  return {
    frameP50Ms: percentile(times, 0.5),
    frameP99Ms: percentile(times, 0.99),
    longFrames: (100 * times.filter((time) => time > longFrameMs).length) / times.length,
    frameTaskMs: (after.taskMs - before.taskMs) / frames,
  };
}

async function measureNarrowing(
  { page }: MeteredPage,
  { entries, decisions }: LongIncident,
  tries: number,
): Promise<Values> {
  const searches: number[] = [];
  const filters: number[] = [];
  const ask = async (label: string, value: string, count: number) =>
    Number(await page.evaluate(narrowAndTime(label, value, count)));
  for (let count = 0; count < tries; count++) {
    const words = wordsOf(1 + ((count * 997) % (entries - 1)));
    searches.push(await ask('Search the timeline', words, 1));
    searches.push(await ask('Search the timeline', '', entries));
    filters.push(await ask('Show', 'decisions', decisions));
    filters.push(await ask('Show', 'all', entries));
  }
  return {
    searchP50Ms: percentile(searches, 0.5),
    searchMaxMs: Math.max(...searches),
    filterP50Ms: percentile(filters, 0.5),
  };
}

async function measurePosts({ page, mainThread }: MeteredPage, tries: number): Promise<Values> {
  const times: number[] = [];
  const before = await mainThread();
  for (let count = 0; count < tries; count++) {
    times.push(Number(await page.evaluate(postAndTime(`posted as number ${count}.`))));
  }
  const after = await mainThread();
  return {
    postP50Ms: percentile(times, 0.5),
    postMaxMs: Math.max(...times),
    postTaskMs: (after.taskMs - before.taskMs) / tries,
  };
}
