import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/mini';
import { openBrowser, openMeteredPage } from '../browser/device.ts';
import { readWatched, watchEditor } from '../browser/incident-scripts.ts';
import { writeRunbooks } from '../browser/runbook-files.ts';
import { probeCharacter, screenCharacter } from '../load/crowd.ts';
import { percentile } from '../measure/statistics.ts';
import { freePort, startServerProcess } from '../servers/server-process.ts';
import type { RunContext, Scenario } from './scenario.ts';

const sizes = {
  quick: { people: 10, seconds: 5 },
  full: { people: 50, seconds: 60 },
};
const relays = 3;
const workspace = 'bench';
/** As somebody who types well does, all the time. */
const charactersPerSecond = 4;
const startTimeoutMs = 60_000;
const betweenKeysMs = 250;
const lastWordsMs = 120_000;

const run = promisify(execFile);
const declaredSchema = z.object({ incidents: z.array(z.string()) });
const watchedSchema = z.object({
  typedAtMs: z.array(z.number()),
  seenAtMs: z.array(z.number()),
});

/** One incident's notes, typed into by many over three relays, one of them in a real browser. */
export function incidentCrowdScenario(): Scenario {
  const ms = (key: string, label: string) => ({ key, label, unit: 'ms', digits: 0 });
  return {
    name: 'incident-crowd',
    title: '50 people and a browser type into one incident over three relays, 4 keystrokes/s each',
    isFor: (server) => server.name === 'holdfast',
    figures: [
      ms('clientsP50Ms', 'keystroke to the other 49: p50'),
      ms('clientsP99Ms', 'p99'),
      ms('screenP50Ms', 'to a frame of a browser: p50'),
      ms('screenP99Ms', 'p99'),
      ms('typedP50Ms', 'from a browser’s key to the 50: p50'),
      ms('typedP99Ms', 'p99'),
      { key: 'keyTaskMs', label: 'the browser’s main thread a keystroke', unit: 'ms', digits: 2 },
      { key: 'arrivalsPerSecond', label: 'arrivals', unit: '/s', digits: 0 },
      { key: 'lost', label: 'keystrokes that did not arrive', unit: '', digits: 0, limit: 0 },
    ],
    async run(context) {
      const { people, seconds } = sizes[context.size];
      const servers = await startPeers(context);
      const [first] = servers;
      const last = servers.at(-1);
      if (first === undefined || last === undefined) throw new Error('no relay');
      const document = await declare(context, first.httpUrl);
      const browser = await openBrowser(join(context.folder, 'profile'));
      try {
        const { page, until, mainThread } = await openMeteredPage(browser);
        const id = document.slice('incident:'.length);
        await page.goto(`${last.httpUrl}/incidents/${id}/notes?workspace=${workspace}`);
        await until(`document.querySelector('.cm-content') !== null`, startTimeoutMs);
        await page.evaluate(watchEditor(screenCharacter, probeCharacter));
        const targets = servers.map(({ target }) => target);
        const plan = { targets, document, root: 'notes', people, charactersPerSecond, seconds };
        await context.generator.ask('startCrowd', plan);
        await page.locator('.cm-content').focus();
        const before = await mainThread();
        const keys = Math.floor((seconds * 1000) / betweenKeysMs / 2);
        await page.keyboard.type(screenCharacter.repeat(keys), { delay: betweenKeysMs });
        const crowd = await context.generator.ask('finishCrowd', { onScreen: keys });
        const all = `globalThis.seenAtMs.length >= ${crowd.probeSentAtMs.length}`;
        await until(all, lastWordsMs);
        const after = await mainThread();
        const { typedAtMs, seenAtMs } = watchedSchema.parse(await page.evaluate(readWatched));
        const screen = waits(crowd.probeSentAtMs, seenAtMs);
        const typed = crowd.heardAtMs.flatMap((heard) => waits(typedAtMs, heard));
        const expected = crowd.keystrokes * (people - 1);
        return {
          clientsP50Ms: crowd.p50Ms,
          clientsP99Ms: crowd.p99Ms,
          screenP50Ms: percentile(screen, 0.5),
          screenP99Ms: percentile(screen, 0.99),
          typedP50Ms: percentile(typed, 0.5),
          typedP99Ms: percentile(typed, 0.99),
          keyTaskMs: (after.taskMs - before.taskMs) / crowd.keystrokes,
          arrivalsPerSecond: crowd.arrivals / seconds,
          lost:
            expected -
            crowd.arrivals +
            (crowd.probeSentAtMs.length - screen.length) +
            (typedAtMs.length * people - typed.length),
        };
      } finally {
        await browser.close();
      }
    },
  };
}

/** How long each took, in the order in which they were sent. */
function waits(sentAtMs: readonly number[], arrivedAtMs: readonly number[]): readonly number[] {
  return arrivedAtMs.slice(0, sentAtMs.length).map((at, index) => at - (sentAtMs[index] ?? at));
}

async function startPeers(context: RunContext) {
  const ports: number[] = [];
  while (ports.length < relays) ports.push(await freePort());
  return Promise.all(
    ports.map(async (port) => {
      const folder = join(context.folder, String(port));
      mkdirSync(folder, { recursive: true });
      const launch = context.server.launch(port, folder);
      const others = ports.filter((other) => other !== port);
      const peers = others.flatMap((other) => ['--peer', `ws://127.0.0.1:${other}`]);
      const args = [...launch.args, ...peers, '--workspace', workspace];
      await startServerProcess({ ...launch, args }, port, folder, context.children);
      const { dialect, pathPrefix } = context.server;
      return {
        httpUrl: `http://127.0.0.1:${port}`,
        target: { url: `ws://127.0.0.1:${port}${pathPrefix}`, dialect },
      };
    }),
  );
}

/** Makes the workspace and an incident in it. Returns the incident's document name. */
async function declare(context: RunContext, httpUrl: string): Promise<string> {
  const files = join(context.folder, 'runbooks');
  writeRunbooks(files, 1, 1_000);
  const program = context.server.launch(0, context.folder).script;
  const options = ['--relay', httpUrl, '--workspace', workspace];
  await run(process.execPath, [program, 'import', 'runbooks', files, ...options], {
    cwd: context.folder,
  });
  const answer = await fetch(`${httpUrl}/api/v1/webhooks/incidents?workspace=${workspace}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Checkout fails', key: 'crowd' }),
  });
  const [name] = declaredSchema.parse(await answer.json()).incidents;
  if (name === undefined) throw new Error('the incident was not declared');
  return name;
}
