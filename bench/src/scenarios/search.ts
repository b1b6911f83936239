import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { openBrowser, openMeteredPage, type MeteredPage } from '../browser/device.ts';
import { searchAndTime, watchFirstMark, readFirstMark } from '../browser/page-scripts.ts';
import { runbookKey } from '../browser/runbook-files.ts';
import { percentile } from '../measure/statistics.ts';
import { fillDevice } from './browser.ts';
import type { Scenario, Values } from './scenario.ts';

const sizes = {
  quick: { runbooks: 200, queries: 20 },
  full: { runbooks: 3_000, queries: 100 },
};
/** The index is built after the list, and kept some seconds after that. */
const keptAfterMs = 30_000;
const startTimeoutMs = 30_000;
const betweenQueriesMs = 100;
interface Query {
  readonly text: string;
  /** A word that is marked in what it finds, and in nothing that the query before finds. */
  readonly marked: string;
}

/** In every runbook's text; in prose, unfinished, with a slip. */
const commonQueries: readonly Query[] = [
  { text: 'replication lag', marked: 'lag' },
  { text: 'connection po', marked: 'connection' },
  { text: 'replicatoin lag', marked: 'lag' },
  { text: 'restart proces', marked: 'restart' },
];

/** A device that holds the whole workspace is opened, with no relay and no network, at a search. */
export function searchScenario(): Scenario {
  return {
    name: 'search',
    title: '3,000 runbooks of 5 KB in a browser, search after a cold start with the network off',
    isFor: (server) => server.name === 'holdfast',
    figures: [
      {
        key: 'readyMs',
        label: 'first results from navigation',
        unit: 'ms',
        digits: 0,
        limit: 1000,
      },
      { key: 'rareP50Ms', label: 'one match p50', unit: 'ms', digits: 0 },
      { key: 'rareP99Ms', label: 'p99', unit: 'ms', digits: 0, limit: 50 },
      { key: 'commonP50Ms', label: '3,000 matches p50', unit: 'ms', digits: 0 },
      { key: 'commonP99Ms', label: 'p99', unit: 'ms', digits: 0, limit: 50 },
    ],
    async run(context) {
      const { runbooks, queries } = sizes[context.size];
      const url = await fillDevice(context, runbooks, keptAfterMs);
      const browser = await openBrowser(join(context.folder, 'profile'));
      try {
        await browser.setOffline(true);
        const metered = await openMeteredPage(browser);
        await metered.page.addInitScript(watchFirstMark);
        await metered.page.goto(`${url}/runbooks?q=${runbookKey(runbooks - 1)}`);
        const readyMs = Number(await metered.until(readFirstMark, startTimeoutMs));
        const rare = Array.from({ length: queries }, (_, at): Query => {
          const key = runbookKey((at * 37) % runbooks);
          return { text: key, marked: key };
        });
        const common = Array.from(
          { length: queries / commonQueries.length },
          () => commonQueries,
        ).flat();
        return {
          readyMs,
          ...(await measureQueries(metered, 'rare', rare)),
          ...(await measureQueries(metered, 'common', common)),
        };
      } finally {
        await browser.close();
      }
    },
  };
}

/** From the change of the search field until what was found is in the page, marked. */
async function measureQueries(
  { page }: MeteredPage,
  kind: 'rare' | 'common',
  queries: readonly Query[],
): Promise<Values> {
  const times: number[] = [];
  for (const { text, marked } of queries) {
    times.push(Number(await page.evaluate(searchAndTime(text, marked))));
    await delay(betweenQueriesMs);
  }
  return { [`${kind}P50Ms`]: percentile(times, 0.5), [`${kind}P99Ms`]: percentile(times, 0.99) };
}
